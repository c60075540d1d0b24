"""Which types of values came and went: the alternatives of both sides, type by type."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.digests import origins
from catalog.contracts.schemas.elements import or_anything
from catalog.contracts.schemas.projection import TYPES
from catalog.contracts.schemas.shapes import Shape, Term, item_at

_STRUCTURED = ("array", "object")


def match_types(
    pair: Pair, before: list[Shape], after: list[Shape], unknown: AbstractSet[str] = frozenset()
) -> list[tuple[list[Shape], list[Shape]]]:
    """Record types that came and went; answer the alternatives of the types on both sides.

    Of an `unknown` type nobody can say whether it came or went.
    """
    ones = {kind: [shape for shape in before if shape.type == kind] for kind in TYPES}
    others = {kind: [shape for shape in after if shape.type == kind] for kind in TYPES}
    known = [kind for kind in TYPES if kind not in unknown]
    gone = [kind for kind in known if ones[kind] and not others[kind]]
    come = [kind for kind in known if others[kind] and not ones[kind]]
    if pair.place and pair.place.text:
        gone, come = _not_as_text(gone, others), _not_as_text(come, ones)
    _note_types(pair, gone, come, (before, after))
    if (gone and _is_anything(before)) or (come and _is_anything(after)):
        return []
    return [(ones[kind], others[kind]) for kind in known if ones[kind] and others[kind]]


def items_of_one(pair: Pair, before: list[Shape], after: list[Shape]) -> Term | None:
    """The items of a list that takes the place of a single value in a request; as text, one value is a list of one."""
    if not (pair.place and pair.place.text and pair.place.direction == "request" and before):
        return None
    if len(after) != 1 or after[0].type != "array" or any(shape.type in _STRUCTURED for shape in before):
        return None
    least = after[0].limits.get("minItems")
    if least is not None and least.value > 1:
        return None
    facts: dict[str, Any] = {"before": type_names(before), "after": type_names(after)}
    pair.note("type", "widened", effect="widens", **facts, **origins(*pair.subject))
    return or_anything(item_at(after[0], 0), after[0])


def _is_anything(shapes: list[Shape]) -> bool:
    return len(shapes) == len(TYPES) and all(
        shape.plain or shape.type in ("null", "boolean") for shape in shapes
    )


def _not_as_text(kinds: list[str], opposite: dict[str, list[Shape]]) -> list[str]:
    """As text, numbers and booleans fit wherever any string fits."""
    if any(shape.plain for shape in opposite["string"]):
        return [kind for kind in kinds if kind not in ("number", "boolean")]
    return kinds


def _note_types(pair: Pair, gone: list[str], come: list[str], sides: tuple[list[Shape], list[Shape]]) -> None:
    before, after = sides
    if gone == ["null"] and not come and len(before) > 1:
        pair.note("null", "removed", effect="narrows", examples=(None,), **origins(*pair.subject))
    elif come == ["null"] and not gone and len(after) > 1:
        pair.note("null", "added", effect="widens", examples=(None,), **origins(*pair.subject))
    elif gone or come:
        effect: Effect = "replaces" if gone and come else "narrows" if gone else "widens"
        action = {"replaces": "changed", "narrows": "narrowed", "widens": "widened"}[effect]
        names = {"before": type_names(before), "after": type_names(after)}
        pair.note("type", action, effect=effect, **names, **origins(*pair.subject))


def type_names(shapes: list[Shape]) -> str:
    """The types of a schema for people."""
    names = []
    for shape in shapes:
        name = "integer" if shape.integral else shape.type
        if name not in names:
            names.append(name)
    if len(names) == len(TYPES):
        return "any type"
    return " or ".join(names) or "nothing"
