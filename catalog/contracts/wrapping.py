"""Putting a value where it belongs: the smallest message around it."""

from __future__ import annotations

from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.samples import UNDECLARED, Sampler
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.texts import matching

Route = list[tuple[Step, Pair]]


def wrapped(sampler: Sampler, value: Any, route: Route, direction: Direction) -> Any:
    """The smallest message around a value, from the pair where it is up to the whole part."""
    side = 0 if direction == "request" else 1
    for step, parent in route:
        if step.kind == "same":
            continue
        shape: Shape = parent.subject[side]
        if step.kind == "property":
            value = sampler.members(shape, {step.name: value})
        elif step.kind == "item":
            value = sampler.elements(shape, value, int(step.name))
        elif step.kind == "name":
            value = sampler.members(shape, {str(value): sampler.of_term(shape.additional or ())})
        else:
            name = matching(step.name) if step.kind == "pattern" else _free_name(shape)
            value = sampler.members(shape, {name or UNDECLARED: value})
    return value


def _free_name(shape: Shape) -> str:
    name = UNDECLARED
    while name in shape.properties or name in shape.hidden:
        name += "_"
    return name
