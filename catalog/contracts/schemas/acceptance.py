"""Does a shape accept one given value? Used where the values are few; the proof is the validator's."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from catalog.contracts.schemas.formats import is_of_format
from catalog.contracts.schemas.patterns import matches
from catalog.contracts.schemas.shapes import LOWER, Limit, Shape, refuses_members
from catalog.contracts.schemas.values import identity, is_integral, type_of

FEW = 1000
"""So many integers are a list rather than a range."""


def accepts(shape: Shape, value: Any) -> bool:
    """Whether the shape's constraints on a value as a whole hold; members and items are not looked into."""
    if type_of(value) != shape.type:
        return False
    listed = shape.values is None or identity(value) in shape.values
    if not listed or ("excludes", identity(value)) in shape.conditions:
        return False
    if shape.type == "number" and not _accepts_number(shape, value):
        return False
    if shape.type == "string" and any(matches(pattern, value) is False for pattern in shape.patterns):
        return False
    if not all(is_of_format(name, value) for name in shape.formats):
        return False
    return all(_inside(limit, keyword, value) for keyword, limit in shape.limits.items())


_EMPTY: dict[str, tuple[str, Any]] = {
    "string": ("maxLength", ""),
    "array": ("maxItems", []),
    "object": ("maxProperties", {}),
}


def as_list(shape: Shape) -> Shape:
    """The same values as a list, where there are few: integers of a range, or the one value of no size."""
    keyword, empty = _EMPTY.get(shape.type, ("", None))
    if shape.values is not None:
        return shape
    sized = keyword in shape.limits and shape.limits[keyword].value == 0
    if (
        (sized or refuses_members(shape))
        and not (shape.conditions or shape.required)
        and accepts(shape, empty)
    ):
        return replace(shape, values={identity(empty): empty}, limits={})
    low, high = shape.limits.get("minimum"), shape.limits.get("maximum")
    if shape.type != "number" or low is None or high is None:
        return shape
    step = common_step(shape)
    if low.value == high.value:
        candidates: Iterable[float] = (low.value,)
    elif step is not None and step.denominator == 1 and high.value - low.value < FEW:
        candidates = range(math.ceil(low.value), math.floor(high.value) + 1)
    else:
        return shape
    values = {identity(value): value for value in candidates if accepts(shape, value)}
    return replace(shape, values=values, limits={}, multiples={}, integral=False)


def stated_step(shape: Shape) -> Fraction | None:
    """The smallest number that is a multiple of every `multipleOf`."""
    return _common([Fraction(str(step)) for step in shape.multiples])


def common_step(shape: Shape) -> Fraction | None:
    """The step between the numbers of a shape; integers step by one."""
    whole = [Fraction(1)] if shape.integral else []
    return _common([*whole, *(Fraction(str(step)) for step in shape.multiples)])


def _common(steps: list[Fraction]) -> Fraction | None:
    if not steps:
        return None
    denominator = math.lcm(*(step.denominator for step in steps))
    return Fraction(math.lcm(*(int(step * denominator) for step in steps)), denominator)


def _accepts_number(shape: Shape, value: Any) -> bool:
    if shape.integral and not is_integral(value):
        return False
    return all(Fraction(str(value)) % Fraction(str(step)) == 0 for step in shape.multiples)


def _inside(limit: Limit, keyword: str, value: Any) -> bool:
    size = value if keyword in ("minimum", "maximum") else len(value)
    if size == limit.value:
        return not limit.exclusive
    return bool(size > limit.value) == (keyword in LOWER)
