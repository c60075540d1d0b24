"""readOnly properties are no part of requests, writeOnly ones none of responses."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.speaking import TOGETHER, speaking

_HIDING: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_HIDING_IN_CALLS: dict[Direction, str] = {"request": "writeOnly", "response": "readOnly"}
"""What the provider sends by itself is a request (OpenAPI 3.1.1, 4.8.18), which the consumer answers."""
_ELSEWHERE = frozenset({"$ref", *TOGETHER})


def hidden(node: Node, direction: Direction) -> bool:
    """Does a property not travel in this direction? References, `allOf` and unions of one branch are followed."""
    dialect = node.source.dialect
    if not dialect.hides_members:
        return False
    keyword = _HIDING_IN_CALLS[direction] if dialect.calls_back else _HIDING[direction]
    stated = node.value
    if not isinstance(stated, dict) or _ELSEWHERE.isdisjoint(stated):
        return isinstance(stated, dict) and stated.get(keyword) is True
    return any(place.value.get(keyword) is True for place in speaking(node))
