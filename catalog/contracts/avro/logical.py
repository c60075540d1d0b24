"""Logical types (Apache Avro 1.12.0, section "Logical Types"): what the bytes of an Avro type stand for."""

from __future__ import annotations

import math
from typing import Any

from catalog.contracts.avro.model import Type

_TIMESTAMPS = ("timestamp-millis", "timestamp-micros", "timestamp-nanos")
_OF: dict[str, tuple[str, ...]] = {
    "int": ("date", "time-millis"),
    "long": ("time-micros", *_TIMESTAMPS, *(f"local-{name}" for name in _TIMESTAMPS)),
    "bytes": ("decimal", "big-decimal"),
    "string": ("uuid",),
    "fixed": ("decimal", "uuid", "duration"),
}
_SIZES = {"uuid": 16, "duration": 12}
Logical = tuple[str, int, int]
"""The name of a logical type, and of a decimal its precision and scale."""


def logical_type(found: Type) -> Logical | None:
    """The logical type that a type carries; None where there is none, or one that is to be ignored.

    Names that the specification does not know, and those that do not fit the type, are ignored by every reader.
    """
    value = found.node.value
    stated = value.get("logicalType") if isinstance(value, dict) else None
    if not isinstance(stated, str) or stated not in _OF.get(found.kind, ()):
        return None
    if stated == "decimal":
        return _decimal(found)
    if found.kind == "fixed" and value.get("size") != _SIZES[stated]:
        return None
    return (stated, 0, 0)


def shown_logical(stated: Logical | None) -> str:
    if stated is None:
        return "no logical type"
    name, precision, scale = stated
    return f"decimal({precision}, {scale})" if name == "decimal" else name


def _decimal(found: Type) -> Logical | None:
    precision, scale = found.node.value.get("precision"), found.node.value.get("scale", 0)
    if not is_count(precision) or not is_count(scale) or precision < 1 or scale > precision:
        return None
    if found.kind == "fixed" and (most := most_digits(found.node.value.get("size"))) is not None:
        return ("decimal", precision, scale) if precision <= most else None
    return ("decimal", precision, scale)


def most_digits(size: Any) -> int | None:
    """How many decimal digits always fit into so many bytes; None where that is no size."""
    return math.floor(math.log10(2) * (8 * size - 1)) if is_count(size) and size > 0 else None


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
