"""JSON values as JSON Schema compares them: `1` is `1.0`, `true` is not `1`."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any, TypeGuard

import orjson

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS


def canonical(value: Any, *, ordered: bool = True) -> bytes:
    """A value as JSON text; unless it need not be `ordered`, the same for two that differ in the order of keys only."""
    try:
        return orjson.dumps(value, option=_OPTIONS if ordered else orjson.OPT_NON_STR_KEYS)
    except orjson.JSONEncodeError:
        # Numbers beyond 64 bits and nesting beyond 254 levels are more than the fast writer takes.
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def written_alike(one: Any, other: Any) -> bool:
    """Are both the same text, whatever the order of keys?"""
    return one is other or (one == other and canonical(one) == canonical(other))


def identity(value: Any) -> Hashable:
    """A key that is equal for two values exactly when JSON Schema calls them equal."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, int | float):
        return ("number", value)
    if isinstance(value, list):
        return ("array", tuple(identity(item) for item in value))
    if isinstance(value, dict):
        return ("object", frozenset((key, identity(item)) for key, item in value.items()))
    return (type_of(value), value)


def type_of(value: Any) -> str:
    """The JSON type of a value; integers are numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_integral(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def as_text(value: Any) -> str:
    """A value as it travels in a query string or a header."""
    return value if isinstance(value, str) else shown(value)


_LONGEST = 80


def shown(value: Any, longest: int = _LONGEST) -> str:
    """A value for people: short JSON."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:
        text = str(value)
    return text if len(text) <= longest else f"{text[: longest - 3]}..."
