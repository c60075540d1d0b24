"""Walking two API descriptions once, operation by operation, and recording what differs where.

Whatever is structurally equal is not walked. A parameter, body or response is a *part*: the pair that carries
its label and the schemas to prove a change with.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.contracts.openapi.lifecycle import note_lifecycle
from catalog.contracts.openapi.messages import MessageWalker
from catalog.contracts.openapi.model import Api, Operation, OperationPlace
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.openapi.parameters import compare_parameters
from catalog.contracts.openapi.parts import Interaction
from catalog.contracts.openapi.security import SecurityWalker
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests

WHOLE_API = ""
"""The root of differences that concern the API as such and no operation."""


@dataclass(eq=False, slots=True)
class Walker:
    """One walk over two descriptions; `roots` are the operations' pairs by operation key."""

    previous: Api
    current: Api
    digests: Digests
    comparer: SchemaComparer
    roots: dict[str, Pair] = field(default_factory=dict)
    walked: int = 0

    def walk(self) -> dict[str, Pair]:
        """Compare everything; raises OutOfBudget."""
        before, after = self._operations()
        security = SecurityWalker(self.previous, self.current, self.digests)
        messages = MessageWalker(self.comparer)
        for key in sorted(before.keys() | after.keys()):
            pair = Pair(
                place=Place((before.get(key) or after[key]).direction),
                label=_label(before.get(key) or after[key]),
            )
            if key not in after:
                _note_removed(pair, before[key])
            elif key not in before:
                pair.note("operation", "added", current=after[key].node, name=key, direction=None)
            else:
                security.compare(pair, before[key], after[key])
                if not self._unchanged(before[key], after[key]):
                    self._compare_operations(pair, before[key], after[key], messages)
            self.roots[key] = pair
            self.comparer.finish()
        return self.roots

    def _unchanged(self, before: OperationPlace, after: OperationPlace) -> bool:
        own = [(before.node, after.node), (before.item.get("parameters"), after.item.get("parameters"))]
        context = zip(self.previous.context(), self.current.context(), strict=False)
        if len(self.previous.context()) != len(self.current.context()) or before.path != after.path:
            return False
        return all(self.digests.same(one, other) for one, other in (*own, *context))

    def _compare_operations(
        self, pair: Pair, before: OperationPlace, after: OperationPlace, messages: MessageWalker
    ) -> None:
        self.walked += 1
        pair.subject = Interaction(before, after)
        note_lifecycle(pair, before.node, after.node)
        previous, current = self.previous.read(before), self.current.read(after)
        pair.undecided.extend([*previous.problems, *current.problems])
        compare_parameters(self.comparer, pair, previous, current)
        messages.compare_bodies(pair, previous, current)
        messages.compare_responses(pair, previous, current)
        self._compare_callbacks(pair, previous, current, messages)

    def _compare_callbacks(
        self, pair: Pair, previous: Operation, current: Operation, messages: MessageWalker
    ) -> None:
        for name in sorted(previous.callbacks.keys() | current.callbacks.keys()):
            before, after = previous.callbacks.get(name), current.callbacks.get(name)
            if before is None and after is not None:
                pair.note("callback", "added", current=after.node, name=name, direction=None)
            elif after is None and before is not None:
                pair.note("callback", "removed", previous=before.node, name=name, direction=None)
            elif before and after and not self._unchanged(before, after):
                inner = Pair(place=Place("response"), label=f"callback {name}")
                pair.link(inner)
                self._compare_operations(inner, before, after, messages)

    def _operations(self) -> tuple[dict[str, OperationPlace], dict[str, OperationPlace]]:
        """The operations of both sides; a prefix that moved between base path and paths is put back."""
        before, after = self._readable()
        was, now = self.previous.base_paths(), self.current.base_paths()
        if was == now:
            return before, after
        moved = {_moved(place, now, was): place for place in after.values()}
        if len(moved.keys() & before.keys()) > len(after.keys() & before.keys()):
            return before, moved
        nodes = {"previous": self.previous.source.root, "current": self.current.source.root}
        self._whole().note("base path", "moved", before=_listed(was), after=_listed(now), **nodes)
        return before, after

    def _readable(self) -> tuple[dict[str, OperationPlace], dict[str, OperationPlace]]:
        """The operations of both sides, without paths of which one side cannot be read."""
        before, after = self.previous.operations(), self.current.operations()
        unreadable = before.unreadable | after.unreadable
        if unreadable:
            self._whole().undecided.extend(unreadable.values())
        sides = (before.places, after.places)
        previous, current = (
            {key: place for key, place in places.items() if path_key(place.path) not in unreadable}
            for places in sides
        )
        return previous, current

    def _whole(self) -> Pair:
        return self.roots.setdefault(WHOLE_API, Pair(label="the API"))


def _moved(place: OperationPlace, now: frozenset[str], was: frozenset[str]) -> str:
    """The key of an operation, had the previous base path been kept."""
    if len(now) > 1 or len(was) > 1:
        return place.key
    full, (prefix,) = "".join(now) + path_key(place.path), was
    return (
        f"{place.method.upper()} {full.removeprefix(prefix)}" if full.startswith(f"{prefix}/") else place.key
    )


def _label(place: OperationPlace) -> str:
    return f"{place.method.upper()} {place.path}"


def _listed(paths: frozenset[str]) -> str:
    return ", ".join(sorted(path or "/" for path in paths))


def _note_removed(pair: Pair, place: OperationPlace) -> None:
    deprecated = place.node.value.get("deprecated") is True
    action = "removed after deprecation" if deprecated else "removed"
    sunset = place.node.value.get("x-sunset")
    pair.note("operation", action, previous=place.node, name=place.key, before=sunset, direction=None)
