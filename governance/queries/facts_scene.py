"""Read the rows that the facts documents of many services are made from, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

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
from catalog.queries.consumption import among, live_consumption, runs
from governance.models import Deprecation, Review
from governance.queries.dependency_cycles import circles
from governance.queries.deprecated_uses import endings_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
RELEASES = 10


class Consumer(NamedTuple):
    """A live release that consumes a contract: rows, not models, since a contract may have very many."""

    contract_id: int
    built_against_id: int | None
    built_against: str | None
    service_id: int
    service: str
    kind: str
    lifecycle: str
    owner: str
    in_production: bool


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
    reviews: dict[int, dict[str, Any]]  # by version
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


def look_at(service_ids: Iterable[int], judged: Release | None = None) -> FactsScene:
    """Read what is known about the services now; of their latest releases, or of another one that is judged."""
    services = list(
        Service.objects.filter(pk__in=service_ids)
        .select_related("owner", "technical_owner", "system__domain")
        .order_by("pk")
    )
    ids = [service.pk for service in services]
    contracts = list(Contract.objects.filter(service__in=ids).order_by("slug"))
    versions = _versions(contracts)
    consumers = _consumers([contract.pk for contract in contracts])
    releases = _releases(ids)
    current = [judged] if judged else [highest for highest, *_ in releases.values()]
    dependencies = list(_dependencies([release.pk for release in current]))
    told = {release.pk for of_service in (current, *releases.values()) for release in of_service}
    teams = {s.owner_id for s in services} | {s.technical_owner_id for s in services}
    return FactsScene(
        services=services,
        members=_by("team_id", Membership.objects.filter(team__in=teams - {None}).select_related("person")),
        contracts=_by("service_id", contracts),
        versions=_by("contract_id", versions),
        operations=_operations(versions),
        reviews=_reviews(versions),
        documentation=_documentation(versions),
        provided_in=_provided_in(versions),
        releases=releases,
        provisions=_by("release_id", _provisions(told)),
        dependencies=_by("release_id", dependencies),
        consumers=_by("contract_id", consumers),
        deployments=_by("service_id", _deployments(ids)),
        facts=_by("service_id", AttestedFact.objects.filter(service__in=ids).select_related("source")),
        deprecations=_by("service_id", _deprecations(ids)),
        endings=endings_of(dependencies),
        circle=circles(ids) if consumers and current else {},
    )


def _by(name: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _versions(contracts: list[Contract]) -> list[ContractVersion]:
    of_contract = {contract.pk: contract for contract in contracts}
    rows = ContractVersion.objects.filter(contract__in=of_contract).select_related("successor")
    versions = list(rows.order_by("-sort_key", "-id"))
    for version in versions:
        version.contract = of_contract[version.contract_id]
    return versions


def _operations(versions: list[ContractVersion]) -> dict[int, list[dict[str, Any]]]:
    rows = Operation.objects.filter(contract_version__in=among(v.pk for v in versions)).order_by("id")
    found = defaultdict(list)
    for version, key, deprecated, summary in rows.values_list(
        "contract_version", "key", "deprecated", "summary"
    ):
        found[version].append({"key": key, "deprecated": deprecated, "summary": summary})
    return found


def _reviews(versions: list[ContractVersion]) -> dict[int, dict[str, Any]]:
    """The newest review of each version, with the `breaking` changes that it found."""
    of_versions = Review.objects.filter(contract_version__in=among(v.pk for v in versions))
    newest = of_versions.order_by("contract_version_id", "-id").distinct("contract_version_id")
    breaking = Count("findings", filter=Q(findings__severity="breaking"))
    rows = Review.objects.filter(pk__in=newest.values("pk")).annotate(breaking=breaking)
    named = ("state", "verdict", "undecided", "breaking")
    found = rows.values_list("contract_version_id", *named)
    return {version: dict(zip(named, review, strict=True)) for version, *review in found}


def _documentation(versions: list[ContractVersion]) -> dict[str, Any]:
    known = Documentation.objects.filter(document__in={version.document_id for version in versions})
    return dict(known.filter(counts__isnull=False).values_list("document_id", "counts"))


def _provided_in(versions: list[ContractVersion]) -> dict[int, dict[str, bool]]:
    running = Provision.objects.filter(
        contract_version__in=among(v.pk for v in versions),
        release__deployments__ended_at=None,
        release__deployments__isnull=False,
    )
    environment = "release__deployments__environment"
    rows = running.values_list("contract_version", f"{environment}__slug", f"{environment}__production")
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for version, slug, production in rows.order_by(f"{environment}__rank").distinct():
        found[version][slug] = production
    return found


def _releases(service_ids: list[int]) -> dict[int, list[Release]]:
    """The highest releases of each service."""
    place = Window(RowNumber(), partition_by="service", order_by=[F("sort_key").desc(), F("id").desc()])
    rows = Release.objects.filter(service__in=service_ids).annotate(place=place)
    return _by("service_id", rows.filter(place__lte=RELEASES).order_by("place"))


def _provisions(release_ids: Collection[int]) -> list[Provided]:
    rows = Provision.objects.filter(release__in=among(release_ids)).order_by("id")
    contract = "contract_version__contract"
    named = (f"{contract}__service__slug", f"{contract}__slug", "contract_version__version")
    return [Provided(*row) for row in rows.values_list("release_id", *named)]


def _dependencies(release_ids: Collection[int]) -> QuerySet[Dependency]:
    rows = Dependency.objects.filter(release__in=among(release_ids))
    return rows.select_related("release", "contract__service__owner", "built_against")


def _deprecations(service_ids: list[int]) -> QuerySet[Deprecation]:
    rows = Deprecation.objects.filter(service__in=service_ids, cancelled_at=None)
    subjects = ("contract", "contract_version__successor", "successor_service")
    return rows.select_related(*subjects).order_by("id")


def _deployments(service_ids: list[int]) -> list[Running]:
    rows = Deployment.objects.filter(service__in=service_ids, ended_at=None)
    where = ("environment__slug", "environment__production", "instance")
    rows = rows.order_by("environment__rank", "instance")
    return [Running(*row) for row in rows.values_list("service_id", *where, "release__version", "started_at")]


def _consumers(contract_ids: list[int]) -> list[Consumer]:
    service = "release__service"
    rows = live_consumption(contract_ids).order_by(f"{service}__slug", "release_id", "id")
    about = (
        service,
        f"{service}__slug",
        f"{service}__kind",
        f"{service}__lifecycle",
        f"{service}__owner__slug",
    )
    named = ("contract_id", "built_against_id", "built_against__version", *about)
    in_production = runs(environment__production=True)
    return [Consumer(*row) for row in rows.values_list(*named, in_production)]
