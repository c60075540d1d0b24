"""What the page of a service shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, When
from django.utils import timezone

from catalog.models import (
    Contract,
    ContractVersion,
    Dependency,
    Deployment,
    Environment,
    Release,
    Service,
    VersionState,
)
from catalog.queries import find
from catalog.queries.consumption import BY_CONSUMER, current_runs, live_consumption
from catalog.queries.releases import latest_release, with_content
from governance.models import Promotion, Review
from governance.queries.deprecation_pages import Row as DeprecationRow
from governance.queries.deprecation_pages import deprecations_of_service
from governance.queries.observed_page import ObservedPage, observed_page
from governance.queries.policy_page import Owed, owed_by
from governance.queries.promotions import newest_decisions
from governance.queries.reviews import latest_reviews
from governance.queries.scorecards import Stand, stands_of
from governance.queries.service_rows import current_deployments
from observability.models import Alert, AlertState
from observability.queries.alerts import alerts

RECENT = 10
CONSUMERS = 50  # on a page
OPEN_FIRST = Case(When(state=AlertState.OPEN, then=0), When(state=AlertState.ACKNOWLEDGED, then=1), default=2)


@dataclass(frozen=True)
class VersionRow:
    """A contract version with its state today, its current review, and the consumers that were built against it."""

    version: ContractVersion
    state: VersionState
    review: Review | None
    consumers: tuple[str, ...]


@dataclass(frozen=True)
class ConsumerRow:
    """A release that uses one of the service's contracts, and where it runs."""

    dependency: Dependency
    environments: tuple[str, ...]


@dataclass(frozen=True)
class ProviderRow:
    """A contract that the service's latest release uses; its version's state is None while it is not registered."""

    dependency: Dependency
    state: VersionState | None


@dataclass(frozen=True)
class Place:
    """An environment with what runs of the service there."""

    environment: Environment
    deployments: tuple[Deployment, ...]


@dataclass(frozen=True)
class ReleaseRow:
    """A release, where it runs now, and the newest decision about it for each environment."""

    release: Release
    environments: tuple[str, ...]
    decisions: tuple[Promotion, ...]


@dataclass(frozen=True)
class ServicePage:
    """Everything on the page."""

    service: Service
    contracts: list[tuple[Contract, list[VersionRow]]]
    consumers: list[ConsumerRow]
    consumer_page: Page[int]
    latest: Release | None
    providers: list[ProviderRow]
    places: list[Place]
    releases: list[ReleaseRow]
    alerts: list[Alert]
    deprecations: list[DeprecationRow]
    owed: Owed
    stands: list[Stand]
    observed: ObservedPage


def service_page(slug: str, number: str = "1") -> ServicePage:
    """The page with the consumers of one page of them. Raises NotFoundError where there is no such service."""
    service = find.service(slug)
    today = timezone.now().date()
    contracts = list(service.contracts.order_by("slug"))
    uses = _uses(contracts)
    consumer_page = Paginator(list(uses), CONSUMERS).get_page(number)
    running = current_deployments([service.pk])
    environments = list(Environment.objects.all())
    latest = latest_release(service)
    return ServicePage(
        service=service,
        contracts=_contracts(contracts, uses.values(), today),
        consumers=_consumers(list(consumer_page), environments),
        consumer_page=consumer_page,
        latest=latest,
        providers=_providers(latest, today),
        places=_places(environments, running),
        releases=_releases(service, running),
        owed=owed_by(service),
        stands=[stand for stand in stands_of(service) if stand.applies],
        alerts=list(alerts(service=slug).order_by(OPEN_FIRST, "-id")[:RECENT]),
        deprecations=deprecations_of_service(slug),
        observed=observed_page(service, timezone.now()),
    )


def _uses(contracts: list[Contract]) -> dict[int, tuple[int | None, str]]:
    """Every live use of the contracts by its id, in the order of the consumers: of which version, and by whom."""
    uses = live_consumption(contract__in=contracts).order_by(*BY_CONSUMER)
    rows = uses.values_list("pk", "built_against_id", "release__service__slug")
    return {pk: (version, consumer) for pk, version, consumer in rows}


def _contracts(
    contracts: list[Contract], uses: Iterable[tuple[int | None, str]], today: date
) -> list[tuple[Contract, list[VersionRow]]]:
    versions = ContractVersion.objects.filter(contract__in=contracts).order_by("-sort_key", "-id")
    versions = versions.select_related("contract__service", "successor")
    reviews = latest_reviews([version.pk for version in versions])
    users: dict[int | None, set[str]] = defaultdict(set)
    for used, consumer in uses:
        users[used].add(consumer)
    rows = defaultdict(list)
    for version in versions:
        row = VersionRow(
            version, version.state(today), reviews.get(version.pk), tuple(sorted(users[version.pk]))
        )
        rows[version.contract_id].append(row)
    return [(contract, rows[contract.pk]) for contract in contracts]


def _consumers(ids: Collection[int], environments: list[Environment]) -> list[ConsumerRow]:
    shown = Dependency.objects.filter(pk__in=ids).order_by(*BY_CONSUMER)
    dependencies = list(shown.select_related("release__service__owner", "built_against"))
    places = defaultdict(set)
    for run in current_runs({d.release_id for d in dependencies}):
        places[run.release_id].add(run.environment)
    return [
        ConsumerRow(d, tuple(e.slug for e in environments if e.slug in places[d.release_id]))
        for d in dependencies
    ]


def _providers(latest: Release | None, today: date) -> list[ProviderRow]:
    if latest is None:
        return []
    return [
        ProviderRow(d, d.built_against.state(today) if d.built_against else None)
        for d in latest.dependencies.all()
    ]


def _places(environments: list[Environment], running: list[Deployment]) -> list[Place]:
    here = defaultdict(list)
    for deployment in running:
        here[deployment.environment_id].append(deployment)
    return [Place(environment, tuple(here[environment.pk])) for environment in environments]


def _releases(service: Service, running: Iterable[Deployment]) -> list[ReleaseRow]:
    places: dict[int, list[str]] = defaultdict(list)
    for deployment in sorted(running, key=lambda deployment: deployment.environment.rank):
        places[deployment.release_id].append(deployment.environment.title)
    releases = list(
        with_content(Release.objects.filter(service=service)).order_by("-sort_key", "-id")[:RECENT]
    )
    decided = defaultdict(list)
    for promotion in newest_decisions().filter(release__in=releases).order_by("environment__rank"):
        decided[promotion.release_id].append(promotion)
    return [
        ReleaseRow(
            release,
            tuple(dict.fromkeys(places[release.pk])),
            tuple(decided[release.pk]),
        )
        for release in releases
    ]
