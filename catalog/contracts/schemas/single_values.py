"""Single values of schemas: the documented ones first, then such as lie at the limits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from catalog.contracts.schemas.acceptance import accepts, common_step
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.texts import OF_FORMAT, matching
from catalog.contracts.schemas.values import identity

MAX_SIZE = 2_000


def scalars(shape: Shape, wanted: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Values of a shape that holds single values, the wanted and the documented ones first."""
    if shape.values is not None:
        yield from shape.values.values()
        return
    seen = set()
    for value in (*wanted, *documented(shape.origin.value), *_made_up(shape)):
        if identity(value) not in seen and accepts(shape, value):
            seen.add(identity(value))
            yield value


def documented(described: Any) -> list[Any]:
    """The examples and the default of a schema, a parameter or a media type."""
    if not isinstance(described, dict):
        return []
    examples = described.get("examples")
    found = [described[key] for key in ("example", "default") if key in described]
    if isinstance(examples, dict):
        named = examples.values()
        return [*found, *(one["value"] for one in named if isinstance(one, dict) and "value" in one)]
    return [*found, *(examples if isinstance(examples, list) else ())]


def _made_up(shape: Shape) -> Iterator[Any]:
    if shape.type == "number":
        yield from _numbers(shape)
    elif shape.type == "string":
        yield from _strings(shape)


def _numbers(shape: Shape) -> Iterator[float]:
    step = common_step(shape) or Fraction(1)
    for limit in shape.limits.values():
        bound, half = Fraction(str(limit.value)), Fraction(1, 2)
        base = bound // step * step
        near = (base, base + step, base - step, bound + half, bound - half)
        yield from (limit.value, *map(_number, near))
    yield from (1, 0, _number(step), -1, 1.5, 10, 100)


def _number(exact: Fraction) -> float:
    """An integer where it is one; zero for what no number of a document can be."""
    try:
        return int(exact) if exact.denominator == 1 else float(exact)
    except OverflowError:
        return 0


def _strings(shape: Shape) -> Iterator[str]:
    smallest = int(shape.limits["minLength"].value) if "minLength" in shape.limits else 0
    known = [OF_FORMAT[name] for name in shape.formats if name in OF_FORMAT]
    for pattern in shape.patterns:
        texts = (matching(pattern), matching(pattern, smallest))
        known = [text for text in texts if text is not None] + known
    yield from known
    largest = int(shape.limits["maxLength"].value) if "maxLength" in shape.limits else MAX_SIZE
    if smallest <= MAX_SIZE and not known:
        yield "text"[:largest].ljust(smallest, "a")
        yield "a" * smallest
        yield "a" * min(largest, MAX_SIZE)
