"""How long, large or many the values of a shape are in any case, by what it says beside limits.

A pattern has texts of some lengths only, and so has a format; an object that has no others than some members has no
more than these; the least multiple of a step above a limit is the least value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import NamedTuple

from catalog.contracts.schemas.acceptance import common_step
from catalog.contracts.schemas.conditions import declared_under
from catalog.contracts.schemas.shapes import LOWER, Limit, Shape, forbids

_BEGINS, _ENDS = (kinds.AT, kinds.AT_BEGINNING), (kinds.AT, kinds.AT_END)
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")
"""Two escapes for one character, which Python takes for two."""


class Range(NamedTuple):
    """The least and the most, None where there is none."""

    least: float | Fraction | None = None
    most: float | Fraction | None = None


_ANY = Range()
_OF_FORMAT = {
    "date": Range(10, 10),  # RFC 3339, 5.6
    "date-time": Range(20),
    "time": Range(9),
    "uuid": Range(36, 36),  # RFC 9562, 4
    "ipv4": Range(7, 15),  # RFC 2673, 3.2
    "email": Range(3),  # RFC 5321, 4.1.2
    "int32": Range(-(2**31), 2**31 - 1),
}


def keeps(shape: Shape, limit: Limit, keyword: str, *, sends: bool) -> bool:
    """Do the values of a shape keep a limit, whatever limits it states itself?

    `sends`: they are what a conforming sender sends, who knows no other members than those that are declared.
    """
    return any(_inside(one, limit, lower=keyword in LOWER) for one in _ranges(shape, sends=sends))


def _inside(found: Range, limit: Limit, *, lower: bool) -> bool:
    bound = found.least if lower else found.most
    if bound is None or bound == limit.value:
        return bound is not None and not limit.exclusive
    return (bound > limit.value) == lower


def _ranges(shape: Shape, *, sends: bool) -> list[Range]:
    if shape.type == "object":
        return [_members(shape, sends=sends)]
    steps = [_multiples(shape)] if shape.type == "number" else []
    return [*steps, *map(_widths, shape.patterns), *(_OF_FORMAT.get(name, _ANY) for name in shape.formats)]


@lru_cache(maxsize=512)
def _widths(pattern: str) -> Range:
    """How long the texts are that match a pattern: at most so long only where it is about the whole text."""
    if _HALVES.search(pattern):
        return _ANY
    try:
        parts = parser.parse(pattern)
        least, most = parts.getwidth()
    except (re.error, RecursionError, OverflowError):
        return _ANY
    if parts.state.flags & re.MULTILINE:
        return _ANY
    whole = len(parts) > 1 and parts[0] == _BEGINS and parts[-1] == _ENDS
    return Range(least, most if whole and most < kinds.MAXREPEAT else None)


def _members(shape: Shape, *, sends: bool) -> Range:
    others = shape.pattern_members or (shape.hidden and not sends)
    if others or not (forbids(shape.additional) or (sends and not shape.open)):
        return _ANY
    declared = {name for name, term in shape.properties.items() if not forbids(term)}
    return Range(
        len(shape.required), len(declared | shape.required.keys() | declared_under(shape.conditions))
    )


def _multiples(shape: Shape) -> Range:
    """The least and the largest multiple of a step between two limits."""
    step = common_step(shape)
    if step is None:
        return _ANY
    least, most = shape.limits.get("minimum"), shape.limits.get("maximum")
    return Range(
        None if least is None else step * _round(least, step, math.ceil, 1),
        None if most is None else step * _round(most, step, math.floor, -1),
    )


def _round(limit: Limit, step: Fraction, to: Callable[[Fraction], int], inwards: int) -> int:
    steps = Fraction(str(limit.value)) / step
    return to(steps) + (inwards if limit.exclusive and steps.denominator == 1 else 0)
