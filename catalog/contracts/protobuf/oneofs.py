"""Fields that stand in another oneof than before: told once per oneof that they left and that they came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.source import Node

Moves = dict[tuple[str, str], list[str]]


def note_oneofs(pair: Pair, before: Node, after: Node, fields: Sequence[tuple[Node, Node]]) -> None:
    """Note the moves of fields that both sides have, by their oneofs; those that were removed are told as such."""
    moves: Moves = {}
    for one, other in fields:
        route = one.value["oneof"], other.value["oneof"]
        if route[0] != route[1]:
            moves.setdefault(route, []).append(other.value["name"])
    for (old, new), names in moves.items():
        facts: dict[str, Any] = {
            "previous": before.child("oneofs", old) if old else before,
            "current": after.child("oneofs", new) if new else after,
            "before": old,
            "after": new,
            "name": ", ".join(names),
        }
        action, effect = _judged(before, after, moves, (old, new))
        pair.note("oneof", action, **facts, effect=effect)


def _judged(before: Node, after: Node, moves: Moves, route: tuple[str, str]) -> tuple[str, Effect]:
    """What happened, and to whom: of fields that exclude each other, a reader keeps the last one only."""
    old, new = route
    alone = len(moves[route]) == 1
    gone, fresh = old not in after.value["oneofs"], new not in before.value["oneofs"]
    if not old:
        return "fields moved in", "none" if alone and fresh else "narrows"
    if not new:
        action = "removed" if gone else "fields moved out"
        return action, "none" if alone and gone else "widens"
    others = [one for one in moves if one != route and (one[0] == old or one[1] == new)]
    if gone and fresh and not others:
        return "renamed", "none"
    return "fields moved across", "replaces"
