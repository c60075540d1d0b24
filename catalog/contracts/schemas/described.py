"""A schema as people read it: its members with their types. For documentation only; nothing is judged by it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from catalog.contracts.documents.pointers import unescape
from catalog.contracts.reference import Field
from catalog.contracts.schemas.source import Node, Unresolved, component_kind
from catalog.contracts.schemas.values import shown

MAX_FIELDS = 300
_DEPTH = 5
_VALUES = 12
_UNIONS = ("oneOf", "anyOf")


def fields_of(schema: Node | None) -> tuple[Field, ...]:
    """The members of a schema, those of members after them as dotted paths; what is not an object is one field."""
    if schema is None:
        return ()
    found = tuple(islice(_members(schema, "", ()), MAX_FIELDS))
    return found or (Field("", type_of(schema), _text(schema, "description")),)


def _members(schema: Node, prefix: str, above: tuple[str, ...]) -> Iterator[Field]:
    target = _target(schema)
    if target.pointer in above or len(above) > _DEPTH or not isinstance(target.value, dict):
        return
    inside = (*above, target.pointer)
    for part in _parts(target):
        yield from _members(part, prefix, inside)
    items = target.get("items")
    if items is not None and not isinstance(items.value, list):
        yield from _members(items, f"{prefix}[]", inside)
    required = target.value.get("required")
    for name, member in _properties(target):
        path = f"{prefix}.{name}" if prefix else name
        needed = isinstance(required, list) and name in required
        yield Field(path, type_of(member), _text(member, "description"), needed, _is_deprecated(member))
        yield from _members(member, path, inside)


def _parts(schema: Node) -> list[Node]:
    parts = schema.get("allOf")
    return parts.items() if parts is not None else []


def _properties(schema: Node) -> Iterator[tuple[str, Node]]:
    """In the order of the document, which its author chose."""
    properties = schema.get("properties")
    if properties is not None and isinstance(properties.value, dict):
        yield from ((name, properties.child(name)) for name in properties.value)


def type_of(schema: Node) -> str:
    """The type in words: `array of Order`, `string (date-time)`, `one of "a", "b"`, `Cat or Dog`."""
    name = _component_name(schema)
    if name:
        return name
    value = schema.value
    if not isinstance(value, dict):
        return "nothing" if value is False else "anything"
    for word in _UNIONS:
        union = schema.get(word)
        if union is not None and union.items():
            return " or ".join(dict.fromkeys(type_of(branch) for branch in union.items()))
    values = [value["const"]] if "const" in value else value.get("enum")
    if isinstance(values, list):
        return _listed(values)
    if "type" not in value and _parts(schema):
        return " and ".join(dict.fromkeys(type_of(part) for part in _parts(schema)))
    return _typed(schema)


def _typed(schema: Node) -> str:
    value = schema.value
    types = value.get("type")
    if types == "array":
        items = schema.get("items")
        return f"array of {type_of(items)}" if items is not None else "array"
    named = " or ".join(str(one) for one in types) if isinstance(types, list) else types
    if not isinstance(named, str):
        named = "object" if "properties" in value else "anything"
    return f"{named} ({value['format']})" if isinstance(value.get("format"), str) else named


def _listed(values: list[Any]) -> str:
    named = ", ".join(shown(value) for value in values[:_VALUES])
    more = len(values) - _VALUES
    return f"one of {named}" + (f" and {more} more" if more > 0 else "")


def _component_name(schema: Node) -> str:
    reference = schema.value.get("$ref") if isinstance(schema.value, dict) else None
    if not isinstance(reference, str):
        return ""
    target = _target(schema)
    if component_kind(target.pointer) is not None:
        return unescape(target.pointer.rpartition("/")[2])
    return type_of(target) if target is not schema else reference


def _target(schema: Node) -> Node:
    try:
        return schema.resolved()
    except Unresolved:
        return schema


def _text(schema: Node, key: str) -> str:
    for place in (schema, _target(schema)):
        text = place.value.get(key) if isinstance(place.value, dict) else None
        if isinstance(text, str):
            return text
    return ""


def _is_deprecated(schema: Node) -> bool:
    return any(
        isinstance(one.value, dict) and one.value.get("deprecated") is True
        for one in (schema, _target(schema))
    )
