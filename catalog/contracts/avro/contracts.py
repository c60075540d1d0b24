"""What of an Avro document can be named and depended on: the schemas that stand for themselves."""

from __future__ import annotations

from typing import Any

from catalog.contracts.avro.model import Schemas, Type
from catalog.contracts.avro.naming import FULL_NAME
from catalog.contracts.documents.document import Document
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.operations import Operation
from catalog.contracts.reference import Entry, Field, Group
from catalog.contracts.schemas.source import Source


def operation_key(text: str) -> str:
    """The full name of a schema that somebody named; raises ValueError where the text is none."""
    name = text.strip()
    if not FULL_NAME.fullmatch(name):
        raise ValueError(f"A schema is named by its full name, as in 'com.acme.Order', not {text!r}")
    return name


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """The schemas of a document that stand for themselves: the root, or each branch of it where it is a union."""
    schemas = _schemas(Source(document.tree))
    found: dict[str, Operation] = {}
    for node in schemas.contracts():
        type_ = schemas.at(node)
        pointer = type_.node.pointer[1:]
        found.setdefault(
            type_.label,
            Operation(type_.label, type_.label, _doc(type_.node.value), deprecated=False, pointer=pointer),
        )
    return tuple(found.values())


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each type that has a name, in the order of the document; those that stand for themselves first."""
    return type_entries(Source(document.tree))


def type_entries(source: Source) -> tuple[Entry, ...]:
    """The same of the schemas of a source."""
    schemas = _schemas(source)
    keys = {type_.node.pointer: type_.label for type_ in map(schemas.at, schemas.contracts())}
    types = sorted(schemas.named.values(), key=lambda one: one.node.pointer not in keys)
    return tuple(
        Entry(
            type_.kind,
            type_.name,
            type_.node.pointer[1:],
            keys.get(type_.node.pointer, ""),
            _doc(type_.node.value),
            detail=_groups(schemas, type_),
        )
        for type_ in types
    )


def _groups(schemas: Schemas, type_: Type) -> tuple[Group, ...]:
    if type_.kind == "enum":
        return (Group("Symbols", tuple(Field(symbol) for symbol in type_.symbols())),)
    if type_.kind == "fixed":
        return (Group("Size", (Field(f"{type_.node.value.get('size')} bytes"),)),)
    fields = tuple(
        Field(
            one.name,
            shown_type(schemas, schemas.at(one.type)),
            _doc(one.node.value),
            required=one.default is None,
        )
        for one in type_.fields
    )
    return (Group("Fields", fields),)


def shown_type(schemas: Schemas, type_: Type) -> str:
    """A type in one line: `array<com.acme.Line>`, `null | string`, `long (timestamp-millis)`."""
    if type_.kind == "union":
        return " | ".join(shown_type(schemas, schemas.at(node)) for node in type_.branches())
    if type_.kind in ("array", "map"):
        return f"{type_.kind}<{shown_type(schemas, schemas.at(type_.below()))}>"
    stated = type_.node.value.get("logicalType") if isinstance(type_.node.value, dict) else None
    return f"{type_.label} ({stated})" if isinstance(stated, str) else type_.label


def _schemas(source: Source) -> Schemas:
    return Schemas(source, Deadline.of(DEFAULT_LIMITS).check).collected()


def _doc(value: Any) -> str:
    stated = value.get("doc") if isinstance(value, dict) else None
    return stated if isinstance(stated, str) else ""
