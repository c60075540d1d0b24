"""A schema as people read it: the document and its definitions, with their properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.jsonschema.naming import schema_name
from catalog.contracts.operations import Operation
from catalog.contracts.reference import Entry, Group
from catalog.contracts.schemas.described import fields_of, whole
from catalog.contracts.schemas.source import Node, Source

_DEFINITIONS = ("$defs", "definitions")


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """The one schema that the document is."""
    tree, name = document.tree, schema_name(document.tree)
    title = _text(tree, "title") or name
    return (Operation(name, title, _text(tree, "description"), tree.get("deprecated") is True, ""),)


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for the document, and one for each of its definitions."""
    root = Source(document.tree).root
    name = schema_name(document.tree)
    return (_entry("schema", name, name, root), *_definitions(root))


def _definitions(root: Node) -> Iterator[Entry]:
    for key in _DEFINITIONS:
        held = root.get(key)
        for name in held.value if held is not None and isinstance(held.value, dict) else ():
            yield _entry("definition", name, "", root.child(key, name))


def _entry(kind: str, name: str, key: str, schema: Node) -> Entry:
    value = schema.value
    deprecated = isinstance(value, dict) and value.get("deprecated") is True
    fields = fields_of(schema, into_named=False)
    groups = (Group("Properties", fields),) if fields else (Group("Type", (whole(schema, name),)),)
    return Entry(kind, name, schema.pointer[1:], key, _text(value, "description"), deprecated, groups)


def _text(schema: Any, key: str) -> str:
    stated = schema.get(key) if isinstance(schema, dict) else None
    return stated if isinstance(stated, str) else ""
