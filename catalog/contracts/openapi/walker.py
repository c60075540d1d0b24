"""Walking two API descriptions once, operation by operation, and recording what differs where.

Whatever is structurally equal is not walked. A parameter, body or response is a *part*: the pair that carries
its label and the schemas to prove a change with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.lifecycle import SUNSET, Notice, deprecated, note_promises, still_promised
from catalog.contracts.openapi.callbacks import renamed
from catalog.contracts.openapi.messages import MessageWalker
from catalog.contracts.openapi.model import Api, Operation, OperationPlace, Problem, misdirects
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.openapi.parameters import compare_parameters
from catalog.contracts.openapi.parts import Interaction
from catalog.contracts.openapi.security import SecurityWalker
from catalog.contracts.openapi.servers import Servers, difference, servers_at, unreadable_servers
from catalog.contracts.pairs import Event, Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.witness import Prover
from catalog.contracts.wrapping import Route

WHOLE_API = ""
"""The root of differences that concern the API as such and no operation."""


@dataclass(eq=False, slots=True)
class Walker:
    """One walk over two descriptions; `roots` are the operations' pairs by operation key."""

    previous: Api
    current: Api
    digests: Digests
    comparer: SchemaComparer
    prover: Prover
    notice: Notice = field(default_factory=Notice)
    roots: dict[str, Pair] = field(default_factory=dict)
    walked: int = 0
    _sound: set[tuple[str, str]] = field(default_factory=set)
    _callbacks: dict[tuple[str, ...], Pair] = field(default_factory=dict)
    _waiting: list[tuple[Pair, OperationPlace, OperationPlace]] = field(default_factory=list)
    _security: SecurityWalker = field(init=False)
    _messages: MessageWalker = field(init=False)

    def walk(self) -> dict[str, Pair]:
        """Compare everything; raises OutOfBudget."""
        before, after = self._operations()
        # Only here, since to read the schemes may be too much already.
        self._security = SecurityWalker(self.previous, self.current, self.comparer.budget)
        self._messages = MessageWalker(self.comparer, self.notice)
        for key in sorted(before.keys() | after.keys()):
            self.comparer.budget.check()
            pair = Pair(
                place=Place((before.get(key) or after[key]).direction),
                label=_label(before.get(key) or after[key]),
            )
            self.roots[key] = pair
            if key not in after:
                _note_removed(pair, before[key], self.notice)
            elif key not in before:
                pair.note("operation", "added", current=after[key].node, name=key, direction=None)
            elif doubts := _doubts(before[key], after[key], after[key].method):
                pair.undecided.extend(doubts)
            else:
                self._security.compare(pair, before[key], after[key])
                self._compare_servers(pair, before[key], after[key])
                if not self._unchanged(before[key], after[key]):
                    self._compare_operations(pair, before[key], after[key])
                    self._compare_waiting()
            self.comparer.finish()
        return self.roots

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event; see `Prover`."""
        return self.prover.prove(pair, event, above)

    def _unchanged(self, before: OperationPlace, after: OperationPlace) -> bool:
        was, now = self.previous.context(), self.current.context()
        if len(was) != len(now) or before.path != after.path:
            return False
        if _doubts(before, after, after.method, "parameters"):
            return False
        own = [(before.node, after.node), (before.item.get("parameters"), after.item.get("parameters"))]
        alike = all(self.digests.same(one, other) for one, other in (*own, *zip(was, now, strict=True)))
        return alike and not any(misdirects(node, self._sound) for node in (after.node, after.item))

    def _compare_operations(self, pair: Pair, before: OperationPlace, after: OperationPlace) -> None:
        self.walked += 1
        pair.subject = Interaction(before, after)
        _note_description(pair, before, after)
        note_promises(pair, before.node, after.node, self.notice)
        previous, current = self.previous.read(before), self.current.read(after)
        pair.undecided.extend([*previous.problems, *current.problems])
        compare_parameters(self.comparer, pair, previous, current, self.notice)
        self._messages.compare_bodies(pair, previous, current)
        self._messages.compare_responses(pair, previous, current)
        self._compare_callbacks(pair, previous, current)

    def _compare_callbacks(self, pair: Pair, previous: Operation, current: Operation) -> None:
        moved = renamed(previous.callbacks, current.callbacks, self._unchanged)
        found = {moved.get(key, key): place for key, place in previous.callbacks.items()}
        unread = "callbacks" in previous.unread | current.unread
        both, either = found.keys() & current.callbacks.keys(), found.keys() | current.callbacks.keys()
        for key in sorted(both if unread else either):
            name, method, _ = key
            label = f"{name} ({method.upper()})"
            before, after = found.get(key), current.callbacks.get(key)
            if before is None and after is not None:
                pair.note("callback", "added", current=after.node, name=label, direction=None)
            elif after is None and before is not None:
                pair.note("callback", "removed", previous=before.node, name=label, direction=None)
            elif before and after and not self._unchanged(before, after):
                pair.link(self._called(name, before, after))

    def _called(self, name: str, before: OperationPlace, after: OperationPlace) -> Pair:
        """The pair of a callback, compared once: what it refers to may have callbacks itself, and lead back to it."""
        key = name, before.node.pointer, before.path, after.node.pointer, after.path
        if key not in self._callbacks:
            pair = self._callbacks[key] = Pair(place=Place("response"), label=f"callback {name}")
            if before.path != after.path:
                facts: dict[str, Any] = {"before": before.path, "after": after.path, "direction": None}
                pair.note("callback", "moved", previous=before.node, current=after.node, name=name, **facts)
            self._waiting.append((pair, before, after))
        return self._callbacks[key]

    def _compare_waiting(self) -> None:
        while self._waiting:
            self.comparer.budget.check()
            pair, before, after = self._waiting.pop()
            if doubts := _doubts(before, after, after.method):
                pair.undecided.extend(doubts)
                continue
            self._security.compare(pair, before, after)
            self._compare_operations(pair, before, after)

    def _compare_servers(self, pair: Pair, before: OperationPlace, after: OperationPlace) -> None:
        """An operation or its path can have servers of its own, which count instead of the document's."""
        if doubts := [doubt for place in (before, after) for doubt in _servers_in_doubt(place)]:
            pair.undecided.extend(doubts)
            return
        for one, other in ((before.node, after.node), (before.item, after.item)):
            if unreadable := unreadable_servers(one, other):
                pair.undecided.append(unreadable)
                return
        was, now = self._own_servers(self.previous, before), self._own_servers(self.current, after)
        if was and now and was.node.value == now.node.value:
            return  # what the document says beside it, in Swagger, is compared for all operations
        if was is not None or now is not None:
            _note_servers(pair, was or _servers(self.previous), now or _servers(self.current))

    @staticmethod
    def _own_servers(api: Api, place: OperationPlace) -> Servers | None:
        return api.servers(place.node, place.item)

    @staticmethod
    def _share_servers(api: Api, places: Iterable[OperationPlace]) -> bool:
        return any(api.shares_servers(place) for place in places)

    def _operations(self) -> tuple[dict[str, OperationPlace], dict[str, OperationPlace]]:
        """The operations of both sides; a prefix that moved between base path and paths is put back."""
        before, after = self._readable()
        if unreadable := unreadable_servers(self.previous.source.root, self.current.source.root):
            self._whole().undecided.append(unreadable)
            return before, after
        previous, current = _servers(self.previous), _servers(self.current)
        was, now = previous.paths, current.paths
        if not self._share_servers(self.previous, before.values()):
            return before, after
        if not self._share_servers(self.current, after.values()):
            return before, after
        if was == now:
            _note_servers(self._whole(), previous, current)
            return before, after
        moved = {_moved(place, now, was): place for place in after.values()}
        if len(moved.keys() & before.keys()) > len(after.keys() & before.keys()):
            return before, moved
        nodes = {"previous": previous.base or previous.node, "current": current.base or current.node}
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
    """The key of an operation, had the previous base path been kept; a webhook has none."""
    if len(now) > 1 or len(was) > 1 or place.direction == "response":
        return place.key
    full, (prefix,) = "".join(now) + path_key(place.path), was
    return (
        f"{place.method.upper()} {full.removeprefix(prefix)}" if full.startswith(f"{prefix}/") else place.key
    )


def _doubts(before: OperationPlace, after: OperationPlace, *fields: str) -> list[Problem]:
    return [*before.doubts(*fields), *after.doubts(*fields)]


def _servers_in_doubt(place: OperationPlace) -> list[Problem]:
    """Those of a path do not matter to an operation that has its own."""
    return [] if place.node.value.get("servers") else place.doubts("servers")


def _label(place: OperationPlace) -> str:
    return f"{place.method.upper()} {place.path}"


def _listed(paths: frozenset[str]) -> str:
    return ", ".join(sorted(path or "/" for path in paths))


def _note_removed(pair: Pair, place: OperationPlace, notice: Notice) -> None:
    action = "removed after deprecation" if deprecated(place.node) else "removed"
    if still_promised(place.node, notice):
        action = "removed before sunset"
    sunset = place.node.value.get(SUNSET)
    pair.note("operation", action, previous=place.node, name=place.key, before=sunset, direction=None)


def _note_description(pair: Pair, before: OperationPlace, after: OperationPlace) -> None:
    """Record what is said about an operation as such: whether it is deprecated, and its names in generated code."""
    was, now = before.node.value, after.node.value
    nodes: dict[str, Any] = {"previous": before.node, "current": after.node, "direction": None}
    if deprecated(after.node) and not deprecated(before.node):
        pair.note("operation", "deprecated", after=now.get(SUNSET), **nodes)
    elif deprecated(before.node) and not deprecated(after.node):
        pair.note("operation", "undeprecated", **nodes)
    names = was.get("operationId"), now.get("operationId")
    if names[0] != names[1]:
        pair.note("operation id", "changed", before=names[0], after=names[1], **nodes)
    tags = [
        sorted({str(tag) for tag in listed}) if isinstance(listed := value.get("tags"), list) else []
        for value in (was, now)
    ]
    if tags[0] != tags[1]:
        pair.note("tags", "changed", before=", ".join(tags[0]), after=", ".join(tags[1]), **nodes)


def _servers(api: Api) -> Servers:
    """The servers that hold for every operation that has none of its own; the root path where none are named."""
    root = api.source.root
    return api.servers(root) or servers_at(root, ["/"])


def _note_servers(pair: Pair, was: Servers, now: Servers) -> None:
    if differing := difference(was, now):
        pair.note("servers", "changed", direction=None, **differing)
