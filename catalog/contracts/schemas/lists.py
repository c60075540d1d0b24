"""Comparing a list of objects or arrays with a description of them: each value of the list is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.acceptance import as_list
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.values import shown

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

_OTHERS = {"object": "other objects", "array": "other arrays"}


def compare_with_list(
    comparer: SchemaComparer, pair: Pair, terms: tuple[Term, Term], sides: tuple[list[Shape], list[Shape]]
) -> bool:
    """Compare the alternatives of a type where one side lists the objects or arrays and the other one describes them;
    answer whether it was so, and all is told.

    A description knows nothing of single values and a list nothing of members, so that what both say is told by the
    values alone.
    """
    kind = sides[0][0].type
    if kind not in _OTHERS or pair.read_at.text:
        return False
    if all(shape.values is None for side in sides for shape in side):
        return False
    listed = [_values(side) for side in sides]
    if (listed[0] is None) == (listed[1] is None):
        return False
    direction = pair.direction
    sender, receiver = (0, 1) if direction == "request" else (1, 0)
    refused: list[Any] = []
    for value in listed[sender] or ():
        accepted = comparer.normaliser.accepts(terms[receiver], direction, value)
        if accepted is None:
            return False
        refused += [] if accepted else [value]
    nodes = {"previous": sides[0][0].origin, "current": sides[1][0].origin}
    if listed[0] is not None:
        pair.note("enum", "dropped", effect="widens", before=listed[0], **nodes)
    else:
        pair.note("enum", "declared", effect="narrows", after=listed[1], **nodes)
    for value in refused:
        told = (shown(value), _OTHERS[kind])
        before, after = told if direction == "request" else told[::-1]
        action, effect = ("narrowed", "narrows") if direction == "request" else ("widened", "widens")
        pair.note("type", action, effect=effect, before=before, after=after, examples=(value,), **nodes)
    return True


def _values(side: list[Shape]) -> list[Any] | None:
    """All the values of some alternatives, None where one of them is described."""
    found: list[Any] = []
    for shape in side:
        values = as_list(shape).values
        if values is None:
            return None
        found += values.values()
    return found
