"""Comparing payloads and headers in the language that they are described in.

What reads like JSON Schema is compared by the engine for schemas, each pair of dialects by its own, since the same
words mean something else. Other languages are compared by whoever knows them (`languages.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.asyncapi.languages import PayloadComparer, PayloadFormat, language_of
from catalog.contracts.asyncapi.media_types import ASYNCAPI
from catalog.contracts.asyncapi.model import Schema
from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Event, Pair, Place, pairs_below, routes_up
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.source import Dialect, Node, Source
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.values import written_alike
from catalog.contracts.witness import Frame, Prover
from catalog.contracts.wrapping import Route


@dataclass(eq=False, slots=True)
class Engine:
    """What compares and proves the schemas of one pair of dialects."""

    sides: tuple[Source, Source]
    comparer: SchemaComparer
    prover: Prover

    def places(self, previous: Node, current: Node) -> tuple[Node, Node]:
        """The same places, read in the engine's dialects."""
        before, after = (
            Node(side, node.pointer, node.value)
            for side, node in zip(self.sides, (previous, current), strict=True)
        )
        return before, after


@dataclass(eq=False, slots=True)
class Payloads:
    """The engines of one comparison; `sides` are the documents as AsyncAPI reads them."""

    sides: tuple[Source, Source]
    budget: Budget
    others: Sequence[PayloadFormat]
    frame: Callable[[Validators], Frame]
    _engines: dict[tuple[Dialect, Dialect], Engine] = field(default_factory=dict)
    _comparers: dict[str, PayloadComparer] = field(default_factory=dict)

    @property
    def main(self) -> Engine:
        """The engine for what stands in the documents' own language."""
        return self._engine(ASYNCAPI, ASYNCAPI)

    def finish(self) -> None:
        """Compare everything that is waiting; raises OutOfBudget."""
        for engine in self._engines.values():
            engine.comparer.finish()

    def engine(self, previous: Schema, current: Schema) -> Engine | None:
        """The engine for two schemas, None where one of them is no JSON Schema."""
        before, after = previous.format.dialect, current.format.dialect
        return self._engine(before, after) if before and after else None

    def other(
        self, previous: Schema, current: Schema, direction: Direction, content_type: str
    ) -> Pair | None:
        """What differs between two schemas in one language that is no JSON Schema; None where nobody knows it.

        Raises OutOfBudget.
        """
        kind = previous.format.media_type
        known = language_of(self.others, kind) if kind == current.format.media_type else None
        if known is None:
            return None
        if known.name not in self._comparers:
            self._comparers[known.name] = known.comparer(self.budget)
        comparer = self._comparers[known.name]
        top = comparer.compare(previous.node, current.node, direction, content_type)
        if top.place is None:
            _mark(top, direction, known.name)
        return top

    def same(self, previous: Schema | None, current: Schema | None) -> bool:
        """Do both describe the same values?"""
        if previous is None or current is None:
            return previous is current
        if (engine := self.engine(previous, current)) is not None:
            return engine.comparer.digests.same(*engine.places(previous.node, current.node))
        if previous.format != current.format:
            return False
        found = self.other(previous, current, "response", "")
        if found is not None:
            return not any(pair.events or pair.undecided for pair in pairs_below(found))
        return written_alike(previous.node.resolved().value, current.node.resolved().value)

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event; see `Prover`."""
        if event.language:
            comparer = self._comparers[event.language]
            witness = comparer.prove(pair, event)
            return witness and witness | self._framed(pair, above, witness["instance"], comparer)
        node = event.previous or event.current
        for engine in self._engines.values():
            if node is not None and node.source in engine.sides:
                return engine.prover.prove(pair, event, above)
        return None

    def _framed(
        self, pair: Pair, above: dict[Pair, Route], instance: Any, comparer: PayloadComparer
    ) -> dict[str, Any]:
        """The nearest operation that carries a payload, the part of its message that this is, and the whole event
        where the instance is a whole payload.
        """
        route = [parent for _, parent in next(routes_up(pair, above))]
        at = next(number for number, one in enumerate(route) if one.label and one.part is not None)
        told = {"operation": route[-1].label, "part": route[at].label}
        if not comparer.shows_payloads:
            return told
        interaction = next(one.subject for one in route[at + 1 :] if one.subject is not None)
        return told | (self.main.prover.framed(interaction, route[at].part, instance) or {})

    def _engine(self, before: Dialect, after: Dialect) -> Engine:
        known = self._engines.get((before, after))
        if known is None:
            mains = (ASYNCAPI, ASYNCAPI)
            sides = (
                self.sides
                if (before, after) == mains
                else (Source(self.sides[0].tree, before), Source(self.sides[1].tree, after))
            )
            comparer = SchemaComparer(Digests(*sides, self.budget), self.budget)
            validators = Validators()
            prover = Prover(comparer.normaliser, self.budget, validators, self.frame(validators))
            known = self._engines[before, after] = Engine(sides, comparer, prover)
        return known


def _mark(top: Pair, direction: Direction, language: str) -> None:
    """Let everything in a graph know the direction of the message, and the language that it is told in."""
    for pair in pairs_below(top):
        pair.place = Place(direction)
        for event in pair.events:
            event.direction, event.language = direction, language
