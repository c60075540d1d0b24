"""The dependency map: a service among those that break with it and those that it relies on, or the whole landscape."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from catalog.graph.neighbourhood import Edge, Neighbourhood, Side, drawable, neighbourhood
from catalog.models import ContractVersion, Environment, Service
from catalog.queries import find
from catalog.queries.dependencies import current_edges
from governance.queries.dependency_links import Link, links, observed_edges
from observability.models import Alert, AlertState

MOST_DRAWN, MOST_LINES = 150, 300
"""What is laid out in two seconds, and what somebody can still look at."""
MOST_AT_ONCE = 60  # services of which the whole landscape is drawn
ROWS = 50
LAST_TIER = 5  # of what is not registered


@dataclass(frozen=True)
class Member:
    """A service on the map (None: nobody registered it) and the links that lead from it to the selected one."""

    name: str
    service: Service | None
    side: Side | None
    hops: int
    alerts: int
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Picture:
    """What is drawn, and how many more there are."""

    members: list[Member]
    links: list[Link]
    left_out: int


@dataclass(frozen=True)
class BlastRadius:
    """Whoever uses the service, directly or through others, most critical first; and how many it relies on itself."""

    callers: list[tuple[str, Service | None, int]]  # with how many hops away
    tiers: list[tuple[int, int]]
    providers: int


@dataclass(frozen=True)
class ServiceMap:
    """All that the map of a service shows; its rows are those of one page of the table."""

    service: Service
    versions: list[ContractVersion]
    environments: list[Environment]
    environment: Environment | None
    picture: Picture
    rows: list[Member]
    page: Page[str]
    blast_radius: BlastRadius


@dataclass(frozen=True)
class Landscape:
    """Every service, or where there are too many of them those that are used most, with how often."""

    services: int
    members: list[Member]
    picture: Picture | None
    most_used: list[tuple[Service, int]]


@dataclass(frozen=True)
class Dependencies:
    """Every service within so many hops, the nearest and most critical first, and every use between them."""

    members: list[Member]
    links: list[Link]


def dependencies(slug: str, hops: int, place: str = "") -> Dependencies:
    """What the map of a service shows, without what is only for the eye.

    Raises NotFoundError where there is no such service, or no environment called as `place`.
    """
    around = _surroundings(find.service(slug), hops, find.environment(place) if place else None)
    services = _services(around.near.names)
    found = links(around.edges, around.near.edges(around.edges), around.now)
    members = _Members(services, around.near, found, _alerts(around.near.names))
    return Dependencies([members.member(name) for name in around.names(services)], found)


def service_map(slug: str, hops: int, place: str = "", number: str = "1") -> ServiceMap:
    """The surroundings of a service within so many hops. Raises NotFoundError where there is no such service.

    `place` names an environment; where none is called so, what counts are the latest releases.
    """
    service, environments = find.service(slug), list(Environment.objects.all())
    environment = next((each for each in environments if each.slug == place), None)
    around = _surroundings(service, hops, environment)
    far = neighbourhood(around.edges, slug)
    services = _services(around.near.names | far.callers.keys())
    names = around.names(services)
    page = Paginator(names[1:], ROWS).get_page(number)
    within = around.near.edges(around.edges)
    drawn = drawable(names, within, MOST_DRAWN, MOST_LINES)
    shown = links(around.edges, _shown(within, around.near, set(drawn), set(page)), around.now)
    members = _Members(services, around.near, shown, _alerts({*drawn, *page}))
    return ServiceMap(
        service=service,
        versions=_highest(service),
        environments=environments,
        environment=environment,
        picture=_picture(members, drawn, shown, len(names)),
        rows=[members.member(name) for name in page],
        page=page,
        blast_radius=_blast_radius(far, services),
    )


def landscape() -> Landscape:
    """The whole of it where it is small enough to be looked at."""
    count = Service.objects.count()
    edges = current_edges()
    if count > MOST_AT_ONCE:
        used = Counter(provider for _, provider in edges).most_common(10)
        services = _services([name for name, _ in used])
        return Landscape(count, [], None, [(services[name], uses) for name, uses in used if name in services])
    services = _services()
    everybody = {*services, *(name for edge in edges for name in edge)}
    names = sorted(everybody, key=lambda name: (_tier(services.get(name)), name))
    drawn = drawable(names, edges, MOST_DRAWN, MOST_LINES)
    shown = links(edges, list(edges), timezone.now())
    members = _Members(services, None, shown, _alerts(names))
    picture = _picture(members, drawn, shown, len(names))
    return Landscape(count, [members.member(name) for name in names], picture, [])


@dataclass(frozen=True)
class _Surroundings:
    """All edges of the landscape, with those that were observed around a service, and who is near it."""

    edges: dict[Edge, list[int]]
    near: Neighbourhood
    now: datetime

    def names(self, services: Mapping[str, Service]) -> list[str]:
        """The service itself, and then who is nearest and most critical."""
        near = self.near
        return sorted(near.names, key=lambda name: (near.hops(name), _tier(services.get(name)), name))


def _surroundings(service: Service, hops: int, environment: Environment | None) -> _Surroundings:
    now = timezone.now()
    observed: dict[Edge, list[int]] = {edge: [] for edge in observed_edges(service, environment, now)}
    edges = observed | current_edges(environment)
    return _Surroundings(edges, neighbourhood(edges, service.slug, hops), now)


class _Members:
    """Makes the members of a map from what was read for all of them."""

    def __init__(
        self,
        services: Mapping[str, Service],
        near: Neighbourhood | None,
        shown: Iterable[Link],
        alerts: Mapping[str, int],
    ) -> None:
        self._services, self._near, self._alerts = services, near, alerts
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in shown:
            self._links[_farther((link.consumer, link.provider), near)].append(link)

    def member(self, name: str) -> Member:
        return Member(
            name,
            self._services.get(name),
            self._near.side(name) if self._near else None,
            self._near.hops(name) if self._near else 0,
            self._alerts.get(name, 0),
            tuple(self._links[name]),
        )


def _farther(edge: Edge, near: Neighbourhood | None) -> str:
    """The end whose link it is: the one that is farther from the selected service, and of equals the consumer."""
    return max(edge, key=near.hops) if near else edge[0]


def _shown(
    edges: Iterable[Edge], near: Neighbourhood, drawn: Collection[str], page: Collection[str]
) -> list[Edge]:
    """What is drawn, and what leads from the rows of the table to the selected service."""
    return [edge for edge in edges if (edge[0] in drawn and edge[1] in drawn) or _farther(edge, near) in page]


def _picture(members: _Members, drawn: Sequence[str], shown: Iterable[Link], count: int) -> Picture:
    inside = set(drawn)
    lines = [link for link in shown if link.consumer in inside and link.provider in inside]
    return Picture([members.member(name) for name in drawn], lines, count - len(drawn))


def _blast_radius(far: Neighbourhood, services: Mapping[str, Service]) -> BlastRadius:
    callers = sorted(
        ((name, services.get(name), hops) for name, hops in far.callers.items()),
        key=lambda caller: (_tier(caller[1]), caller[2], caller[0]),
    )
    tiers = Counter(_tier(service) for _, service, _ in callers)
    return BlastRadius(callers, sorted(tiers.items()), len(far.providers))


def _tier(service: Service | None) -> int:
    return service.tier if service else LAST_TIER


def _services(names: Collection[str] | None = None) -> dict[str, Service]:
    services = Service.objects.select_related("owner").defer("search", "purpose", "links", "labels")
    return {each.slug: each for each in (services if names is None else services.filter(slug__in=names))}


def _alerts(names: Collection[str]) -> dict[str, int]:
    """How many alerts are open about each."""
    alerts = Alert.objects.filter(service__slug__in=names, state=AlertState.OPEN).order_by()
    return dict(alerts.values_list("service__slug").annotate(Count("pk")))


def _highest(service: Service) -> list[ContractVersion]:
    """The highest version of each of its contracts."""
    versions = ContractVersion.objects.filter(contract__service=service).select_related("contract__service")
    newest = versions.order_by("contract_id", "-sort_key", "-id").distinct("contract_id")
    return sorted(newest, key=lambda version: version.contract.slug)
