"""A schema as graphql-core knows it, so that what the comparison says can be asked of somebody else."""

from __future__ import annotations

from typing import Any

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLDefaultInput,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
    parse_const_value,
    specified_directives,
    specified_scalar_types,
)

from catalog.contracts.graphql.schema import Schema
from catalog.contracts.graphql.typerefs import Reference

_INPUTS = frozenset({"scalar", "enum", "input"})
_OUTPUTS = frozenset({"scalar", "enum", "object", "interface", "union"})


class Library:
    """Builds the types of one schema; a reference that leads nowhere is read as `String`."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._types: dict[str, GraphQLNamedType] = dict(specified_scalar_types)
        for name, value in schema.types.items():
            self._types[name] = self._type(name, value)

    def schema(self) -> GraphQLSchema:
        """The schema, taken as valid: a mistake in one type does not keep another from being asked about."""
        roots: dict[str, Any] = {role: self._types[name] for role, name in self._schema.roots.items()}
        directives = [self._directive(name, value) for name, value in self._schema.directives.items()]
        return GraphQLSchema(
            **roots,
            types=[self._types[name] for name in self._schema.types],
            directives=[*specified_directives, *directives],
            assume_valid=True,
        )

    def _type(self, name: str, value: dict[str, Any]) -> GraphQLNamedType:
        match value["kind"]:
            case "object":
                return GraphQLObjectType(
                    name, lambda: self._fields(value), lambda: self._named(value["interfaces"], "interface")
                )
            case "interface":
                return GraphQLInterfaceType(
                    name, lambda: self._fields(value), lambda: self._named(value["interfaces"], "interface")
                )
            case "union":
                return GraphQLUnionType(name, lambda: self._named(value["members"], "object"))
            case "enum":
                return GraphQLEnumType(name, {one: one for one in value["values"]})
            case "input":
                one_of = value.get("oneOf", False)
                return GraphQLInputObjectType(name, lambda: self._input_fields(value), is_one_of=one_of)
            case _:
                return GraphQLScalarType(name)

    def _named(self, names: dict[str, Any], kind: str) -> list[Any]:
        return [self._types[name] for name in names if self._schema.kind(name) == kind]

    def _fields(self, value: dict[str, Any]) -> dict[str, GraphQLField]:
        return {
            name: GraphQLField(self._reference(one["type"], _OUTPUTS), self._arguments(one["arguments"]))
            for name, one in value["fields"].items()
        }

    def _arguments(self, arguments: dict[str, Any]) -> dict[str, GraphQLArgument]:
        return {
            name: GraphQLArgument(self._reference(one["type"], _INPUTS), default=_default(one))
            for name, one in arguments.items()
        }

    def _input_fields(self, value: dict[str, Any]) -> dict[str, GraphQLInputField]:
        return {
            name: GraphQLInputField(self._reference(one["type"], _INPUTS), default=_default(one))
            for name, one in value["fields"].items()
        }

    def _directive(self, name: str, value: dict[str, Any]) -> GraphQLDirective:
        known = [DirectiveLocation[one] for one in value["locations"] if one in DirectiveLocation.__members__]
        repeatable = value.get("repeatable", False)
        return GraphQLDirective(name, known, self._arguments(value["arguments"]), is_repeatable=repeatable)

    def _reference(self, reference: Reference, kinds: frozenset[str]) -> Any:
        if "list" in reference:
            inner: Any = GraphQLList(self._reference(reference["list"], kinds))
        elif self._schema.kind(reference["name"]) in kinds:
            inner = self._types[reference["name"]]
        else:
            inner = GraphQLString
        return GraphQLNonNull(inner) if reference.get("nonNull") else inner


def _default(value: dict[str, Any]) -> GraphQLDefaultInput | None:
    return GraphQLDefaultInput(literal=parse_const_value(value["default"])) if "default" in value else None
