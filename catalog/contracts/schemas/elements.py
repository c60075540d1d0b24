"""Comparing arrays: their items, one by one where they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.shapes import Shape, Term, item_at, most_items
from catalog.contracts.schemas.source import Node

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer


def compare_elements(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape) -> None:
    request = pair.direction == "request"
    longest = (previous if request else current).limits.get("maxItems")
    listed = max(len(previous.prefix), len(current.prefix))
    for index in range(listed if longest is None else min(listed, int(longest.value))):
        before, after = item_at(previous, index), item_at(current, index)
        step = Step("item", str(index))
        comparer.link(pair, or_anything(before, previous), or_anything(after, current), step)
    both_end = all(_ends(shape, listed) for shape in (previous, current))
    if (longest is None or longest.value > listed) and not both_end:
        step = Step("item", str(listed))
        comparer.link(pair, or_anything(previous.items, previous), or_anything(current.items, current), step)
    nodes = {"previous": previous.unique or previous.origin, "current": current.unique or current.origin}
    if any(not shape.unique and most_items(shape) in (0, 1) for shape in (previous, current)):
        return
    if current.unique and not previous.unique:
        pair.note("limit", "declared", effect="narrows", name="uniqueItems", after="true", **nodes)
    elif previous.unique and not current.unique:
        pair.note("limit", "dropped", effect="widens", name="uniqueItems", before="true", **nodes)


def _ends(shape: Shape, listed: int) -> bool:
    most = most_items(shape)
    return most is not None and most <= listed


def or_anything(term: Term, shape: Shape) -> Term:
    """A term, or where nothing is said the schema that accepts everything."""
    return term or (Node(shape.origin.source, shape.origin.pointer, value=True),)
