"""What people call a place in a schema: `com.acme.Order.lines[].price`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog.contracts.avro.model import full_name, is_field
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import split
from catalog.contracts.schemas.source import Node

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FULL_NAME = re.compile(rf"{NAME.pattern}(?:\.{NAME.pattern})*")

_STEPS = {"items": "[]", "values": ".*"}


def place_name(node: Node, _lasting: bool) -> str:
    """The full name of the innermost definition around a place, and the fields on the way there from it.

    Numbers of fields and branches are no part of it, so that it survives the next commit as it is.
    """
    name, namespace = "", ""
    for token, holder, value in _way(node):
        if holder == "fields" and is_field(value):
            name += f".{value['name']}"
        elif (defined := _definition(value, namespace)) is not None:
            name, namespace = defined, defined.rpartition(".")[0]
        else:
            name += _STEPS.get(token, "")
    return name or "schema"


def _way(node: Node) -> Iterator[tuple[str, str, Any]]:
    """Everything from the root of its file to a place: by which key it is reached, that of its holder, the value."""
    value, tokens = node.source.tree, split(node.pointer.removeprefix("#"))
    if tokens[:1] == [MOUNT]:
        value, tokens = value[MOUNT][tokens[1]], tokens[2:]
    holder = ""
    yield "", "", value
    for token in tokens:
        value = value[int(token)] if isinstance(value, list) else value[token]
        yield token, holder, value
        holder = token


def _definition(value: Any, namespace: str) -> str | None:
    """The full name of what is defined here."""
    if not isinstance(value, dict) or value.get("type") not in ("record", "error", "enum", "fixed"):
        return None
    name, stated = value.get("name"), value.get("namespace")
    if not isinstance(name, str):
        return None
    return full_name(name, stated if isinstance(stated, str) else namespace)
