"""readOnly properties are no part of requests, writeOnly ones none of responses."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import TOGETHER, Node, speaking

_HIDING: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_ELSEWHERE = frozenset({"$ref", *TOGETHER})


def hidden(node: Node, direction: Direction) -> bool:
    """Does a property not travel in this direction? References, `allOf` and unions of one branch are followed."""
    if not node.source.dialect.hides_members:
        return False
    keyword = _HIDING[direction]
    stated = node.value
    if not isinstance(stated, dict) or _ELSEWHERE.isdisjoint(stated):
        return isinstance(stated, dict) and stated.get(keyword) is True
    return any(place.value.get(keyword) is True for place in speaking(node))
