"""What a schema is called, and what people call a place in it: `Order.lines[].price`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urldefrag

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import split
from catalog.contracts.schemas.naming import inside_schema
from catalog.contracts.schemas.source import Node

UNNAMED = "$"

_NAME = re.compile(r"\$|\w[\w.-]{0,199}")
_OTHERS = re.compile(r"[^\w.-]+")
_SUFFIX = re.compile(r"(?:\.schema)?\.(?:json|ya?ml)$")
_DEFINITIONS = ("definitions", "$defs")


def operation_key(text: str) -> str:
    """The name of a schema that somebody named; raises ValueError where the text is none."""
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"A schema is named by its title, as in 'Order' or 'Order-placed', not {text!r:.100}"
        )
    return name


def schema_name(tree: Any) -> str:
    """The name of a document: its title, or the last part of its `$id`, with `-` for what is not part of a name.

    `$` where it has neither.
    """
    schema = tree if isinstance(tree, dict) else {}
    identifier = schema.get("$id", schema.get("id"))
    last = urldefrag(identifier)[0].rpartition("/")[2] if isinstance(identifier, str) else ""
    for stated in (schema.get("title"), _SUFFIX.sub("", last)):
        name = _OTHERS.sub("-", stated).strip("-.") if isinstance(stated, str) else ""
        if _NAME.fullmatch(name):
            return name
    return UNNAMED


def place_name(node: Node, stable: bool) -> str:
    """What people call a place; `stable`: without the title, which is documentation."""
    tokens = split(node.pointer.removeprefix("#"))
    name = UNNAMED if stable else schema_name(node.source.tree)
    if tokens[:1] == [MOUNT] and len(tokens) > 1:
        name, tokens = tokens[1], tokens[2:]
    if len(tokens) > 1 and tokens[0] in _DEFINITIONS:
        name = f"{name}#{tokens[1]}" if stable and name != UNNAMED else tokens[1]
        tokens = tokens[2:]
    return name + inside_schema(tokens)
