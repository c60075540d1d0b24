"""Comparing what two shapes of one type say about a single value: lists of values, limits, patterns,
formats.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.acceptance import accepts, common_step, stated_step
from catalog.contracts.schemas.formats import compare_contents, compare_formats
from catalog.contracts.schemas.patterns import ANYTHING
from catalog.contracts.schemas.shapes import Shape, most_items
from catalog.contracts.schemas.sizes import keeps
from catalog.contracts.schemas.source import Node

_LARGE = 10**15


def compare_scalars(budget: Budget, pair: Pair, previous: Shape, current: Shape) -> None:
    """Record every difference in values, limits, steps, patterns and formats; raises OutOfBudget."""
    nodes = {"previous": previous.origin, "current": current.origin}
    _compare_values(budget, pair, previous, current, nodes)
    sender, receiver = _sides(pair, previous, current)
    if sender.values is not None and all(accepts(receiver, value) for value in sender.values.values()):
        return
    _compare_integrality(pair, previous, current, nodes)
    _compare_limits(pair, previous, current)
    _compare_steps(pair, previous, current)
    _compare_patterns(pair, previous, current)
    compare_formats(pair, previous, current)
    compare_contents(pair, previous, current)


def _sides(pair: Pair, previous: Shape, current: Shape) -> tuple[Shape, Shape]:
    """Who sends and who receives."""
    request = pair.direction == "request"
    return (previous, current) if request else (current, previous)


def _compare_values(
    budget: Budget, pair: Pair, previous: Shape, current: Shape, nodes: dict[str, Node]
) -> None:
    before, after = previous.values, current.values
    if before is None and after is None:
        return
    if before is None:
        pair.note("enum", "declared", effect="narrows", after=list((after or {}).values()), **nodes)
        return
    if after is None:
        pair.note("enum", "dropped", effect="widens", before=list(before.values()), **nodes)
        return
    for key, value in before.items():
        if key not in after:
            budget.check()
            facts = {"before": value, "name": str(value), "examples": (value,)}
            pair.note("enum value", "removed", effect="narrows", **facts, **nodes)
    for key, value in after.items():
        if key not in before:
            budget.check()
            facts = {"after": value, "name": str(value), "examples": (value,)}
            pair.note("enum value", "added", effect="widens", **facts, **nodes)


def _compare_integrality(pair: Pair, previous: Shape, current: Shape, nodes: dict[str, Node]) -> None:
    """That only integers are left can follow from a step, which is then told as such."""
    if previous.integral == current.integral:
        return
    before, after = _integral(previous), _integral(current)
    if before and not after:
        facts = {"before": "integer", "after": "number", "examples": (0.5, 1.5, 10.5)}
        pair.note("type", "widened", effect="widens", **facts, **nodes)
    elif after and not before:
        facts = {"before": "number", "after": "integer", "examples": (0.5, 1.5, 10.5)}
        pair.note("type", "narrowed", effect="narrows", **facts, **nodes)


def _integral(shape: Shape) -> bool:
    step = common_step(shape)
    return step is not None and step.denominator == 1


def _compare_limits(pair: Pair, previous: Shape, current: Shape) -> None:
    for keyword in sorted(previous.limits.keys() | current.limits.keys()):
        if keyword == "minProperties" and _must_send_enough(pair, previous, current):
            continue
        if keyword == "maxItems" and most_items(previous) == most_items(current):
            continue
        if _is_kept_anyway(pair, previous, current, keyword):
            continue
        before, after = previous.limits.get(keyword), current.limits.get(keyword)
        nodes = {
            "previous": before.node if before else previous.origin,
            "current": after.node if after else current.origin,
        }
        if before is None and after is not None:
            pair.note("limit", "declared", effect="narrows", name=keyword, after=after.shown, **nodes)
        elif after is None and before is not None:
            pair.note("limit", "dropped", effect="widens", name=keyword, before=before.shown, **nodes)
        elif before and after and (before.value, before.exclusive) != (after.value, after.exclusive):
            tighter = after.within(before, keyword)
            action, effect = ("tightened", "narrows") if tighter else ("loosened", "widens")
            facts = {"before": before.shown, "after": after.shown}
            pair.note("limit", action, effect=effect, name=keyword, **facts, **nodes)


def _is_kept_anyway(pair: Pair, previous: Shape, current: Shape, keyword: str) -> bool:
    """Does the side that states no limit, or a wider one, keep that of the other side, though not by a limit?"""
    before, after = previous.limits.get(keyword), current.limits.get(keyword)
    wider, limit = previous, after
    if after is None or (before is not None and before.within(after, keyword)):
        wider, limit = current, before
    sender, _ = _sides(pair, previous, current)
    return limit is not None and keeps(wider, limit, keyword, sends=wider is sender)


def _must_send_enough(pair: Pair, previous: Shape, current: Shape) -> bool:
    """Does a sender have to send as many members as the receiver asks for, and asks the receiver for as many by their
    names as the sender may not go below?
    """
    sender, receiver = _sides(pair, previous, current)
    least, most = receiver.limits.get("minProperties"), sender.limits.get("minProperties")
    if least is None:
        return most is not None and len(receiver.required) >= most.value
    return len(sender.required) >= least.value


def _compare_steps(pair: Pair, previous: Shape, current: Shape) -> None:
    before, after = stated_step(previous), stated_step(current)
    narrows = after is not None and not _steps_by(previous, after)
    widens = before is not None and not _steps_by(current, before)
    if not (narrows or widens):
        return
    effect: Effect = "replaces" if narrows and widens else "narrows" if narrows else "widens"
    harm = "loosened" if pair.direction == "response" else "tightened"
    action = {"replaces": harm, "narrows": "tightened", "widens": "loosened"}[effect]
    action = "declared" if before is None else "dropped" if after is None else action
    facts = {"before": _plain(before), "after": _plain(after), "name": "multipleOf"}
    pair.note("limit", action, effect=effect, previous=previous.origin, current=current.origin, **facts)


def _steps_by(shape: Shape, step: Fraction) -> bool:
    common = common_step(shape)
    return common is not None and common % step == 0


def _plain(step: Fraction | None) -> str:
    if step is None:
        return ""
    return f"{float(step):g}" if step.numerator < _LARGE else str(step)


def _compare_patterns(pair: Pair, previous: Shape, current: Shape) -> None:
    before = {pattern: node for pattern, node in previous.patterns.items() if pattern not in ANYTHING}
    after = {pattern: node for pattern, node in current.patterns.items() if pattern not in ANYTHING}
    gone = [pattern for pattern in before if pattern not in after]
    come = [pattern for pattern in after if pattern not in before]
    if not (gone or come):
        return
    facts: dict[str, Any] = {"before": " and ".join(sorted(gone)), "after": " and ".join(sorted(come))}
    facts["previous"] = before[gone[0]] if gone else previous.origin
    facts["current"] = after[come[0]] if come else current.origin
    if gone and come:
        pair.note("pattern", "changed", effect="replaces", shown="replaced", **facts)
    elif come:
        pair.note("pattern", "declared", effect="narrows", **facts)
    else:
        pair.note("pattern", "dropped", effect="widens", **facts)
