"""readOnly properties are no part of requests, writeOnly ones none of responses."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node, Unresolved

_HIDING: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_TOGETHER = ("allOf", "anyOf", "oneOf")
_LONGEST_CHAIN = 8


def hidden(node: Node, direction: Direction) -> bool:
    """Does a property not travel in this direction? References, `allOf` and unions of one branch are followed."""
    return _stated(node, _HIDING[direction], _LONGEST_CHAIN)


def _stated(node: Node, keyword: str, depth: int) -> bool:
    if not isinstance(node.value, dict) or depth == 0:
        return False
    if node.value.get(keyword) is True:
        return True
    if isinstance(node.value.get("$ref"), str):
        try:
            return _stated(node.source.node(node.value["$ref"]), keyword, depth - 1)
        except Unresolved:
            return False
    lists = [(key, listed) for key in _TOGETHER if (listed := node.get(key)) is not None]
    parts = [
        part for key, listed in lists if key == "allOf" or len(listed.items()) == 1 for part in listed.items()
    ]
    return any(_stated(part, keyword, depth - 1) for part in parts)
