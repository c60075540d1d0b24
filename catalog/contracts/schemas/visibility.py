"""readOnly properties are no part of requests, writeOnly ones none of responses."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node, speakers

_HIDING: dict[Direction, str] = {"request": "readOnly", "response": "writeOnly"}
_TOGETHER = ("allOf", "anyOf", "oneOf")
_ELSEWHERE = frozenset({"$ref", *_TOGETHER})


def hidden(node: Node, direction: Direction) -> bool:
    """Does a property not travel in this direction? References, `allOf` and unions of one branch are followed."""
    if not node.source.dialect.hides_members:
        return False
    keyword = _HIDING[direction]
    stated = node.value
    if not isinstance(stated, dict) or _ELSEWHERE.isdisjoint(stated):
        return isinstance(stated, dict) and stated.get(keyword) is True
    seen: set[str] = set()
    waiting = speakers(node)
    while waiting:
        schema = waiting.pop()
        if schema.pointer in seen or not isinstance(schema.value, dict):
            continue
        seen.add(schema.pointer)
        if schema.value.get(keyword) is True:
            return True
        lists = [(key, listed.items()) for key in _TOGETHER if (listed := schema.get(key)) is not None]
        parts = [part for key, listed in lists if key == "allOf" or len(listed) == 1 for part in listed]
        waiting += [speaker for part in parts for speaker in speakers(part)]
    return False
