"""Payloads of events in Avro: what a message says as a schema stands in the document as a part of its tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog.contracts.asyncapi.carried import Carried
from catalog.contracts.avro.contracts import type_entries
from catalog.contracts.avro.naming import place_name
from catalog.contracts.avro.rules import RULES
from catalog.contracts.avro.validation import schema_findings
from catalog.contracts.avro.walker import Walker, walk_schemas
from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.pairs import Event, Pair
from catalog.contracts.payloads.graphs import Graphs
from catalog.contracts.problems import Finding
from catalog.contracts.reference import Group
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import written_alike


class AvroPayloads:
    """Avro as a language of payloads (`application/vnd.apache.avro`)."""

    name = "avro"
    media_types = frozenset({"application/vnd.apache.avro"})
    rules = RULES

    def compiled(
        self,
        payloads: Sequence[Node],
        sources: Sequence[SourceText],
        limits: Limits,
        deadline: Deadline,
    ) -> dict[str, Any]:
        return {}

    def comparer(self, budget: Budget) -> AvroComparer:
        return AvroComparer(budget)

    def findings(self, payload: Node, deadline: Deadline) -> Iterator[Finding]:
        yield from schema_findings(_carried(payload), deadline)

    def groups(self, payload: Node) -> Sequence[Group]:
        return [
            Group(entry.name if number else "", group.fields, entry.description)
            for number, entry in enumerate(type_entries(_carried(payload)))
            for group in entry.groups
        ]


class AvroComparer:
    """One comparison of payloads in Avro."""

    shows_payloads = True

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._graphs: Graphs[Walker] = Graphs()

    def compare(self, previous: Node, current: Node, direction: Direction, _content_type: str) -> Pair:
        sides = _carried(previous), _carried(current)
        if written_alike(sides[0].tree, sides[1].tree):
            return Pair()
        key = (sides[0].holder.pointer, sides[1].holder.pointer, direction)
        return self._graphs.get(key) or self._graphs.add(
            key, walk_schemas(*sides, self._budget), lambda walk: walk.roots.values()
        )

    def prove(self, pair: Pair, event: Event) -> dict[str, Any] | None:
        return self._graphs.prove(pair, event)


def _carried(payload: Node) -> Carried:
    """A payload as the document that the format reads."""
    holder = payload.resolved()
    return Carried(holder.value, holder=holder, naming=place_name)
