"""What a comparison asks of a schema: its types, who implements what, and which of them a request can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from catalog.contracts.graphql.access import accessible
from catalog.contracts.graphql.operations import root_types
from catalog.contracts.graphql.typerefs import named, written
from catalog.contracts.schemas.source import Node, Source

COMPOSITE = ("object", "interface")
LEAVES = ("scalar", "enum")
BUILT_IN = frozenset({"Int", "Float", "String", "Boolean", "ID"})
SPECIFIED = frozenset({"skip", "include", "deprecated", "specifiedBy", "oneOf"})
"""The directives that every schema has, written down or not (GraphQL, section 3.13)."""

IN_REQUESTS = frozenset(
    {"QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD"}
    | {"INLINE_FRAGMENT", "VARIABLE_DEFINITION"}
)
"""The locations of directives that a consumer writes; the others are for those who write schemas."""


class Schema:
    """One schema; names are those of its types."""

    def __init__(self, tree: dict[str, Any]) -> None:
        tree = accessible(tree)
        self.source = Source(tree)
        self.types: dict[str, dict[str, Any]] = {
            name: value for name, value in tree["types"].items() if name not in BUILT_IN
        }
        self.directives: dict[str, dict[str, Any]] = {
            name: value for name, value in tree["directives"].items() if name not in SPECIFIED
        }
        self.roots = root_types(tree)

    @property
    def node(self) -> Node:
        return self.source.root

    def kind(self, name: str) -> str:
        """The kind of a type; empty for one that is not defined."""
        return "scalar" if name in BUILT_IN else str(self.types.get(name, {"kind": ""})["kind"])

    @cached_property
    def implementers(self) -> dict[str, list[str]]:
        """The objects and interfaces that say to implement an interface."""
        found: dict[str, list[str]] = {}
        for name, value in self.types.items():
            for interface in value.get("interfaces", ()):
                found.setdefault(interface, []).append(name)
        return found

    def objects(self, name: str) -> list[str]:
        """The objects that a value of a composite type can be (`GetPossibleTypes` of GraphQL, section 5.5.2.3)."""
        match self.kind(name):
            case "object":
                return [name]
            case "union":
                return [member for member in self.types[name]["members"] if self.kind(member) == "object"]
            case "interface":
                return [one for one in self.implementers.get(name, ()) if self.kind(one) == "object"]
            case _:
                return []

    def shown_as(self, name: str) -> list[str]:
        """The objects and interfaces whose fields a request can select where a value of this type comes."""
        objects = self.objects(name)
        interfaces = (interface for one in objects for interface in self.types[one]["interfaces"])
        own = [name] if self.kind(name) == "interface" else []
        return [one for one in dict.fromkeys([*own, *objects, *interfaces]) if self.kind(one) in COMPOSITE]

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """The interfaces and unions in whose place each object may be."""
        found: dict[str, list[str]] = {}
        for place in self.types:
            for one in self.objects(place) if self.kind(place) in ("interface", "union") else ():
                found.setdefault(one, []).append(place)
        return found

    def beside(self, name: str) -> Iterator[str]:
        """The other objects that a value may be where it may be of this type."""
        seen = {name}
        for place in dict.fromkeys(place for one in self.objects(name) for place in self.places.get(one, ())):
            for one in self.objects(place):
                if one not in seen:
                    seen.add(one)
                    yield one

    def shape(self, holder: str, field: str) -> str:
        """What has to be alike of fields that are selected under one name: lists, null, and the type of a leaf."""
        value = self.types.get(holder, {}).get("fields", {}).get(field)
        if value is None:
            return ""
        leaf = named(value["type"])
        text = written(value["type"])
        return text if self.kind(leaf) in LEAVES else text.replace(leaf, "{}")

    def can_be(self, name: str, condition: str) -> bool:
        """Whether a fragment on one composite type may stand where another is (GraphQL, section 5.5.2.3)."""
        return bool(set(self.objects(name)) & set(self.objects(condition)))

    @cached_property
    def is_whole(self) -> bool:
        """Whether it has root types. A part of a schema has none: others use all that it defines, nobody knows how."""
        return bool(self.roots)

    @cached_property
    def sent(self) -> frozenset[str]:
        """The types that a response can be made of: what the root types lead to, and the entities of a subgraph."""
        if not self.is_whole:
            return frozenset(self.types) | BUILT_IN
        entities = [name for name, value in self.types.items() if value.get("entity")]
        return self._closed([*self.roots.values(), *entities], self._sends)

    @cached_property
    def taken(self) -> frozenset[str]:
        """The types that a request can hold values of."""
        if not self.is_whole:
            return frozenset(self.types) | BUILT_IN
        inputs = [
            argument
            for name in self.sent
            for field in self.types.get(name, {}).get("fields", {}).values()
            for argument in field.get("arguments", {}).values()
        ]
        for directive in self.directives.values():
            if in_requests(directive):
                inputs.extend(directive["arguments"].values())
        return self._closed([named(one["type"]) for one in inputs], self._takes)

    @cached_property
    def returned(self) -> frozenset[str]:
        """The types that fields have."""
        fields = (
            field
            for value in self.types.values()
            if value["kind"] in COMPOSITE
            for field in value["fields"].values()
        )
        return frozenset(named(field["type"]) for field in fields)

    @cached_property
    def used(self) -> frozenset[str]:
        return self.sent | self.taken

    def _sends(self, name: str) -> Iterable[str]:
        yield from self.shown_as(name)
        if self.kind(name) in COMPOSITE:
            yield from (named(field["type"]) for field in self.types[name]["fields"].values())

    def _takes(self, name: str) -> Iterable[str]:
        if self.kind(name) == "input":
            yield from (named(field["type"]) for field in self.types[name]["fields"].values())

    @staticmethod
    def _closed(start: Iterable[str], further: Any) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(further(name))
        return frozenset(found)


def in_requests(directive: dict[str, Any]) -> bool:
    """Whether a consumer can write the directive."""
    return not IN_REQUESTS.isdisjoint(directive["locations"])


def required(value: dict[str, Any]) -> bool:
    """Whether an argument or a field of an input object has to be given (GraphQL, section 5.4.3)."""
    return value["type"].get("nonNull") is True and "default" not in value
