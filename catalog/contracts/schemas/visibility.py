"""readOnly properties are no part of requests, writeOnly ones none of responses."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node, Unresolved

_HIDING: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_LONGEST_CHAIN = 8


def hidden(node: Node, direction: Direction) -> bool:
    """Does a property not travel in this direction? References and `allOf` are followed."""
    keyword = _HIDING[direction]
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(node.value, dict):
            return False
        parts = node.value.get("allOf")
        stated = [node.value, *(parts if isinstance(parts, list) else ())]
        if any(isinstance(part, dict) and part.get(keyword) is True for part in stated):
            return True
        if not isinstance(node.value.get("$ref"), str):
            return False
        try:
            node = node.source.node(node.value["$ref"])
        except Unresolved:
            return False
    return False
