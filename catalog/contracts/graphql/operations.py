"""The operations of a schema: the fields of its objects and interfaces, those of the root types first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.graphql.access import accessible
from catalog.contracts.graphql.reading import ROLES
from catalog.contracts.operations import Operation

_FIELD = re.compile(r"\s*([_A-Za-z][_0-9A-Za-z]*\.[_A-Za-z][_0-9A-Za-z]*)\s*", re.ASCII)


def operation_key(text: str) -> str:
    """The identity of an operation that somebody named: `Query.order`; raises ValueError for what is no field."""
    named = _FIELD.fullmatch(text)
    if named is None:
        raise ValueError(
            f"An operation of GraphQL is named by its type and field, as in 'Query.order', not {text!r}"
        )
    return named[1]


def root_types(tree: dict[str, Any]) -> dict[str, str]:
    """The names of the root types by their roles, as far as the schema defines them as objects."""
    stated = {role: tree["schema"][role]["type"] for role in ROLES if role in tree["schema"]}
    return {
        role: name for role, name in stated.items() if tree["types"].get(name, {}).get("kind") == "object"
    }


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """Every field that a request can name, in the document's order, those of the root types first."""
    tree = accessible(document.tree)
    types = tree["types"]
    roots = list(dict.fromkeys(root_types(tree).values()))
    others = [name for name in types if name not in roots and types[name]["kind"] in ("object", "interface")]
    return tuple(operation for name in [*roots, *others] for operation in _fields(name, types[name]))


def _fields(holder: str, value: dict[str, Any]) -> Iterator[Operation]:
    for name, field in value["fields"].items():
        yield Operation(
            key=f"{holder}.{name}",
            display=f"{holder}.{name}",
            summary=field.get("description", "").strip().partition("\n")[0],
            deprecated="deprecated" in field,
            pointer=f"/types/{holder}/fields/{name}",
        )
