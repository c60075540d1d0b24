"""The graph of pairs over two schemas.

A type is a pair for what responses hold of it (`sent`) and one for what requests do (`taken`). Below the first hangs
what a request can select there (`shown`): the fields of the objects that it may be, and of their interfaces. A field
leads by its name to the pair of its type, and to those of its arguments' types. The root fields stand above it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.graphql.schema import Schema
from catalog.contracts.graphql.typerefs import named
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.source import Node

RESPONSE, REQUEST = Place("response"), Place("request")
WHOLE = ""


@dataclass(eq=False)
class Graph:
    """The pairs of one comparison; `roots` are those of the operations by their keys.

    `renamed` are the root types of the previous schema that have another name in the current one.
    """

    previous: Schema
    current: Schema
    budget: Budget
    renamed: dict[str, str] = field(default_factory=dict)
    roots: dict[str, Pair] = field(default_factory=dict)
    _sent: dict[str, Pair] = field(default_factory=dict)
    _shown: dict[str, Pair] = field(default_factory=dict)
    _taken: dict[str, Pair] = field(default_factory=dict)

    @cached_property
    def whole(self) -> Pair:
        return self.roots.setdefault(WHOLE, Pair(label="the schema"))

    def sent(self, name: str) -> Pair:
        """The pair of what responses hold of a type."""
        return _of(self._sent, name, RESPONSE)

    def shown(self, name: str) -> Pair:
        """The pair of an object's or an interface's own fields."""
        return _of(self._shown, name, RESPONSE)

    def taken(self, name: str) -> Pair:
        """The pair of what requests hold of a type."""
        return _of(self._taken, name, REQUEST)

    def was(self, *path: str) -> Node:
        return self.previous.node.child(*path)

    def now(self, *path: str) -> Node:
        return self.current.node.child(*path)

    def partner(self, name: str) -> str | None:
        """The name in the current schema of a type of the previous one; None for one that is gone."""
        name = self.renamed.get(name, name)
        return name if name in self.current.types else None

    def passes_on(self, before: dict[str, Any], after: dict[str, Any] | None) -> str | None:
        """The type whose differences a field or an argument passes on to those who use it.

        What has another type now, or is gone, passes on no more than that its type is gone too.
        """
        was = named(before["type"])
        lasts = after is not None and named(after["type"]) == self.renamed.get(was, was)
        is_gone = was in self.previous.types and self.partner(was) is None
        return was if was in self.stirred and (lasts or is_gone) else None

    @cached_property
    def stirred(self) -> frozenset[str]:
        """The types of the previous schema that differ, or lead to some that do."""
        above: dict[str, list[str]] = {}
        for name in self.previous.types:
            self.budget.check()
            for below in self._below(name):
                above.setdefault(below, []).append(name)
        found = {name for name in self.previous.types if self._differs(name)}
        waiting = list(found)
        while waiting:
            self.budget.check()
            fresh = [name for name in above.get(waiting.pop(), ()) if name not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return frozenset(found)

    def _differs(self, name: str) -> bool:
        partner = self.partner(name) or ""
        if self.previous.types[name] != self.current.types.get(partner):
            return True
        return set(self.previous.objects(name)) != set(self.current.objects(partner))

    def _below(self, name: str) -> Iterator[str]:
        yield from self.previous.shown_as(name)
        for one in self.previous.types[name].get("fields", {}).values():
            yield named(one["type"])
            yield from (named(argument["type"]) for argument in one.get("arguments", {}).values())

    def apart(self) -> Graph:
        """A graph over the same schemas whose pairs lead nowhere."""
        graph = Graph(self.previous, self.current, self.budget, self.renamed)
        graph.stirred = frozenset()
        return graph

    def adopt(self) -> None:
        """What no operation reaches concerns the schema as such."""
        reached = _below(self.roots.values())
        kept = [*self._sent.values(), *self._shown.values(), *self._taken.values()]
        for pair in _below(kept):
            if pair not in reached:
                self.whole.events.extend(pair.events)


def _of(pairs: dict[str, Pair], name: str, place: Place) -> Pair:
    if name not in pairs:
        pairs[name] = Pair(place=place, label=name)
    return pairs[name]


def _below(pairs: Iterable[Pair]) -> dict[Pair, None]:
    found: dict[Pair, None] = {}
    waiting = list(pairs)
    while waiting:
        pair = waiting.pop()
        if pair not in found:
            found[pair] = None
            waiting.extend(child for _, child in pair.edges)
    return found
