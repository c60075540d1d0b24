"""What a row of the services list shows, for a page of services in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from catalog.models import ContractVersion, Dependency, Deployment, Service
from catalog.queries.consumption import by_newest_releases
from governance.models import Review
from governance.queries.reviews import latest_reviews
from observability.models import Alert, AlertState


@dataclass
class ServiceRow:
    """A service with its contracts' highest versions, how connected it is, and what runs of it where."""

    service: Service
    contracts: list[tuple[ContractVersion, Review | None]] = field(default_factory=list)
    consumers: int = 0
    dependencies: int = 0
    running: list[Deployment] = field(default_factory=list)
    alerts: int = 0


def service_rows(services: Iterable[Service]) -> list[ServiceRow]:
    """One row for each service, in the order given."""
    rows = {service.pk: ServiceRow(service) for service in services}
    _add_contracts(rows)
    _add_connections(rows)
    for deployment in current_deployments(rows):
        rows[deployment.service_id].running.append(deployment)
    open_alerts = Alert.objects.filter(service__in=rows, state=AlertState.OPEN).order_by()
    for pk, count in open_alerts.values_list("service").annotate(Count("pk")):
        rows[pk].alerts = count
    return list(rows.values())


def _add_contracts(rows: dict[int, ServiceRow]) -> None:
    highest = (
        ContractVersion.objects.filter(contract__service__in=rows)
        .order_by("contract_id", "-sort_key", "-id")
        .distinct("contract_id")
        .select_related("contract__service")
    )
    reviews = latest_reviews([version.pk for version in highest])
    for version in sorted(highest, key=lambda version: version.contract.slug):
        rows[version.contract.service_id].contracts.append((version, reviews.get(version.pk)))


def _add_connections(rows: dict[int, ServiceRow]) -> None:
    """Counted over the latest releases: they say how services depend on each other now."""
    current = Dependency.objects.filter(by_newest_releases()).order_by()
    consumers = current.filter(contract__service__in=rows).values_list("contract__service")
    for pk, count in consumers.annotate(Count("release__service", distinct=True)):
        rows[pk].consumers = count
    uses: dict[int, set[str]] = defaultdict(set)
    for pk, provider in current.filter(release__service__in=rows).values_list(
        "release__service", "service_slug"
    ):
        uses[pk].add(provider)
    for pk, providers in uses.items():
        rows[pk].dependencies = len(providers)


def current_deployments(services: Iterable[int]) -> list[Deployment]:
    """What runs of the services, production first."""
    deployments = Deployment.objects.filter(service__in=list(services), ended_at=None)
    return list(
        deployments.select_related("environment", "release").order_by(
            "-environment__rank", "environment__slug", "instance"
        )
    )
