"""What the attempts to show a difference have in common: schemas, ways through them, how requests are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.pointers import split
from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.proofs.requests import Request, Writer
from catalog.contracts.graphql.proofs.routes import Routes
from catalog.contracts.graphql.typerefs import Reference, named
from catalog.contracts.schemas.source import Node

Found = Iterator[Request]


class Maker:
    """Makes requests around a selection, a value, or what resolvers return."""

    def __init__(self, graph: Graph) -> None:
        self.previous, self.current = graph.previous, graph.current
        self.routes, self.writer = Routes(graph), Writer(graph)
        self._budget = graph.budget

    def fields(self) -> Iterator[tuple[str, str]]:
        """All fields that a request can select by both schemas' routes, whatever has become of themselves."""
        for holder in self.routes.holders:
            self._budget.check()
            for field in self.previous.types[holder]["fields"]:
                yield holder, field

    def type_of(self, holder: str, field: str) -> Reference:
        """The type of a field in the previous schema."""
        reference: Reference = self.previous.types[holder]["fields"][field]["type"]
        return reference

    def select(self, holder: str, field: str, given: dict[str, str] | None = None) -> str:
        """A field as the previous schema wants it selected."""
        return self.writer.field(holder, field, self.writer.shape(self.type_of(holder, field)), given)

    def selecting(self, holder: str, selection: str, variables: str = "") -> Found:
        """A request that selects something of an object or interface."""
        route = self.routes.to_fields(holder)
        if route is not None:
            yield self.writer.request(route, holder, selection, variables)

    def responding(self, holder: str, field: str, answer: Any) -> Found:
        """A request for one field, and what is returned for it."""
        route = self.routes.to_fields(holder)
        if route is not None and route.role != "subscription":
            data = self.writer.answer(route.ends_in, holder, {field: answer})
            yield self.writer.request(route, holder, self.select(holder, field), data=data)

    def taking(self, name: str, value: str, variables: str = "") -> Found:
        """A request with a value of a type at the first place that takes it."""
        found = self.routes.to_input(name)
        if found is not None:
            (holder, field), (argument, *path) = found
            start = named(self.previous.types[holder]["fields"][field]["arguments"][argument]["type"])
            text = self.writer.nested(tuple(path), start, value) if path else value
            yield from self.selecting(holder, self.select(holder, field, {argument: text}), variables)


def names_in(node: Node | None) -> list[str]:
    """The parts of the pointer to a place: `["types", "Order", "fields", "total"]`."""
    return split(node.pointer[1:]) if node is not None else []
