"""Walking two schemas once, type by type, and recording what differs where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.graphql.directives import compare_directives
from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.proofs.prover import Prover
from catalog.contracts.graphql.types import compare_types
from catalog.contracts.pairs import Event, Pair, Step


@dataclass(eq=False, slots=True)
class Walker:
    """One walk over two schemas."""

    graph: Graph
    prover: Prover = field(init=False)

    def __post_init__(self) -> None:
        self.prover = Prover(self.graph)

    @property
    def roots(self) -> dict[str, Pair]:
        return self.graph.roots

    def walk(self) -> dict[str, Pair]:
        """Compare everything; raises OutOfBudget."""
        graph = self.graph
        for side in (graph.was("unread"), graph.now("unread")):
            graph.whole.undecided.extend((one, one.value["reason"]) for one in side.items())
        compare_types(graph)
        compare_directives(graph)
        graph.adopt()
        return graph.roots

    def prove(
        self, pair: Pair, event: Event, above: dict[Pair, list[tuple[Step, Pair]]]
    ) -> dict[str, Any] | None:
        """A request or a response that one side accepts and the other refuses; see `Prover`."""
        return self.prover.prove(event)
