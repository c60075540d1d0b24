"""Ways from the root types to all others that both schemas know alike, for requests that are to show one difference."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.schema import COMPOSITE, required
from catalog.contracts.graphql.typerefs import named, type_change

Selection = tuple[str, str]
"""A type and one of its fields."""


LONGEST = 40
"""So many fields in one another; requests are nested no deeper, and the library goes down recursively."""


@dataclass(frozen=True, slots=True)
class Route:
    """The fields to select one in the other, from a root type on, until a value of a composite type.

    Each field is named with the type that declares it, which is a fragment's where it is not the type of the value.
    """

    role: str
    steps: tuple[Selection, ...]
    ends_in: str


class Routes:
    """Shortest routes over the fields that both schemas let one select alike."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._previous, self._current = graph.previous, graph.current

    @property
    def places(self) -> list[str]:
        """The composite types in whose place a value can come, nearest first."""
        return [*self._found]

    @property
    def holders(self) -> list[str]:
        """The objects and interfaces whose fields can be selected, nearest first."""
        return [*self._within]

    def to_value(self, name: str) -> Route | None:
        """To a place where a value of exactly this composite type comes."""
        return self._found.get(name)

    def to_fields(self, name: str) -> Route | None:
        """To a place where the fields of an object or interface can be selected, within a fragment if need be."""
        return self._found.get(name) or self._found.get(self._within.get(name, ""))

    @cached_property
    def _within(self) -> dict[str, str]:
        """The composite type in whose place a type was first met."""
        found: dict[str, str] = {}
        for state in self._found:
            for name in self._shown(state):
                found.setdefault(name, state)
        return found

    @cached_property
    def _found(self) -> dict[str, Route]:
        roots = self._previous.roots
        found = {name: Route(role, (), name) for role, name in roots.items() if role in self._current.roots}
        waiting = deque(found.values())
        expanded: set[str] = set()
        while waiting:
            route = waiting.popleft()
            if len(route.steps) == LONGEST:
                break
            for holder in self._shown(route.ends_in):
                if holder in expanded:
                    continue
                expanded.add(holder)
                for field, target in self._fields(holder):
                    if target not in found:
                        found[target] = Route(route.role, (*route.steps, (holder, field)), target)
                        waiting.append(found[target])
        return found

    def _shown(self, name: str) -> list[str]:
        """The types whose fields both schemas show in the place of a value; its own come first."""
        names = [name] if self._previous.kind(name) in COMPOSITE else []
        now = set(self._current.shown_as(self._graph.partner(name) or ""))
        return [*names, *(one for one in self._previous.shown_as(name) if one in now and one != name)]

    def _fields(self, holder: str) -> Iterator[tuple[str, str]]:
        """The fields of a type that both sides read alike, with the composite types that they lead to."""
        self._graph.budget.check()
        for name, before in self._previous.types[holder]["fields"].items():
            target = named(before["type"])
            if self._previous.kind(target) in (*COMPOSITE, "union") and self.alike(holder, name):
                yield name, target

    def alike(self, holder: str, field: str) -> bool:
        """Whether a field can be selected alike on both sides: null does not count, nor what may be left out."""
        before = self._previous.types[holder]["fields"].get(field)
        after = self._now(holder).get(field)
        if before is None or after is None:
            return False
        change = type_change(before["type"], after["type"], sent_by="provider", renamed=self._graph.renamed)
        return change != "other" and self._arguments_alike(before, after)

    def _now(self, holder: str) -> dict[str, Any]:
        """The fields of what a type of the previous schema is in the current one."""
        partner = self._graph.partner(holder)
        fields: dict[str, Any] = self._current.types[partner].get("fields", {}) if partner else {}
        return fields

    @staticmethod
    def _arguments_alike(before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Whether one can leave out the same arguments on both sides, and give the others alike."""
        was, now = before["arguments"], after["arguments"]
        needed = {name for side in (was, now) for name, value in side.items() if required(value)}
        return all(name in was and name in now and _taken_alike(was[name], now[name]) for name in needed)

    # What requests hold

    def to_input(self, name: str) -> tuple[Selection, tuple[str, ...]] | None:
        """A field, one of its arguments, and the fields of input objects below it until a value of this type."""
        return self._inputs.get(name)

    @cached_property
    def _inputs(self) -> dict[str, tuple[Selection, tuple[str, ...]]]:
        found: dict[str, tuple[Selection, tuple[str, ...]]] = {}
        waiting: deque[str] = deque()

        def arrive(name: str, selection: Selection, path: tuple[str, ...]) -> None:
            if name not in found:
                found[name] = (selection, path)
                waiting.append(name)

        for holder in self._within:
            for field, value in self._previous.types[holder]["fields"].items():
                if self.alike(holder, field):
                    now = self._now(holder)[field]
                    for argument in self._shared(value["arguments"], now["arguments"]):
                        arrive(named(value["arguments"][argument]["type"]), (holder, field), (argument,))
        while waiting:
            self._graph.budget.check()
            name = waiting.popleft()
            if self._previous.kind(name) == self._current.kind(name) == "input":
                fields = self._previous.types[name]["fields"]
                for field in self._shared(fields, self._current.types[name]["fields"]):
                    arrive(named(fields[field]["type"]), found[name][0], (*found[name][1], field))
        return found

    @staticmethod
    def _shared(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        return [name for name in before if name in after and _taken_alike(before[name], after[name])]


def _taken_alike(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the same value can be given on both sides: of the same type, whatever of it may be null."""
    return type_change(before["type"], after["type"], sent_by="consumer", renamed={}) != "other"
