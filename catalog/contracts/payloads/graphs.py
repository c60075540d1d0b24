"""The graphs of pairs that a format's walks make of payloads, each below a pair of its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from catalog.contracts.format import Walk
from catalog.contracts.pairs import Event, Pair, pairs_below, parents
from catalog.contracts.wrapping import Route

_Walk = TypeVar("_Walk", bound=Walk)


@dataclass(eq=False, slots=True)
class Graphs(Generic[_Walk]):
    """What several walks found, each once by a key that says what was compared."""

    _tops: dict[Hashable, Pair] = field(default_factory=dict)
    _walks: dict[Pair, tuple[_Walk, dict[Pair, Route]]] = field(default_factory=dict)

    def get(self, key: Hashable) -> Pair | None:
        """The pair on top of what was found before."""
        return self._tops.get(key)

    def add(
        self,
        key: Hashable,
        walk: _Walk,
        roots: Callable[[_Walk], Iterable[Pair]],
        promise: str = "",
    ) -> Pair:
        """Walk, and put a pair on top of the roots that are meant; raises OutOfBudget.

        `promise` is as in `Event`.
        """
        walk.walk()
        top = self._tops[key] = Pair()
        found = [*pairs_below(*roots(walk))]
        above = parents(found)
        for pair in found:
            for event in pair.events:
                event.promise = promise
            self._walks[pair] = walk, above
        for root in roots(walk):
            top.link(root)
        return top

    def prove(self, pair: Pair, event: Event) -> dict[str, Any] | None:
        """A witness of the walk that found an event; None where it is of none of these."""
        if pair not in self._walks:
            return None
        walk, above = self._walks[pair]
        return walk.prove(pair, event, above)
