"""The parts of a schema's definitions as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphql import DEFAULT_DEPRECATION_REASON, GraphQLSyntaxError, parse, print_ast
from graphql.language import (
    BooleanValueNode,
    EnumTypeDefinitionNode,
    FieldNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    Node,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    TypeDefinitionNode,
    TypeExtensionNode,
    TypeNode,
    UnionTypeDefinitionNode,
)

from catalog.contracts.graphql.access import access
from catalog.contracts.graphql.literals import canonical
from catalog.contracts.graphql.typerefs import Reference

_KINDS: dict[str, tuple[str, type[TypeDefinitionNode]]] = {
    "scalar_type": ("scalar", ScalarTypeDefinitionNode),
    "object_type": ("object", ObjectTypeDefinitionNode),
    "interface_type": ("interface", InterfaceTypeDefinitionNode),
    "union_type": ("union", UnionTypeDefinitionNode),
    "enum_type": ("enum", EnumTypeDefinitionNode),
    "input_object_type": ("input", InputObjectTypeDefinitionNode),
}


def kind_of(definition: Node) -> str:
    """The kind of type that a definition or an extension is of."""
    return _KINDS[definition.kind.removesuffix("_definition").removesuffix("_extension")][0]


def definition_of(extension: TypeExtensionNode) -> TypeDefinitionNode:
    """An empty definition of what is extended."""
    return _KINDS[extension.kind.removesuffix("_extension")][1](name=extension.name)


def reference(node: TypeNode) -> Reference:
    """A reference to a type as the tree has it."""
    if isinstance(node, NonNullTypeNode):
        return {**reference(node.type), "nonNull": True}
    if isinstance(node, ListTypeNode):
        return {"list": reference(node.type)}
    return {"name": node.name.value}  # type: ignore[attr-defined]  # the third kind there is


def typed(definition: Any) -> dict[str, Any]:
    return {
        "type": reference(definition.type),
        **described(definition),
        **with_deprecation(definition),
        **access(definition),
    }


def input_value(definition: Any) -> dict[str, Any]:
    """An argument, or a field of an input object."""
    value = typed(definition)
    if definition.default_value is not None:
        value["default"] = canonical(definition.default_value, value["type"])
    return value


def input_values(definitions: Iterable[Any] | None) -> dict[str, Any]:
    """Of two with one name the first: that there are two is told where places are noted."""
    inputs: dict[str, Any] = {}
    for definition in definitions or ():
        inputs.setdefault(definition.name.value, input_value(definition))
    return inputs


def meaning(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        key: meaning(part) for key, part in value.items() if key != "description" or isinstance(part, dict)
    }


def described(definition: Any) -> dict[str, str]:
    return {"description": definition.description.value} if definition.description else {}


def with_deprecation(definition: Any) -> dict[str, str]:
    for directive in definition.directives or ():
        if directive.name.value == "deprecated":
            return {"deprecated": text(directive, "reason") or DEFAULT_DEPRECATION_REASON}
    return {}


def text(directive: Any, argument: str) -> str | None:
    """The text that a directive is given as an argument."""
    for given in directive.arguments or ():
        if given.name.value == argument and isinstance(given.value, StringValueNode):
            return given.value.value
    return None


def is_resolvable(key: Any) -> bool:
    """Whether a schema that states a `@key` answers for it, as it does unless it says `resolvable: false`."""
    given = {one.name.value: one.value for one in key.arguments or ()}.get("resolvable")
    return not isinstance(given, BooleanValueNode) or given.value


def selection(fields: str) -> str:
    """The fields of a key in one spelling: `seller { name, id } id` is `id seller { id name }`."""
    try:
        (operation,) = parse(f"{{{fields}}}", no_location=True).definitions
    except (GraphQLSyntaxError, ValueError):
        return fields  # the words of a federation are not checked here
    return _selected(operation.selection_set)  # type: ignore[attr-defined]  # nothing else begins with a brace


def _selected(chosen: SelectionSetNode) -> str:
    return " ".join(sorted(_spelt(one) for one in chosen.selections))


def _spelt(one: SelectionNode) -> str:
    if not isinstance(one, FieldNode):
        return print_ast(one)
    below = f" {{ {_selected(one.selection_set)} }}" if one.selection_set else ""
    return one.name.value + below
