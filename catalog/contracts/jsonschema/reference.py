"""A schema as people read it: the document and its definitions, with their properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.jsonschema.naming import schema_name
from catalog.contracts.operations import Operation
from catalog.contracts.reference import Entry, Field, Group

_DEFINITIONS = ("$defs", "definitions")
_MOST_VALUES = 8
_DEEPEST = 8


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """The one schema that the document is."""
    tree, name = document.tree, schema_name(document.tree)
    title = _text(tree, "title") or name
    return (Operation(name, title, _text(tree, "description"), tree.get("deprecated") is True, ""),)


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for the document, and one for each of its definitions."""
    name = schema_name(document.tree)
    return (_entry("schema", name, "", name, document.tree), *_definitions(document.tree))


def _definitions(tree: dict[str, Any]) -> Iterator[Entry]:
    for key in _DEFINITIONS:
        held = tree.get(key)
        for name, schema in held.items() if isinstance(held, dict) else ():
            yield _entry("definition", name, join("", key, name), "", schema)


def _entry(kind: str, name: str, pointer: str, key: str, schema: Any) -> Entry:
    deprecated = isinstance(schema, dict) and schema.get("deprecated") is True
    return Entry(kind, name, pointer, key, _text(schema, "description"), deprecated, tuple(_groups(schema)))


def _groups(schema: Any) -> Iterator[Group]:
    if not isinstance(schema, dict):
        return
    properties, required = schema.get("properties"), schema.get("required")
    if isinstance(properties, dict):
        demanded = required if isinstance(required, list) else []
        yield Group(
            "Properties", tuple(_field(name, below, name in demanded) for name, below in properties.items())
        )
    if isinstance(schema.get("enum"), list):
        yield Group("Values", tuple(Field(str(value)) for value in schema["enum"]))


def _field(name: str, schema: Any, required: bool) -> Field:
    deprecated = isinstance(schema, dict) and schema.get("deprecated") is True
    return Field(name, shown_type(schema), _text(schema, "description"), required, deprecated)


def shown_type(schema: Any, depth: int = 0) -> str:
    """A type in one line: `Line[]`, `string | null`, `"new" | "paid"`; empty where anything goes."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return ""
    if isinstance(schema.get("$ref"), str):
        return str(schema["$ref"]).rpartition("/")[2].lstrip("#") or "#"
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if isinstance(values, list):
        return " | ".join([*map(_value, values[:_MOST_VALUES]), *["…"][: len(values) > _MOST_VALUES]])
    branches = next((schema[key] for key in ("oneOf", "anyOf") if isinstance(schema.get(key), list)), None)
    if branches is not None:
        return " | ".join(filter(None, (shown_type(one, depth + 1) for one in branches)))
    stated = schema.get("type")
    items = shown_type(schema.get("items"), depth + 1) if stated == "array" else ""
    if items:
        return f"({items})[]" if " " in items else f"{items}[]"
    return " | ".join(map(str, stated)) if isinstance(stated, list) else str(stated or "")


def _value(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text(schema: Any, key: str) -> str:
    stated = schema.get(key) if isinstance(schema, dict) else None
    return stated if isinstance(stated, str) else ""
