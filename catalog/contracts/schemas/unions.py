"""Lists of alternatives: what one accepts need not be said by another."""

from __future__ import annotations

import dataclasses

from catalog.contracts.schemas.shapes import Shape, impossible


def absorbed(shapes: list[Shape]) -> list[Shape]:
    """Alternatives without those of which another one accepts every value of the type anyway."""
    shapes = [shape for shape in shapes if not impossible(shape)]
    anything = {shape.type: shape for shape in reversed(shapes) if shape.plain or shape.type == "null"}
    return [shape for shape in shapes if anything.get(shape.type, shape) is shape]


def unite(shapes: list[Shape], added: Shape) -> None:
    """Add an alternative; lists of values of one scalar type become one list."""
    for shape in shapes:
        alike = shape.type == added.type and shape.about == added.about
        if alike and _only_values(shape) and _only_values(added):
            shape.values = {**(shape.values or {}), **(added.values or {})}
            return
    shapes.append(added if not _only_values(added) else _copy_values(added))


def _copy_values(shape: Shape) -> Shape:
    return dataclasses.replace(shape, values=dict(shape.values or {}))


def _only_values(shape: Shape) -> bool:
    bounds = shape.limits or shape.multiples or shape.patterns or shape.conditions
    return shape.values is not None and not bounds and shape.type not in ("array", "object")
