"""Read the rows that the facts documents of many services are made from, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

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
from catalog.queries.consumption import live_consumers
from catalog.queries.releases import with_content
from governance.models import Review
from governance.queries.dependency_cycles import circles

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
RELEASES = 10


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
    consumers: dict[int, list[Dependency]]  # by contract
    in_production: set[int]  # releases
    deployments: dict[int, list[Deployment]]  # by service
    facts: dict[int, list[AttestedFact]]  # by service
    circle: dict[int, int]  # by service: which circle of dependencies it is in


def look_at(service_ids: Iterable[int]) -> FactsScene:
    """Read what is known about the services now."""
    services = list(
        Service.objects.filter(pk__in=service_ids)
        .select_related("owner", "technical_owner", "system__domain")
        .order_by("pk")
    )
    ids = [service.pk for service in services]
    contracts = list(Contract.objects.filter(service__in=ids).order_by("slug"))
    versions = list(
        ContractVersion.objects.filter(contract__in=contracts)
        .select_related("successor", "contract")
        .order_by("-sort_key", "-id")
    )
    consumers = live_consumers([contract.pk for contract in contracts])
    releases = _releases(ids)
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
        consumers=_by("contract_id", consumers),
        in_production=_in_production(consumers),
        deployments=_by("service_id", _deployments(ids)),
        facts=_by("service_id", AttestedFact.objects.filter(service__in=ids).select_related("source")),
        circle=circles() if consumers and releases else {},
    )


def _by(name: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _operations(versions: list[ContractVersion]) -> dict[int, list[dict[str, Any]]]:
    rows = Operation.objects.filter(contract_version__in=versions).order_by("id")
    found = defaultdict(list)
    for version, key, deprecated, summary in rows.values_list(
        "contract_version", "key", "deprecated", "summary"
    ):
        found[version].append({"key": key, "deprecated": deprecated, "summary": summary})
    return found


def _reviews(versions: list[ContractVersion]) -> dict[int, Review]:
    """The newest review of each version, with the `breaking` changes that it found."""
    newest = Review.objects.filter(contract_version__in=versions).order_by("contract_version_id", "-id")
    breaking = Count("findings", filter=Q(findings__severity="breaking"))
    rows = Review.objects.filter(pk__in=newest.distinct("contract_version_id").values("pk"))
    rows = rows.only("contract_version", "state", "verdict", "undecided").annotate(breaking=breaking)
    return {review.contract_version_id: review for review in rows}


def _documentation(versions: list[ContractVersion]) -> dict[str, Any]:
    known = Documentation.objects.filter(document__in={version.document_id for version in versions})
    return dict(known.filter(counts__isnull=False).values_list("document_id", "counts"))


def _provided_in(versions: list[ContractVersion]) -> dict[int, dict[str, bool]]:
    running = Provision.objects.filter(
        contract_version__in=versions, release__deployments__ended_at=None, release__deployments__isnull=False
    )
    environment = "release__deployments__environment"
    rows = running.values_list("contract_version", f"{environment}__slug", f"{environment}__production")
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for version, slug, production in rows.order_by(f"{environment}__rank").distinct():
        found[version][slug] = production
    return found


def _releases(service_ids: list[int]) -> dict[int, list[Release]]:
    """The highest releases of each service with their content, and what their dependencies' providers are."""
    place = Window(RowNumber(), partition_by="service", order_by=[F("sort_key").desc(), F("id").desc()])
    rows = with_content(Release.objects.filter(service__in=service_ids)).annotate(place=place)
    return _by("service_id", rows.filter(place__lte=RELEASES).order_by("place"))


def _deployments(service_ids: list[int]) -> QuerySet[Deployment]:
    current = Deployment.objects.filter(service__in=service_ids, ended_at=None)
    return current.select_related("environment", "release").order_by("environment__rank", "instance")


def _in_production(consumers: list[Dependency]) -> set[int]:
    current = Deployment.objects.filter(ended_at=None, environment__production=True)
    releases = {dependency.release_id for dependency in consumers}
    return set(current.filter(release__in=releases).values_list("release_id", flat=True))
