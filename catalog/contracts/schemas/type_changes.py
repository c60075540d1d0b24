"""Which types of values came and went: the alternatives of both sides, type by type."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.as_text import fits_as_text, type_names
from catalog.contracts.schemas.digests import origins
from catalog.contracts.schemas.projection import TYPES
from catalog.contracts.schemas.shapes import Shape

_DOUBT = "whether every such value, as text, is one of the other type is not worked out"


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
    doubt = ""
    if pair.read_at.text:
        gone, doubted = _not_as_text(gone, ones, after)
        come, dubious = _not_as_text(come, others, before)
        doubt = _DOUBT if (doubted if pair.direction == "request" else dubious) else ""
    _note_types(pair, gone, come, (before, after), doubt)
    if (gone and _is_anything(before)) or (come and _is_anything(after)):
        return []
    return [(ones[kind], others[kind]) for kind in known if ones[kind] and others[kind]]


def _is_anything(shapes: list[Shape]) -> bool:
    return len(shapes) == len(TYPES) and all(
        shape.plain or shape.type in ("null", "boolean") for shape in shapes
    )


def _not_as_text(
    kinds: list[str], own: dict[str, list[Shape]], others: list[Shape]
) -> tuple[list[str], bool]:
    """Of some types those whose values, as text, do not all fit another type of the other side; are all in doubt?"""
    fitting = {kind: [fits_as_text(shape, others) for shape in own[kind]] for kind in kinds}
    left = [kind for kind in kinds if not all(fitting[kind])]
    return left, bool(left) and not any(False in fitting[kind] for kind in left)


def _note_types(
    pair: Pair, gone: list[str], come: list[str], sides: tuple[list[Shape], list[Shape]], doubt: str = ""
) -> None:
    before, after = sides
    if gone == ["null"] and not come and len(before) > 1:
        pair.note("null", "removed", effect="narrows", examples=(None,), **origins(*pair.subject))
    elif come == ["null"] and not gone and len(after) > 1:
        pair.note("null", "added", effect="widens", examples=(None,), **origins(*pair.subject))
    elif gone or come:
        effect: Effect = "replaces" if gone and come else "narrows" if gone else "widens"
        action = {"replaces": "changed", "narrows": "narrowed", "widens": "widened"}[effect]
        facts = {"before": type_names(before), "after": type_names(after)} | origins(*pair.subject)
        pair.note("type", action, effect=effect, speculative=bool(doubt), doubt=doubt, **facts)
