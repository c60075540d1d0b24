"""Alternatives of an object that differ in nothing but the members that they require: one of these has to be there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.settling import with_all_needed
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.signatures import signature
from catalog.contracts.schemas.source import Node, Unresolved

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

_MOST = 40
"""Longer lists of alternatives are not looked at in this way."""
_SHOWN = 8


def compare_needed(comparer: SchemaComparer, pair: Pair, before: list[Shape], after: list[Shape]) -> bool:
    """Record which members one of has to be there, and link what is left; False where alternatives differ otherwise."""
    if not (_differ_in_needs(comparer.digests, before) and _differ_in_needs(comparer.digests, after)):
        return False
    was, now = _without_choice(before), _without_choice(after)
    place = pair.read_at
    pair.link(comparer.shape_pair(was, now, place))
    narrower = not all(any(_meets(one, other, now) for other in after) for one in before)
    wider = not all(any(_meets(one, other, was) for other in before) for one in after)
    if narrower or wider:
        _note(pair, (before, after), (narrower, wider))
    return True


def _differ_in_needs(digests: Digests, shapes: list[Shape]) -> bool:
    if len(shapes) > _MOST or any(one.type != "object" or one.values is not None for one in shapes):
        return False
    if len({one.name for one in shapes}) > 1 or len({frozenset(one.hidden) for one in shapes}) > 1:
        return False
    return len({signature(digests, replace(one, required={})) for one in shapes}) == 1


def _without_choice(shapes: list[Shape]) -> Shape:
    """What all alternatives say."""
    common = _common(shapes)
    return replace(shapes[0], required={name: shapes[0].required[name] for name in common})


def _common(shapes: list[Shape]) -> list[str]:
    return sorted(set.intersection(*(set(one.required) for one in shapes)))


def _meets(sender: Shape, receiver: Shape, told: Shape) -> bool:
    """Does an object have what another one requires, beyond what is told of by itself?"""
    there = with_all_needed(sender, receiver, sends=True).required
    return receiver.required.keys() <= there.keys() | told.required.keys()


def _note(pair: Pair, sides: tuple[list[Shape], list[Shape]], changed: tuple[bool, bool]) -> None:
    narrower, wider = changed
    before, after = sides
    effect: Effect = "replaces" if narrower and wider else "narrows" if narrower else "widens"
    harm_first = narrower if pair.direction == "request" else not wider
    action = "tightened" if harm_first else "loosened"
    if len(before) == 1:
        action = "declared"
    elif len(after) == 1:
        action = "dropped"
    facts: dict[str, Any] = {"before": _said(before), "after": _said(after)}
    nodes = {"previous": _list_of(before), "current": _list_of(after)}
    pair.note("condition", action, name="anyOf", effect=effect, **facts, **nodes)


def _said(shapes: list[Shape]) -> str:
    """The members of which some have to be there, without those that always have."""
    common = set(_common(shapes))
    needed = {frozenset(one.required.keys() - common) for one in shapes}
    least = sorted(sorted(one) for one in needed if not any(other < one for other in needed))
    ways = [" with ".join(f"`{name}`" for name in names) for names in least]
    between = ", or " if any(len(names) > 1 for names in least) else " or "
    return between.join([*ways[:_SHOWN], "others"] if len(ways) > _SHOWN else ways)


def _list_of(shapes: list[Shape]) -> Node:
    """Where the alternatives are listed, or else the object."""
    common = _common(shapes)
    nodes = [node for one in shapes for name, node in one.required.items() if name not in common]
    for node in nodes:
        for keyword in ("anyOf", "oneOf"):
            holder, found, _ = node.pointer.rpartition(f"/{keyword}/")
            if found:
                return _at(node, f"{holder}/{keyword}")
    return shapes[0].origin


def _at(node: Node, pointer: str) -> Node:
    try:
        return node.source.node(pointer)
    except Unresolved:
        return node
