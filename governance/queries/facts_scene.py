"""Read the rows that the facts documents of many services are made from, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from catalog.models import (
    AttestedFact,
    Contract,
    ContractVersion,
    Dependency,
    Deployment,
    Documentation,
    Membership,
    Operation,
    Provision,
    Release,
    Service,
)
from catalog.queries.consumers import Consumer, consumers_of
from catalog.queries.prepared import Prepared, any_given
from governance.models import Deprecation, Review
from governance.queries.dependency_cycles import circles
from governance.queries.deprecated_uses import announced_by
from governance.queries.observed_facts import Traffic, traffic_of
from governance.queries.reviews import counted_reviews
from governance.queries.uses import Uses, uses_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST_RELEASES = 10


class Running(NamedTuple):
    """A release of a service, where it is deployed now."""

    service_id: int
    environment: str
    production: bool
    instance: str
    release: str
    since: datetime


class Provided(NamedTuple):
    """A contract version that a release provides."""

    release_id: int
    service: str
    contract: str
    version: str


@dataclass(frozen=True)
class FactsScene:
    """Everything that is known about some services, by the ids of what it belongs to."""

    services: list[Service]
    members: dict[int, list[Membership]]  # by team
    contracts: dict[int, list[Contract]]  # by service
    versions: dict[int, list[ContractVersion]]  # by contract
    operations: dict[int, list[dict[str, Any]]]  # by version
    reviews: dict[int, Review]  # by version
    documentation: dict[str, Any]  # by digest
    provided_in: dict[int, dict[str, bool]]  # by version: environments, and whether they are production
    releases: dict[int, list[Release]]  # by service, the highest first
    provisions: dict[int, list[Provided]]  # by release
    dependencies: dict[int, list[Dependency]]  # of the release that is judged, by the release
    consumers: dict[int, list[Consumer]]  # by contract
    deployments: dict[int, list[Running]]  # by service
    facts: dict[int, list[AttestedFact]]  # by service
    deprecations: dict[int, list[Deprecation]]  # by service
    endings: dict[int, list[Deprecation]]  # by dependency: what it rests on and what ends, beside its version
    circle: dict[int, int]  # by service: which circle of dependencies it is in
    traffic: dict[int, Traffic]  # by service, where it is measured


@dataclass(frozen=True)
class Around:
    """What stands around services: what releases of theirs use, and who consumes their contracts."""

    uses: Uses
    consumers: dict[int, list[Consumer]]  # by contract


def look_at(
    service_ids: Iterable[int], judged: Release | None = None, around: Around | None = None
) -> FactsScene:
    """Read what is known about the services now; of their latest releases, or of another one that is judged.

    What stands around them may have been read already.
    """
    services = SERVICES.instances(services=list(service_ids))
    ids = [service.pk for service in services]
    contracts = CONTRACTS.instances(services=ids)
    of_contracts = [contract.pk for contract in contracts]
    versions = _versions(contracts)
    of_versions = [version.pk for version in versions]
    releases = _by("service_id", RELEASES.instances(services=ids))
    current = [judged] if judged else [highest for highest, *_ in releases.values()]
    around = around or Around(uses_of([release.pk for release in current]), consumers_of(of_contracts))
    told = {release.pk for of_service in (current, *releases.values()) for release in of_service}
    teams = {s.owner_id for s in services} | {s.technical_owner_id for s in services if s.technical_owner_id}
    return FactsScene(
        services=services,
        members=_by("team_id", MEMBERS.instances(teams=list(teams))),
        contracts=_by("service_id", contracts),
        versions=_by("contract_id", versions),
        operations=_operations(of_versions),
        reviews=counted_reviews(of_versions),
        documentation={
            each.document_id: each.counts
            for each in DOCUMENTATION.instances(documents=[version.document_id for version in versions])
        },
        provided_in=_provided_in(of_versions),
        releases=releases,
        provisions=_by("release_id", (Provided(*row) for row in PROVISIONS.rows(releases=list(told)))),
        dependencies=around.uses.by_release,
        consumers=around.consumers,
        deployments=_by("service_id", (Running(*row) for row in DEPLOYMENTS.rows(services=ids))),
        facts=_by("service_id", FACTS.instances(services=ids)),
        deprecations=_by("service_id", announced_by(ids)),
        endings=around.uses.endings,
        circle=circles(ids) if around.consumers and current else {},
        traffic=traffic_of(ids, timezone.now()),
    )


def _by(name: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _versions(contracts: list[Contract]) -> list[ContractVersion]:
    of_contract = {contract.pk: contract for contract in contracts}
    versions = VERSIONS.instances(contracts=list(of_contract))
    for version in versions:
        version.contract = of_contract[version.contract_id]
    return versions


def _operations(versions: list[int]) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    for version, key, deprecated, summary in OPERATIONS.rows(versions=versions):
        found[version].append({"key": key, "deprecated": deprecated, "summary": summary})
    return found


def _provided_in(versions: list[int]) -> dict[int, dict[str, bool]]:
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for version, slug, production, _rank in PROVIDED_IN.rows(versions=versions):
        found[version][slug] = production
    return found


TEAM = ("slug", "title", "kind", "email", "chat", "on_call")
SERVICES = Prepared(
    lambda: Service.objects.filter(pk=any_given("services")).order_by("pk"),
    *(
        "id",
        "slug",
        "title",
        "purpose",
        "kind",
        "lifecycle",
        "tier",
        "platform",
        "exposure",
        "links",
        "labels",
    ),
    *(
        "data_classification",
        "versioning_strategy",
        "created_at",
        "owner_id",
        "technical_owner_id",
        "system_id",
    ),
    *(f"{team}__{name}" for team in ("owner", "technical_owner") for name in TEAM),
    *("system__slug", "system__domain_id", "system__domain__slug"),
)
MEMBERS = Prepared(
    lambda: Membership.objects.filter(team=any_given("teams")),
    *("id", "team_id", "role", "person_id", "person__username", "person__is_active"),
)
CONTRACTS = Prepared(
    lambda: Contract.objects.filter(service=any_given("services")).order_by("slug"),
    *("id", "service_id", "slug", "title", "format", "exposure", "stability", "compatibility", "strictness"),
    *("version_scheme", "validation"),
)
VERSIONS = Prepared(
    lambda: ContractVersion.objects.filter(contract=any_given("contracts")).order_by("-sort_key", "-id"),
    *("id", "contract_id", "version", "major_line", "document_id", "problems", "deprecated_at", "sunset_at"),
    *("successor_id", "successor__version"),
)
OPERATIONS = Prepared(
    lambda: Operation.objects.filter(contract_version=any_given("versions")).order_by("id"),
    *("contract_version_id", "key", "deprecated", "summary"),
)
DOCUMENTATION = Prepared(
    lambda: Documentation.objects.filter(document=any_given("documents", "text"), counts__isnull=False),
    *("document_id", "counts"),
)
FACTS = Prepared(
    lambda: AttestedFact.objects.filter(service=any_given("services")),
    *("id", "service_id", "data", "fits", "attested_at", "expires_at", "source_id", "source__slug"),
)
DEPLOYMENTS = Prepared(
    lambda: Deployment.objects.filter(service=any_given("services"), ended_at=None).order_by(
        "environment__rank", "instance"
    ),
    *("service_id", "environment__slug", "environment__production", "instance", "release__version"),
    "started_at",
)
PROVISIONS = Prepared(
    lambda: Provision.objects.filter(release=any_given("releases")).order_by("id"),
    *("release_id", "contract_version__contract__service__slug", "contract_version__contract__slug"),
    "contract_version__version",
)


def _highest_releases() -> QuerySet[Release, Any]:
    """The highest releases of each service."""
    place = Window(RowNumber(), partition_by="service", order_by=[F("sort_key").desc(), F("id").desc()])
    rows = Release.objects.filter(service=any_given("services")).annotate(place=place)
    return rows.filter(place__lte=MOST_RELEASES).order_by("place")


def _environments_of_versions() -> QuerySet[Provision, Any]:
    return (
        Provision.objects.filter(
            contract_version=any_given("versions"),
            release__deployments__ended_at=None,
            release__deployments__isnull=False,
        )
        .order_by(f"{RUNS_IN}__rank")
        .distinct()
    )


RUNS_IN = "release__deployments__environment"
RELEASES = Prepared(_highest_releases, "id", "service_id", "version", "commit", "created_at")
PROVIDED_IN = Prepared(
    _environments_of_versions,
    "contract_version_id",
    *(f"{RUNS_IN}__{name}" for name in ("slug", "production", "rank")),
)
