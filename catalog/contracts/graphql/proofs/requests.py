"""Requests, and the responses that answer them, around one selection that is to show a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.proofs.routes import Route
from catalog.contracts.graphql.schema import COMPOSITE, Schema, required
from catalog.contracts.graphql.typerefs import Reference, named

SAMPLES: dict[str, str] = {"Int": "1", "Float": "1.5", "Boolean": "true", "ID": '"1"'}
VALUES: dict[str, Any] = {"Int": 1, "Float": 1.5, "Boolean": True, "ID": "a1", "String": "text"}
DEEPEST = 20
NAME = "{ __typename }"


@dataclass(frozen=True, slots=True)
class Request:
    """The text of a request; `data` is what resolvers return for it, None where the request itself is the proof."""

    operation: str
    text: str
    data: Any = None


class Writer:
    """Writes requests that are valid by the previous schema, and by both where both are asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._previous, self._current = graph.previous, graph.current

    def request(
        self, route: Route, holder: str, selection: str, variables: str = "", data: Any = None
    ) -> Request:
        """A selection of fields of a type at the end of a route; `data` is what is answered there."""
        text, answer = self._within(route.ends_in, holder, selection), data
        places = [self._previous.roots[route.role], *(self._target(step) for step in route.steps)]
        for place, (owner, field) in zip(places[-2::-1], reversed(route.steps), strict=True):
            text = self._within(place, owner, self.field(owner, field, text))
            answer = self._answered(place, owner, field, answer)
        first = route.steps[0][1] if route.steps else selection.partition("(")[0].split()[0]
        operation = (
            f"{places[0]}.{first}" if first in self._previous.types[places[0]]["fields"] else places[0]
        )
        declared = f"({variables})" if variables else ""
        return Request(operation, f"{route.role} {declared} {text}", None if data is None else answer)

    def field(self, holder: str, field: str, below: str = "", given: Mapping[str, str] | None = None) -> str:
        """One field with its required arguments, and with those that are given (None of them: an empty text)."""
        before = self._previous.types[holder]["fields"][field]
        after = self._now(holder).get("fields", {}).get(field, {})
        arguments = self.arguments(before["arguments"], after.get("arguments", {}), given or {})
        return f"{field}{arguments} {below}"

    def arguments(self, before: Mapping[str, Any], after: Mapping[str, Any], given: Mapping[str, str]) -> str:
        """What is given to a field or a directive, with what either side requires besides."""
        needed = {
            name: self.literal(one["type"])
            for name, one in before.items()
            if required(one) or required(after.get(name, one))
        }
        listed = ", ".join(f"{name}: {text}" for name, text in {**needed, **given}.items() if text)
        return f"({listed})" if listed else ""

    def shape(self, reference: Reference) -> str:
        """What is selected of a value where nothing of it matters."""
        return NAME if self._previous.kind(named(reference)) in (*COMPOSITE, "union") else ""

    def literal(self, reference: Reference, depth: int = 0) -> str:
        """A value that both schemas take for a type of the previous one."""
        if "list" in reference or depth > DEEPEST:
            return "[]"
        name = reference["name"]
        match self._previous.kind(name):
            case "enum":
                return self._enum_value(name)
            case "input":
                return self.members(name, {}, depth)
            case _:
                return SAMPLES.get(name, '"text"')

    def members(self, name: str, given: Mapping[str, str], depth: int = 0) -> str:
        """An input object with what it requires, and with the members that are given (None of them: an empty text)."""
        value, now = self._previous.types[name], self._now(name).get("fields", {})
        needed = {
            field: self.literal(one["type"], depth + 1)
            for field, one in value["fields"].items()
            if field not in given and (required(one) or required(now.get(field, one)))
        }
        if value.get("oneOf") and not given:
            field = next(iter(value["fields"]), None)
            needed = {field: self.literal(value["fields"][field]["type"], depth + 1)} if field else {}
        return f"{{{', '.join(f'{field}: {text}' for field, text in {**needed, **given}.items() if text)}}}"

    def nested(self, path: tuple[str, ...], start: str, innermost: str) -> str:
        """A value for an argument of the type `start`, with another at the end of a path of fields below it."""
        names = [start]
        for field in path[:-1]:
            names.append(named(self._previous.types[names[-1]]["fields"][field]["type"]))
        text = innermost
        for name, field in zip(reversed(names), reversed(path), strict=True):
            text = self.members(name, {field: text})
        return text

    def _now(self, name: str) -> dict[str, Any]:
        """What a type of the previous schema is in the current one; nothing where it is gone."""
        partner = self._graph.partner(name)
        return self._current.types[partner] if partner is not None else {}

    def _enum_value(self, name: str) -> str:
        before = self._previous.types[name]["values"]
        after = self._current.types.get(name, {}).get("values", {})
        return next((value for value in before if value in after), next(iter(before), "null"))

    def _within(self, place: str, holder: str, selection: str) -> str:
        return (
            f"{{ {selection} }}" if place == holder else f"{{ __typename ... on {holder} {{ {selection} }} }}"
        )

    def _target(self, step: tuple[str, str]) -> str:
        holder, field = step
        return named(self._previous.types[holder]["fields"][field]["type"])

    def _answered(self, place: str, owner: str, field: str, answer: Any) -> dict[str, Any]:
        reference = self._previous.types[owner]["fields"][field]["type"]
        return self.answer(place, owner, {field: in_lists(reference, answer)})

    def answer(self, place: str, owner: str, members: dict[str, Any]) -> dict[str, Any]:
        """An object in the place of a value, by the name of a type that it may be on both sides."""
        return {"__typename": self._concrete(place, owner), **members}

    def _concrete(self, place: str, owner: str) -> str:
        sides: tuple[Schema, ...] = (self._previous, self._current)
        sets = [set(schema.objects(name)) for schema in sides for name in (place, owner)]
        return min(set.intersection(*sets), default=owner)


def in_lists(reference: Reference, value: Any) -> Any:
    """A value within as many lists as a type has."""
    while "list" in reference:
        value, reference = [value], reference["list"]
    return value
