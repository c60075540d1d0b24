"""Matching the alternatives of two schemas: whatever the sender sends has to fit one of the receiver's."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.digests import origins
from catalog.contracts.schemas.members import asks_for_more
from catalog.contracts.schemas.needed_members import compare_needed
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.signatures import outline, signature
from catalog.contracts.schemas.source import Node

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

MAX_TRIALS = 40
"""Beyond so many unmatched alternatives on a side, only those with equal names are compared."""


ENOUGH = 0.5
"""So much of their properties two alternatives share at least when one is taken for the other, changed."""

NAMED = 2.0
"""What a common name counts: more than all properties."""


def match_alternatives(
    comparer: SchemaComparer,
    pair: Pair,
    ones: list[Shape],
    others: list[Shape],
    successors: Mapping[str, str] | None = None,
) -> None:
    """Link every alternative of the sender to one of the receiver's that covers it, or else say what is
    missing.

    `successors`: what a component is called now where a discriminator says so. Then no other one takes it in.
    """
    place = pair.read_at
    if len(ones) == len(others) == 1:
        pair.link(comparer.shape_pair(ones[0], others[0], place))
        return
    if not successors and compare_needed(comparer, pair, ones, others):
        return
    if place.direction == "request":
        _Matching(comparer, pair, others, successors or {}).match(ones)
    else:
        meant = {after: before for before, after in (successors or {}).items()}
        _Matching(comparer, pair, ones, meant).match(others)


class _Matching:
    """One attempt to cover the sender's alternatives of a type by the receiver's."""

    def __init__(
        self, comparer: SchemaComparer, pair: Pair, receivers: list[Shape], meant: Mapping[str, str]
    ) -> None:
        self._comparer = comparer
        self._pair = pair
        self._place = pair.read_at
        self._meant = meant
        self._signs: dict[int, Hashable] = {}
        self._outlined: dict[Hashable, list[Shape]] = {}
        for shape in receivers:
            self._outlined.setdefault(outline(shape), []).append(shape)
        self._receivers = list({(self._told_by(shape), shape.name): shape for shape in receivers}.values())
        self._used: set[int] = set()
        self._failed: dict[int, list[Pair]] = {}

    def match(self, senders: list[Shape]) -> None:
        left = [shape for shape in senders if not self._equal(shape)]
        left = [shape for shape in left if not self._covered(shape, few=len(left) <= MAX_TRIALS)]
        left = [shape for shape in left if not self._covered_in_two(shape)]
        for least in (
            NAMED + ENOUGH,
            ENOUGH,
        ):  # what is told apart by values waits until the others have theirs
            left = [shape for shape in left if not self._resembling(shape, least)]
        unplaced = set(map(id, left))
        for shape in self._unlike(left, [shape for shape in senders if id(shape) not in unplaced]):
            self._note(shape, sender=True)
        receivers = chain.from_iterable(self._outlined.values())
        for shape in self._unlike(self._spare(), [shape for shape in receivers if id(shape) in self._used]):
            self._note(shape, sender=False)

    def _unlike(self, left: list[Shape], placed: list[Shape]) -> list[Shape]:
        """Those of the alternatives that are left which do not mean what one that has its place means."""
        outlines = set(map(outline, left))
        told = {self._sign(shape) for shape in placed if outline(shape) in outlines}
        return [shape for shape in left if self._sign(shape) not in told] if told else left

    def _spare(self) -> list[Shape]:
        return [shape for shape in self._receivers if id(shape) not in self._used]

    def _equal(self, sender: Shape) -> bool:
        """Is there one of the same meaning? It can have several names."""
        near = self._outlined.get(outline(sender), ())
        equal = [shape for shape in near if self._sign(shape) == self._sign(sender)]
        self._used.update(map(id, equal))
        return bool(equal)

    def _told_by(self, receiver: Shape) -> Hashable:
        """The signature, or the outline where no other receiver has the same: signatures take time."""
        sketch = outline(receiver)
        return sketch if len(self._outlined[sketch]) == 1 else self._sign(receiver)

    def _sign(self, shape: Shape) -> Hashable:
        if id(shape) not in self._signs:
            self._signs[id(shape)] = signature(self._comparer.digests, shape)
        return self._signs[id(shape)]

    def _covered(self, sender: Shape, *, few: bool) -> bool:
        candidates = sorted(self._receivers, key=partial(self._unlikeliness, sender))
        meant = self._meant.get(sender.name)
        candidates = [shape for shape in candidates if shape.name == meant] or candidates
        for receiver in candidates if few and len(candidates) <= MAX_TRIALS else candidates[:1]:
            if asks_for_more(receiver, sender):
                continue
            between = self._between(sender, receiver)
            if self._comparer.holds(between):
                if id(receiver) in self._used:
                    self._absorb(sender, between)
                else:
                    self._link(sender, receiver)
                return True
            if not any(event.harmful for event in between.events):
                # Only what is deeper inside is refused, so that the least that is sent does not show it.
                self._failed.setdefault(id(sender), []).append(between)
        return False

    def _unlikeliness(self, sender: Shape, receiver: Shape) -> tuple[bool, bool, int]:
        """What is of another name, is another's, or has few of the same properties is tried later."""
        common = sender.properties.keys() & receiver.properties.keys()
        return receiver.name != sender.name or not sender.name, id(receiver) in self._used, -len(common)

    def _absorb(self, sender: Shape, between: Pair) -> None:
        """Another alternative takes in what the sender's own one has become, so that nothing is to be told."""
        if self._comparer.rests_on_assumptions(between):
            self._pair.link(between)
        own = self._closest(sender)
        if own is not None:
            self._used.add(id(own))

    def _covered_in_two(self, sender: Shape) -> bool:
        """Does the one that is meant take in what has a member that it asks for, and another one what lacks it?"""
        own = self._closest(sender)
        asked = own.required.keys() - sender.required.keys() if own else set()
        if (
            own is None
            or len(asked) != 1
            or not asked <= sender.properties.keys()
            or sender.name in self._meant
        ):
            return False
        (name,) = asked
        never = Node(sender.origin.source, sender.origin.pointer, value=False)
        having = replace(sender, required={**sender.required, name: sender.origin})
        lacking = replace(sender, properties={**sender.properties, name: (never,)})
        others = [
            shape for shape in self._receivers if shape is not own and not asks_for_more(shape, lacking)
        ]
        if not others or not self._comparer.holds(self._between(having, own)):
            return False
        if not any(self._comparer.holds(self._between(lacking, shape)) for shape in others[:MAX_TRIALS]):
            return False
        self._link(having, own)
        return True

    def _resembling(self, sender: Shape, least: float) -> bool:
        """Link the alternative that is probably meant to be the same, so that the difference is found inside."""
        own = self._closest(sender, least)
        if own is not None:
            self._link(sender, own)
        return own is not None

    def _closest(self, sender: Shape, least: float = 0.0) -> Shape | None:
        likeness = [(self._likeness(sender, shape), shape) for shape in self._spare()]
        best, shape = max(likeness, key=lambda one: one[0], default=(0.0, None))
        return None if best < max(least, ENOUGH) else shape

    def _likeness(self, one: Shape, other: Shape) -> float:
        """Alternatives of one name are alike above all; several have the same where a named union was spread out."""
        if one.name and one.name == other.name:
            return NAMED + self._shared(one, other)
        return 1.0 if one.type != "object" else self._shared(one, other)

    def _shared(self, one: Shape, other: Shape) -> float:
        """How much of the properties two objects share, all where neither names any; none where values differ."""
        if not (one.properties or other.properties):
            return 1.0
        common = one.properties.keys() & other.properties.keys()
        if any(self._told_apart(one.properties[name], other.properties[name]) for name in common):
            return 0.0
        return len(common) / len(one.properties.keys() | other.properties.keys())

    def _told_apart(self, one: Term, other: Term) -> bool:
        """Do two properties have fixed values, and different ones?"""
        values = [self._comparer.fixed_values(term, self._place.direction) for term in (one, other)]
        return bool(values[0]) and bool(values[1]) and not (values[0] & values[1])

    def _link(self, sender: Shape, receiver: Shape) -> None:
        self._used.add(id(receiver))
        self._pair.link(self._between(sender, receiver))

    def _between(self, sender: Shape, receiver: Shape) -> Pair:
        request = self._place.direction == "request"
        previous, current = (sender, receiver) if request else (receiver, sender)
        return self._comparer.shape_pair(previous, current, self._place)

    def _note(self, shape: Shape, *, sender: bool) -> None:
        """An alternative that is only on one side: previous if the consumer sends it, current otherwise."""
        gone = sender == (self._place.direction == "request")
        action, effect = ("removed", "narrows") if gone else ("added", "widens")
        nodes = origins(*self._pair.subject) | {"previous" if gone else "current": shape.origin}
        facts: dict[str, Any] = {"effect": effect, "name": shape.name, "before": shape.type, **nodes}
        self._pair.note("alternative", action, evidence=tuple(self._failed.get(id(shape), ())), **facts)
