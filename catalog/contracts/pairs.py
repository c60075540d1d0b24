"""The graph of compared pairs: what differs at each pair, and through which pairs a difference propagates.

A component that is used by many operations is one pair in the graph, compared once. Which operations a
difference reaches, and at which property of their messages, is read off the edges afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, NamedTuple

from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node

Effect = Literal["narrows", "widens", "replaces", "none"]
"""What a difference does to the set of accepted messages: fewer, more, both, or neither."""

HARMFUL: dict[Direction | None, frozenset[str]] = {
    "request": frozenset({"narrows", "replaces"}),
    "response": frozenset({"widens", "replaces"}),
    None: frozenset({"narrows", "widens", "replaces"}),
}
"""Who receives less than before, or may be sent more than before, can break."""

MAX_FIELDS = 32
MAX_ROUTE = 300
MAX_PARENTS = 1_000


class Lists(NamedTuple):
    """How the items of a list travel: each by itself, so that one is a single value, or put into one text by a
    `delimiter`, which stands in an item only where it is `escaped` there.
    """

    delimiter: str = ""
    escaped: bool = True


class Place(NamedTuple):
    """Where a schema is read: what the consumer sends is a request, what the provider sends a response.

    `text` is true where values travel as text (query, path, header, form), so that `5` is `"5"`. `strict` is true in
    trials of what follows from what, where schemas are read as a validator reads them. `xml` is true where they are
    elements and attributes of XML. `packs` is true in the parts of a form whose objects travel as JSON, though single
    values travel as text; `parts` are those that travel otherwise, None where the place is not that of a whole form.
    `lists` is None where a list is told from a single value by more than the items that it has.
    """

    direction: Direction
    text: bool = False
    strict: bool = False
    xml: bool = False
    packs: bool = False
    parts: tuple[tuple[str, Place], ...] | None = None
    lists: Lists | None = None

    def below(self, step: Step) -> Place:
        """Where what is inside of a value stands."""
        if step.kind == "same" or (self.parts is None and self.lists is None):
            return self
        own = dict(self.parts or ()).get(step.name)
        if own is None:
            return self._replace(parts=None, lists=Lists() if self.lists and self.text else None)
        return own.strictly() if self.strict else own

    def of(self, kind: str) -> Place:
        """Where the values of one JSON type stand."""
        if kind == "object" and self.is_part:
            return Place(self.direction, strict=self.strict)
        return self

    @property
    def is_part(self) -> bool:
        """Is it that of a part of a form, in which an object is one JSON text?"""
        return self.parts is None and self.lists is not None and (self.packs or not self.text)

    @property
    def only_texts(self) -> bool:
        """Is nothing but a text sent there by who is told no type?

        In a part of a multipart form it may be JSON as well, and in XML an element with others inside.
        """
        return self.text and self.parts is None and not (self.xml or self.packs)

    def strictly(self) -> Place:
        """The same place in a trial."""
        return self._replace(strict=True)


_SENT_BY_CONSUMERS = Place("request")


@dataclass(slots=True)
class Event:
    """A difference found by a walker, for rules to judge.

    `name` is the parameter, property, keyword or status that it is about; `before` and `after` its values;
    `examples` are candidates for an instance at this place that the sender may send and the receiver refuses.
    What is `speculative` counts only when an instance proves it; where it then has a `doubt`, it is undecided for
    that reason. `evidence` are trials that failed: an instance that shows it is probably found below them.
    `shown` is the action that it turns out to be where an instance shows the harm.
    `language` is that of the payload that it is about, where that is none of the format's own; `promise` is then the
    strictness (`STRICTNESS`) that holds for it, empty for that of the contract.
    """

    on: str
    action: str
    previous: Node | None = None
    current: Node | None = None
    direction: Direction | None = None
    effect: Effect = "none"
    name: str = ""
    before: Any = None
    after: Any = None
    subject: str = ""
    examples: tuple[Any, ...] = ()
    speculative: bool = False
    doubt: str = ""
    shown: str = ""
    evidence: tuple[Pair, ...] = ()
    language: str = ""
    promise: str = ""

    @property
    def harmful(self) -> bool:
        return self.effect in HARMFUL[self.direction]


class Step(NamedTuple):
    """How a child's instance sits in its parent's: as a property, an item, a member of a map, or as the
    same.
    """

    kind: Literal["same", "property", "item", "member", "pattern", "name"] = "same"
    name: str = ""


SAME = Step()


@dataclass(slots=True, eq=False)
class Pair:
    """A (previous, current) pair of elements, what differs right here, and the pairs below it.

    `part` is what the format knows about the pair of a whole part of a message.
    """

    place: Place | None = None
    label: str = ""
    events: list[Event] = field(default_factory=list)
    undecided: list[tuple[Node, str]] = field(default_factory=list)
    edges: list[tuple[Step, Pair]] = field(default_factory=list)
    expand: Callable[[Pair], None] | None = None
    subject: Any = None
    part: Any = None

    @property
    def read_at(self) -> Place:
        """Its place; what has none is read as what consumers send."""
        return self.place or _SENT_BY_CONSUMERS

    @property
    def direction(self) -> Direction:
        """Whose message it is about."""
        return self.read_at.direction

    def note(self, on: str, action: str, **facts: Any) -> None:
        """Record a difference that arises at this pair."""
        direction = self.place.direction if self.place else None
        self.events.append(Event(on, action, **{"direction": direction, **facts}))

    def link(self, child: Pair, step: Step = SAME) -> None:
        self.edges.append((step, child))


def reach(roots: dict[str, Pair], budget: Budget) -> dict[Pair, frozenset[str]]:
    """For every pair, the keys of the roots that its differences reach; raises OutOfBudget."""
    keys = [key for key in sorted(roots) if roots[key].edges]
    masks: dict[Pair, int] = {}
    wave = {roots[key]: 1 << number for number, key in enumerate(keys)}
    while wave:
        below: dict[Pair, int] = {}
        for pair, mask in wave.items():
            budget.check()
            known = masks.get(pair, 0)
            if mask & ~known:
                masks[pair] = known | mask
                for _, child in pair.edges:
                    below[child] = below.get(child, 0) | known | mask
        wave = below
    names = {mask: _named(mask, keys, budget) for mask in set(masks.values())}
    alone = {pair: frozenset({key}) for key, pair in roots.items() if not pair.edges}
    reached = {pair: names[masks[pair]] for pair in pairs_below(*(roots[key] for key in keys))}
    return alone | reached | {pair: alone[pair] | reached[pair] for pair in alone.keys() & reached.keys()}


def pairs_below(*roots: Pair) -> Iterator[Pair]:
    """All pairs of a graph, one root after the other: what is told first of a cause does not depend on its depth.

    The edges of a pair are read when the next one is asked for, so that it may be compared before.
    """
    seen: set[Pair] = set()
    waiting = [*roots]
    while waiting:
        pair = waiting.pop()
        if pair not in seen:
            seen.add(pair)
            yield pair
            waiting.extend(child for _, child in pair.edges)


def _named(mask: int, keys: list[str], budget: Budget) -> frozenset[str]:
    budget.check()
    return frozenset(keys[number] for number in _bits(mask))


def _bits(mask: int) -> Iterator[int]:
    """The places of the ones, found in the digits, since arithmetic on so large a number would copy it each time."""
    lowest = (mask & -mask).bit_length() - 1
    digits = f"{mask >> lowest:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield lowest + place
        place = digits.find("1", place + 1)


def parents(pairs: Iterable[Pair]) -> dict[Pair, list[tuple[Step, Pair]]]:
    """The edges of the graph, upside down."""
    above: dict[Pair, list[tuple[Step, Pair]]] = {}
    for pair in pairs:
        for step, child in pair.edges:
            above.setdefault(child, []).append((step, pair))
    return above


def routes_up(pair: Pair, above: dict[Pair, list[tuple[Step, Pair]]]) -> Iterator[list[tuple[Step, Pair]]]:
    """Shortest routes from a pair to the roots above it, nearest first, each pair visited once; none that is longer
    than any message is deep. Of a pair that very many contain, the first of these are looked at.
    """
    seen = {pair}
    waiting: list[tuple[Pair, list[tuple[Step, Pair]]]] = [(pair, [])]
    for lowest, route in waiting:
        if lowest not in above:
            yield route
        for step, parent in islice(above.get(lowest, ()), MAX_PARENTS):
            if parent not in seen and len(route) < MAX_ROUTE:
                seen.add(parent)
                waiting.append((parent, [*route, (step, parent)]))


def field_paths(
    pair: Pair, above: dict[Pair, list[tuple[Step, Pair]]], member: str | None, budget: Budget
) -> tuple[str, ...]:
    """The dotted paths at which a pair, or a member of it, sits in the messages that contain it.

    Empty when it is a whole message somewhere, or when there are too many paths to name. Raises OutOfBudget.
    """
    found: set[tuple[str, ...]] = set()
    start: tuple[Pair, tuple[str, ...]] = (pair, () if member is None else (member,))
    seen = {start}
    waiting = [start]
    budget.check()
    while waiting:
        lowest, path = waiting.pop()
        if lowest not in above:
            found.add(path)
        for step, parent in above.get(lowest, ()):
            longer = (parent, (step.name, *path) if step.kind == "property" else path)
            if longer not in seen and len(longer[1]) <= MAX_FIELDS:
                seen.add(longer)
                waiting.append(longer)
        if () in found or len(found) > MAX_FIELDS or len(seen) > MAX_FIELDS * MAX_FIELDS:
            return ()
    return tuple(sorted(".".join(path) for path in found))
