"""Names for places in an API description that people understand and that survive the next commit.

`#/components/schemas/Order/properties/items/items/properties/price` is `Order.items[].price`.
"""

from __future__ import annotations

from typing import Any

from catalog.contracts.openapi.model import METHODS, anonymous
from catalog.contracts.schemas.source import Node

_COMPONENTS = frozenset(
    {"components", "definitions", "parameters", "responses", "securityDefinitions", "x-bundled-files"}
)
_NAMED = frozenset({"properties", "patternProperties", "headers", "dependentSchemas", "$defs"})
_ITEMS = frozenset({"items", "prefixItems", "contains"})
_MEMBERS = frozenset({"additionalProperties", "unevaluatedProperties", "propertyNames"})


def place_name(node: Node, *, stable: bool = False) -> str:
    """What people call the place; `stable`: without the names of path parameters, for fingerprints."""
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in node.pointer.split("/")[1:]]
    if not tokens:
        return "the API"
    name, rest, value = _start(tokens, node.source.tree, stable=stable)
    return name + _inside(rest, value)


def _start(tokens: list[str], tree: Any, *, stable: bool) -> tuple[str, list[str], Any]:
    """The component or operation that a pointer starts with, and what is left of the pointer."""
    if tokens[0] in ("paths", "webhooks") and len(tokens) > 1:
        path = anonymous(tokens[1]) if stable else tokens[1]
        used = 3 if len(tokens) > 2 and tokens[2] in METHODS else 2  # noqa: PLR2004 - paths, template, method
        method = f"{tokens[2].upper()} " if used > 2 else ""  # noqa: PLR2004
        return f"{method}{path}", tokens[used:], _dig(tree, tokens[:used])
    if tokens[0] in _COMPONENTS:
        used = min(len(tokens), 3 if tokens[0] == "components" else 2)
        return tokens[used - 1], tokens[used:], _dig(tree, tokens[:used])
    return tokens[0], tokens[1:], _dig(tree, tokens[:1])


def _dig(tree: Any, tokens: list[str]) -> Any:
    for token in tokens:
        tree = _step(tree, token)
    return tree


def _step(value: Any, token: str) -> Any:
    if isinstance(value, dict):
        return value.get(token)
    if isinstance(value, list) and token.isdigit() and int(token) < len(value):
        return value[int(token)]
    return None


def _inside(tokens: list[str], value: Any) -> str:
    text = ""
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        value = _step(value, token)
        if token == "parameters" and waiting:
            value = _step(value, waiting.pop(0))
            text += f" {_parameter(value)}"
        elif token == "requestBody":
            text += " request body"
        elif token == "responses" and waiting:
            status = waiting.pop(0)
            value = _step(value, status)
            text += f" response {status}"
        elif token in _NAMED and waiting:
            member = waiting.pop(0)
            value = _step(value, member)
            text += f" header {member}" if token == "headers" else f".{member}"
        else:
            text += "[]" if token in _ITEMS else ".*" if token in _MEMBERS else ""
    return text


def _parameter(value: Any) -> str:
    if isinstance(value, dict) and "name" in value:
        return f"{value.get('in', '')} parameter {value['name']}"
    return "parameter"
