"""The life of an operation: deprecation, sunset and stability."""

from __future__ import annotations

from typing import Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node

_STABILITY = ("draft", "alpha", "beta", "stable")


def note_lifecycle(pair: Pair, before: Node, after: Node) -> None:
    """Record what changed in the life of an operation: deprecation, sunset, stability, its name."""
    was, is_now = before.value.get("deprecated") is True, after.value.get("deprecated") is True
    nodes = {"previous": before, "current": after, "direction": None}
    if is_now and not was:
        pair.note("operation", "deprecated", after=after.value.get("x-sunset"), **nodes)
    elif was and not is_now:
        pair.note("operation", "undeprecated", **nodes)
    names = before.value.get("operationId"), after.value.get("operationId")
    if names[0] != names[1]:
        pair.note("operation id", "changed", before=names[0], after=names[1], **nodes)
    _note_sunset(pair, before.value.get("x-sunset"), after.value.get("x-sunset"), nodes, still=was and is_now)
    levels = [_level(node.value.get("x-stability-level")) for node in (before, after)]
    if levels[0] != levels[1]:
        action = "lowered" if levels[1] < levels[0] else "raised"
        facts = {"before": _STABILITY[levels[0]], "after": _STABILITY[levels[1]]}
        pair.note("stability", action, **facts, **nodes)


def _note_sunset(pair: Pair, before: Any, after: Any, nodes: dict[str, Any], *, still: bool) -> None:
    """Dates are written as ISO 8601, whose order is that of their texts."""
    if not still or before is None or before == after:
        return
    facts = {"before": str(before), "after": None if after is None else str(after)}
    if after is None:
        pair.note("sunset", "dropped", **facts, **nodes)
    else:
        pair.note("sunset", "earlier" if str(after) < str(before) else "later", **facts, **nodes)


def _level(stated: Any) -> int:
    """Without a word about it, an operation is stable."""
    return _STABILITY.index(stated) if stated in _STABILITY else len(_STABILITY) - 1
