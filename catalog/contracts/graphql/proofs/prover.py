"""Witnesses: a request that one schema takes and the other refuses, or a response that one allows and the other does
not. graphql-core validates and executes them; it knows nothing of the comparison.

A witness is `{"operation", "part", "instance", "accepted_by", "rejected_by", "query"}`: the part is `request`, and the
instance the text of the query again, or `response`, and the instance the whole response to the query.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, execute_sync, parse, print_ast, validate

from catalog.contracts.budget import OutOfBudget
from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.proofs.attempts import Attempts
from catalog.contracts.graphql.proofs.library import Library
from catalog.contracts.graphql.proofs.requests import Request
from catalog.contracts.pairs import Event


class Prover:
    """Finds and confirms witnesses for the events of one comparison."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._attempts = Attempts(graph)

    @cached_property
    def _schemas(self) -> tuple[GraphQLSchema, GraphQLSchema]:
        return Library(self._graph.previous).schema(), Library(self._graph.current).schema()

    def prove(self, event: Event) -> dict[str, Any] | None:
        """A witness for an event, None where none is found in time or graphql-core does not confirm it."""
        try:
            for attempt in self._attempts.of(event):
                self._graph.budget.check()
                witness = self._confirmed(attempt)
                if witness is not None:
                    return witness
        except OutOfBudget:
            return None
        return None

    def _confirmed(self, attempt: Request) -> dict[str, Any] | None:
        try:
            query = parse(attempt.text)
        except GraphQLError:  # nested deeper than any request may be
            return None
        previous, current = self._schemas
        text = print_ast(query)
        text = f"query {text}" if text.startswith("{") else text
        found: dict[str, Any] = {"operation": attempt.operation, "query": text}
        if attempt.data is None:
            if _refused(previous, query) or not _refused(current, query):
                return None
            return {
                "part": "request",
                "instance": text,
                "accepted_by": "previous",
                "rejected_by": "current",
                **found,
            }
        if _refused(previous, query) or _refused(current, query):
            return None
        before, after = (execute_sync(schema, query, attempt.data) for schema in (previous, current))
        if after.errors or not before.errors:
            return None
        response = {"data": after.data}
        return {
            "part": "response",
            "instance": response,
            "accepted_by": "current",
            "rejected_by": "previous",
            **found,
        }


def _refused(schema: GraphQLSchema, query: DocumentNode) -> bool:
    return bool(validate(schema, query, max_errors=1, hide_suggestions=True))
