"""What differs between two schemas: whatever one version writes is read with the other.

What the previous version wrote and the current one reads is walked as a request, what the current one writes and the
previous one reads as a response; so one comparison tells of both compatibility modes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Event, Pair, Place, Step
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.samples import Sampler
from catalog.contracts.schemas.single_values import documented
from catalog.contracts.schemas.source import Node
from catalog.contracts.witness import Prover

DIRECTIONS: tuple[Direction, ...] = ("request", "response")
PART = "document"


@dataclass(frozen=True, slots=True)
class Whole:
    """A document that is written: its schema on the writer's side."""

    written: Node


class Framer:
    """The instance is the whole message."""

    def __call__(self, sampler: Sampler, interaction: Any, part: Whole, instance: Any) -> dict[str, Any]:
        return {}

    def hints(self, part: Whole) -> list[Any]:
        """The examples of the schema."""
        return documented(part.written.value)


@dataclass(eq=False, slots=True)
class Walker:
    """One walk over two schemas; the one root is the pair of both under the previous name."""

    previous: Node
    current: Node
    name: str
    comparer: SchemaComparer
    prover: Prover
    roots: dict[str, Pair] = field(default_factory=dict)

    def walk(self) -> None:
        """Compare everything; raises OutOfBudget."""
        root = self.roots[self.name] = Pair(label=self.name, subject=self.name)
        if self.comparer.digests.same(self.previous, self.current):
            return
        for direction in DIRECTIONS:
            place = Place(direction)
            whole = Whole(self.previous if direction == "request" else self.current)
            part = Pair(place=place, label=PART, subject=(self.previous, self.current), part=whole)
            part.link(self.comparer.pair((self.previous,), (self.current,), place))
            root.link(part)
            self.comparer.finish()

    def prove(
        self, pair: Pair, event: Event, above: dict[Pair, list[tuple[Step, Pair]]]
    ) -> dict[str, Any] | None:
        """A witness for an event; see `Prover`."""
        return self.prover.prove(pair, event, above)
