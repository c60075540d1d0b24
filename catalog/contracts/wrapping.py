"""Putting a value where it belongs: the smallest message around it."""

from __future__ import annotations

from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.samples import NOTHING, UNDECLARED, Sampler
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.texts import matching

Route = list[tuple[Step, Pair]]


def wrapped(sampler: Sampler, value: Any, route: Route, direction: Direction, hint: Any = NOTHING) -> Any:
    """The smallest message around a value, from the pair where it is up to the whole part.

    `hint` is a documented instance of the whole part, which lends its values where they fit.
    """
    side = 0 if direction == "request" else 1
    for (step, parent), known in zip(route, _hints(route, hint), strict=True):
        if step.kind == "same":
            continue
        shape: Shape = parent.subject[side]
        if step.kind == "property":
            value = sampler.members(shape, {step.name: value}, hint=known)
        elif step.kind == "item":
            value = sampler.elements(shape, {int(step.name): value}, hint=known)
        elif step.kind == "name":
            value = sampler.members(shape, {str(value): sampler.of_term(shape.additional or ())})
        else:
            name = matching(step.name) if step.kind == "pattern" else _free_name(shape)
            value = sampler.members(shape, {name or UNDECLARED: value}, hint=known)
    return value


def _hints(route: Route, hint: Any) -> list[Any]:
    """What the documented instance holds at each step of a route, which leads up to it."""
    found = []
    for step, _ in reversed(route):
        found.append(hint)
        if step.kind == "property":
            hint = hint.get(step.name, NOTHING) if isinstance(hint, dict) else NOTHING
        elif step.kind == "item":
            index = int(step.name)
            hint = hint[index] if isinstance(hint, list) and index < len(hint) else NOTHING
        elif step.kind != "same":
            hint = NOTHING
    return found[::-1]


def _free_name(shape: Shape) -> str:
    name = UNDECLARED
    while name in shape.properties or name in shape.hidden:
        name += "_"
    return name
