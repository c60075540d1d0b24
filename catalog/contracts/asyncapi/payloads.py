"""Comparing payloads and headers in the language that they are described in.

What reads like JSON Schema is compared by the engine for schemas, each pair of dialects by its own, since the same
words mean something else. Other languages are compared by whoever knows them (`PayloadFormat`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from catalog.contracts.asyncapi.media_types import ASYNCAPI
from catalog.contracts.asyncapi.model import Schema
from catalog.contracts.budget import Budget
from catalog.contracts.pairs import Event, Pair, Place
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.source import Dialect, Node, Source
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.witness import Frame, Prover
from catalog.contracts.wrapping import Route


class PayloadFormat(Protocol):
    """A language that payloads can be described in and that is no JSON Schema: Avro, Protocol Buffers."""

    @property
    def media_types(self) -> frozenset[str]:
        """What `schemaFormat` calls it, without syntax and parameters: `application/vnd.apache.avro`."""

    @property
    def rules(self) -> RuleBook:
        """The rules that judge the events which it notes."""

    def same(self, previous: Node, current: Node) -> bool:
        """Do both descriptions mean the same?"""

    def link(self, pair: Pair, previous: Node, current: Node, place: Place, budget: Budget) -> None:
        """Link what differs below a pair, as graph of pairs; what cannot be decided is noted there.

        In a request the previous description writes and the current one reads, in a response the other way round.
        Raises OutOfBudget.
        """


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

    def other(self, previous: Schema, current: Schema) -> PayloadFormat | None:
        """Who knows the language of two schemas, which has to be the same."""
        kind = previous.format.media_type
        if kind != current.format.media_type:
            return None
        return next((one for one in self.others if kind in one.media_types), None)

    def same(self, previous: Schema | None, current: Schema | None) -> bool:
        """Do both describe the same values?"""
        if previous is None or current is None:
            return previous is current
        if (engine := self.engine(previous, current)) is not None:
            return engine.comparer.digests.same(*engine.places(previous.node, current.node))
        if previous.format != current.format:
            return False
        known = self.other(previous, current)
        if known is not None:
            return known.same(previous.node, current.node)
        return bool(previous.node.resolved().value == current.node.resolved().value)

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event; see `Prover`."""
        node = event.previous or event.current
        for engine in self._engines.values():
            if node is not None and node.source in engine.sides:
                return engine.prover.prove(pair, event, above)
        return None

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
