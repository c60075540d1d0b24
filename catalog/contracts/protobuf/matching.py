"""Which declaration of the current files is which of the previous ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.contracts.budget import Budget
from catalog.contracts.pairs import Pair
from catalog.contracts.protobuf.model import Names, Side
from catalog.contracts.schemas.source import Node

KINDS = {"messages": "message", "enums": "enum", "services": "service", "extensions": "extension"}


@dataclass(slots=True, eq=False)
class Match:
    """A declaration before and after, of which one may be missing, and its pair in the graph."""

    kind: str
    before: Node | None
    after: Node | None
    pair: Pair = field(default_factory=Pair)


class Matches:
    """All declarations, by kind and by their full names on either side."""

    def __init__(self, previous: Side, current: Side, names: Names, budget: Budget) -> None:
        self.before: dict[tuple[str, str], Match] = {}
        self.after: dict[tuple[str, str], Match] = {}
        self._previous, self._current, self._names, self._budget = previous, current, names, budget
        for kind in KINDS:
            partners = self._extensions() if kind == "extensions" else self._named(kind)
            for name, partner in partners.items():
                self._add(kind, name, partner)
            for name in current.tree[kind]:
                if (kind, name) not in self.after:
                    self._add(kind, None, name)

    def __iter__(self) -> Iterator[Match]:
        yield from self.before.values()
        yield from (match for match in self.after.values() if match.before is None)

    def _add(self, kind: str, name: str | None, partner: str | None) -> None:
        self._budget.spend()
        match = Match(kind, self._previous.find(kind, name), self._current.find(kind, partner))
        if name is not None:
            self.before[kind, name] = match
        if partner is not None:
            self.after[kind, partner] = match

    def _named(self, kind: str) -> dict[str, str | None]:
        return {name: self._names.of(kind, name) for name in self._previous.tree[kind]}

    def _extensions(self) -> dict[str, str | None]:
        """Extensions are fields: what they extend and their number say which is which, and then their names."""
        current = self._current.tree["extensions"]
        numbers = {(facts["extendee"], facts["number"]): name for name, facts in current.items()}
        found: dict[str, str | None] = {}
        for name, facts in self._previous.tree["extensions"].items():
            extendee = self._names.of_type(facts["extendee"])
            found[name] = numbers.get((extendee, facts["number"]))
        taken = set(found.values())
        return {name: partner or self._namesake(name, taken) for name, partner in found.items()}

    def _namesake(self, name: str, taken: set[str | None]) -> str | None:
        namesake = self._names.of("extensions", name)
        return None if namesake in taken else namesake
