"""The tree of a JSON text that is written like another one, which has been parsed, but for a few places.

Most changes to a large description touch little of it. Where the two texts differ, the object around it is parsed
again, and all else is taken over. Where an object begins and ends is seen from the indentation, two spaces to the
level: a guess, which the caller checks against what is written of the tree.
"""

from __future__ import annotations

from typing import Any

import orjson

_CHUNK = 1 << 16
_MOST_PLACES = 100
_FARTHEST = 1 << 20
"""Texts of which one is so many bytes longer have more than a few places that differ."""

Opened = tuple[list[str], int]
"""The names of the objects that are open at a place, and where the value of the innermost begins."""


def parsed_like(data: bytes, known: bytes, tree: Any) -> Any:
    """Probably the tree of a text, made of the tree of a known one; None where they differ in too much."""
    if abs(len(data) - len(known)) > _FARTHEST:
        return None
    at = was = 0
    for _ in range(_MOST_PLACES):
        alike = _alike(data, at, known, was)
        at, was = at + alike, was + alike
        if at == len(data) and was == len(known):
            return tree
        try:
            names, begin = _opened(data, at)
            closing = b"\n" + b"  " * len(names) + b"}"
            at, was = data.find(closing, at), known.find(closing, was)
            if not names or at < 0 or was < 0:
                return None
            tree = _replaced(tree, names, orjson.loads(data[begin : at + len(closing)]))
        except (orjson.JSONDecodeError, LookupError, TypeError):
            return None  # neither text is laid out so
    return None


def _alike(one: bytes, at: int, other: bytes, was: int) -> int:
    """How many bytes from there on are the same in both."""
    same = 0
    while (chunk := one[at + same : at + same + _CHUNK]) and chunk == other[was + same : was + same + _CHUNK]:
        same += len(chunk)
    most = len(chunk)
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if chunk[:middle] == other[was + same : was + same + middle]:
            least = middle
        else:
            most = middle - 1
    return same + least


def _opened(data: bytes, at: int) -> Opened:
    """The objects that are open there, as far as they are members of objects, outermost first."""
    names: list[str] = []
    begin = 0
    while True:
        indent = b"\n" + b"  " * (len(names) + 1)
        place = data.rfind(indent + b'"', begin, at)
        line = data[place + len(indent) : data.find(b"\n", place + 1, at)]
        if place < 0 or not line.endswith(b'": {') or data.find(indent + b"}", place, at) >= 0:
            return names, begin
        names.append(orjson.loads(line[:-3]))
        begin = place + len(indent) + len(line) - 1


def _replaced(tree: Any, names: list[str], value: Any) -> Any:
    """A copy in which another value stands at a place; what is not on the way to it is shared."""
    name, *below = names
    return {**tree, name: _replaced(tree[name], below, value) if below else value}
