"""The dependency map as shapes for an SVG in the page: laid out by a program, drawn by a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import structlog
from django.conf import settings
from django.core.cache import cache

from catalog.graph.layered import Graph, Layout, LayoutError, Line, lay_out
from catalog.graph.neighbourhood import Side
from catalog.models import Service
from governance.queries.dependency_links import Link
from governance.queries.dependency_map import Member, Picture

SECONDS = 4.0
"""For how long a page waits for a layout."""
KEPT, FORGIVEN = 3600, 60  # seconds for which a layout is kept, and a failure not tried again
HEIGHT = 46
MANY_LINES = 100
USUAL_HEIGHT = 420
SHORTEST, LONGEST = 17, 21  # characters of a name that are shown
LETTER, SMALL_LETTER = 7.6, 5.8  # pixels, at most, on average
BESIDE = 56  # pixels of a node beside its name

SIDE_WORDS = {
    Side.SELECTED: "selected",
    Side.CALLER: "uses it",
    Side.PROVIDER: "it relies on",
    Side.BOTH: "both, in a circle",
}

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Node:
    """A member with its top left corner, its outline, and what is written on it, shortened to fit."""

    member: Member
    x: float
    y: float
    outline: str
    name: str
    below: str

    @property
    def label(self) -> str:
        """All that the shape, its colours and its words say, for whoever hears it."""
        member, service = self.member, self.member.service
        said = [SIDE_WORDS[member.side]] if member.side else []
        if service:
            said += [f"owned by {service.owner.title}", f"tier {service.tier}"]
        if member.alerts:
            said.append(f"{member.alerts} open alert{'s' if member.alerts > 1 else ''}")
        return f"{member.name}: {', '.join(said)}"


@dataclass(frozen=True)
class DrawnLink:
    """A link as it is drawn: `affected` where something breaks with the selected service along it, else `relied`."""

    link: Link
    line: Line
    direction: str


@dataclass(frozen=True)
class Drawing:
    """Sizes are pixels: it is shown as large as it is, so that what is written can be read."""

    width: int
    height: int
    node_width: int
    nodes: list[Node]
    links: list[DrawnLink]

    @property
    def tall(self) -> bool:
        """Whether it needs as much of the window as there is."""
        return self.height > USUAL_HEIGHT

    @property
    def crowded(self) -> bool:
        """Whether there are so many lines that they have to stand back behind the services."""
        return len(self.links) > MANY_LINES


def drawing(picture: Picture) -> Drawing | None:
    """None where it could not be laid out, which is in the log."""
    longest = max((len(member.name) for member in picture.members), default=0)
    shown = min(max(longest, SHORTEST), LONGEST)
    width = int(BESIDE + shown * LETTER)
    numbers = {member.name: number for number, member in enumerate(picture.members)}
    edges = tuple(
        (numbers[link.consumer], numbers[link.provider], link.worst or "") for link in picture.links
    )
    layout = _laid_out(Graph((width, HEIGHT), len(numbers), edges))
    if layout is None:
        return None
    return Drawing(
        width=int(layout.width) + 1,
        height=int(layout.height) + 1,
        node_width=width,
        nodes=_nodes(picture.members, layout, width, shown),
        links=_links(picture, layout),
    )


def _nodes(members: Sequence[Member], layout: Layout, width: int, letters: int) -> list[Node]:
    small = int((width - BESIDE) / SMALL_LETTER)
    return [
        Node(
            member,
            x - width / 2,
            y - HEIGHT / 2,
            _outline(member.side, width),
            _shortened(member.name, letters),
            _shortened(_below(member.service), small),
        )
        for member, (x, y) in zip(members, layout.nodes, strict=True)
    ]


def _below(service: Service | None) -> str:
    return f"Tier {service.tier} · {service.owner.title}" if service else "not registered"


def _links(picture: Picture, layout: Layout) -> list[DrawnLink]:
    sides = {member.name: member.side for member in picture.members}
    return [
        DrawnLink(link, line, _direction(sides[link.consumer], sides[link.provider]))
        for link, line in zip(picture.links, layout.edges, strict=True)
    ]


def _laid_out(graph: Graph) -> Layout | None:
    """The layout of a graph that looks the same is the same, so it is kept; a failure too, so that pages stay quick."""
    command = settings.PORTOLAN_LAYOUT_COMMAND
    key = "layout-" + sha256(f"{command} {graph.description}".encode()).hexdigest()
    found = cache.get(key, default=_UNKNOWN)
    if found is not _UNKNOWN:
        return found  # type: ignore[no-any-return]  # what was put there below
    try:
        layout = lay_out(graph, command, SECONDS)
    except LayoutError as error:
        logger.warning("map_not_laid_out", reason=str(error), nodes=graph.nodes, edges=len(graph.edges))
        cache.set(key, None, FORGIVEN)
        return None
    cache.set(key, layout, KEPT)
    return layout


def _direction(consumer: Side | None, provider: Side | None) -> str:
    """What a line means to the selected service; nothing where none is selected."""
    if consumer is None or provider is None:
        return ""
    return "affected" if consumer == Side.CALLER or provider == Side.SELECTED else "relied"


def _outline(side: Side | None, width: int) -> str:
    """Callers have round ends and who is in a circle pointed ones, so that nobody needs to see their colours."""
    if side == Side.BOTH:
        return f"M0,{HEIGHT / 2:g}L12,0H{width - 12}L{width},{HEIGHT / 2:g}L{width - 12},{HEIGHT}H12Z"
    r = {Side.CALLER: HEIGHT / 2, Side.SELECTED: 10}.get(side or Side.PROVIDER, 3)
    right, down = width - 2 * r, HEIGHT - 2 * r
    corner = f"a{r:g},{r:g} 0 0 1"
    return (
        f"M{r:g},0h{right:g}{corner} {r:g},{r:g}v{down:g}{corner} -{r:g},{r:g}"
        f"h-{right:g}{corner} -{r:g},-{r:g}v-{down:g}{corner} {r:g},-{r:g}Z"
    )


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip('- ')}…"


_UNKNOWN = object()
