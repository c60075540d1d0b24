"""Names for places in an API description that people understand and that survive the next commit.

`#/components/schemas/Order/properties/items/items/properties/price` is `Order.items[].price`.
"""

from __future__ import annotations

from typing import Any

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import split, step
from catalog.contracts.openapi.items import METHODS
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.schemas.naming import ITEMS, MEMBERS, NAMED
from catalog.contracts.schemas.source import Node

_COMPONENTS = frozenset({"components", "definitions", "parameters", "responses", "securityDefinitions"})
_OF_DOCUMENTS = frozenset({"components", "definitions", "paths", "webhooks"})
_NAMED = NAMED | {"headers"}

_STRUCTURE = _NAMED | ITEMS | MEMBERS | frozenset(METHODS)
_STRUCTURE |= {
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "content",
    "schema",
    "allOf",
    "anyOf",
    "oneOf",
}
_STRUCTURE |= {"not", "if", "then", "else", "type", "enum", "format", "required", "discriminator"}


def place_name(node: Node, stable: bool) -> str:
    """What people call the place; `stable`: without the names of path parameters, for fingerprints."""
    parts = split(node.pointer)
    if not parts:
        return "the API"
    name, rest, value = _start(parts, node.source.tree, stable=stable)
    return name + _inside(rest, value, stable=stable)


def _start(parts: list[str], tree: Any, *, stable: bool) -> tuple[str, list[str], Any]:
    """The component or operation that a pointer starts with, and what is left of the pointer."""
    if parts[0] in ("paths", "webhooks") and len(parts) > 1:
        path = path_key(parts[1]) if stable else parts[1]
        used = 3 if len(parts) > 2 and parts[2] in METHODS else 2  # noqa: PLR2004 - paths, template, method
        method = f"{parts[2].upper()} " if used > 2 else ""  # noqa: PLR2004
        return f"{method}{path}", parts[used:], _dig(tree, parts[:used])
    if parts[:2] == ["components", "pathItems"] and len(parts) > 3 and parts[3] in METHODS:  # noqa: PLR2004
        return f"{parts[3].upper()} {parts[2]}", parts[4:], _dig(tree, parts[:4])
    if parts[0] in _COMPONENTS:
        used = min(len(parts), 3 if parts[0] == "components" else 2)
        return parts[used - 1], parts[used:], _dig(tree, parts[:used])
    if parts[0] == MOUNT and len(parts) > 1:
        return _start_in_file(parts[1], parts[2:], _dig(tree, parts[:2]), stable=stable)
    return "the API", parts, tree


def _start_in_file(file: str, parts: list[str], tree: Any, *, stable: bool) -> tuple[str, list[str], Any]:
    """The same inside a file of a bundle, which is a document, holds definitions by name, or is one itself."""
    if parts and parts[0] in _OF_DOCUMENTS:
        name, rest, value = _start(parts, tree, stable=stable)
    elif parts and parts[0] not in _STRUCTURE:
        name, rest, value = parts[0], parts[1:], _step(tree, parts[0])
    else:
        return file, parts, tree
    return f"{file}#{name}" if stable else name, rest, value


def _dig(tree: Any, parts: list[str]) -> Any:
    for part in parts:
        tree = _step(tree, part)
    return tree


def _step(value: Any, part: str) -> Any:
    try:
        return step(value, part)
    except LookupError:
        return None


def _inside(parts: list[str], value: Any, *, stable: bool) -> str:
    text = ""
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        value = _step(value, part)
        if part == "parameters" and waiting:
            value = _step(value, waiting.pop(0))
            text += f" {_parameter(value)}"
        elif part == "parameters":
            text += " form"  # what is said of all of them together
        elif part == "requestBody":
            text += " request body"
        elif part == "callbacks" and waiting:
            call, waiting = waiting[:3], waiting[3:]
            value = _dig(value, call)
            text += _callback(*call, stable=stable)
        elif part == "responses" and waiting:
            status = waiting.pop(0)
            value = _step(value, status)
            text += f" response {status}"
        elif part in _NAMED and waiting:
            member = waiting.pop(0)
            value = _step(value, member)
            text += f" header {member}" if part == "headers" else f".{member}"
        else:
            text += "[]" if part in ITEMS else ".*" if part in MEMBERS else ""
    return text


def _callback(name: str, expression: str = "", method: str = "", *, stable: bool) -> str:
    called = " ".join(filter(None, (expression if stable else "", method.upper())))
    return f" callback {name} ({called})" if called else f" callback {name}"


def _parameter(value: Any) -> str:
    if isinstance(value, dict) and "name" in value:
        if value.get("in") == "formData":
            return f"form.{value['name']}"
        return f"{value.get('in', '')} parameter {value['name']}"
    return "parameter"
