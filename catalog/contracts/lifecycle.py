"""Promises about how long something lives: deprecation, sunset, stability.

`x-sunset`, `x-stability-level` and the days of notice by level are the conventions of oasdiff.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node

LEVELS = ("draft", "alpha", "beta", "stable")

SUNSET, STABILITY = "x-sunset", "x-stability-level"
PROMISES = ("deprecated", "x-deprecated", SUNSET, STABILITY)

_DAYS = {"beta": 31, "stable": 180}
"""How many days before its end something has to be announced, by its stability."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The day from which the days of notice count: that of the current document.

    Without it nothing is said about notice, since the answer would depend on the day of the question.
    """

    published: date | None = None


NO_NOTICE = Notice()


def deprecated(node: Node) -> bool:
    """In Swagger 2.0 a parameter can be so by an extension only."""
    value = node.value
    return isinstance(value, dict) and (value.get("deprecated") is True or value.get("x-deprecated") is True)


def day(stated: Any) -> date | None:
    """The day that a date, or a date with a time, names; raises ValueError for anything else."""
    return None if stated is None else datetime.fromisoformat(str(stated)).date()


def level(stated: Any) -> str:
    """Without a word about it, it is stable; raises ValueError for a level that is none."""
    if stated is None:
        return LEVELS[-1]
    if stated not in LEVELS:
        raise ValueError(stated)
    return str(stated)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A keyword, how its value is read, and what that should be."""

    keyword: str
    read: Callable[[Any], Any]
    wanted: str


_SUNSET = _Promise(SUNSET, day, "a date")
_STABILITY = _Promise(STABILITY, level, f"one of {', '.join(LEVELS)}")


def still_promised(node: Node, notice: Notice) -> str | None:
    """The day until which something deprecated was to live, if that is yet to come."""
    if notice.published is None or not deprecated(node):
        return None
    try:
        ends = day(node.value.get(SUNSET))
    except ValueError:
        return None
    return ends.isoformat() if ends is not None and notice.published < ends else None


def note_promises(pair: Pair, before: Node, after: Node, notice: Notice) -> None:
    """Record what was promised about the life of something and is not kept, or is promised in addition."""
    _note_stability(pair, before, after)
    ends = _compared(pair, before, after, _SUNSET)
    if ends is None or not deprecated(after):
        return
    was, will = ends
    facts = {"before": was and was.isoformat(), "after": will and will.isoformat(), **_nodes(before, after)}
    if was is None or not deprecated(before):
        _note_announced(pair, after, will, notice, facts)
    elif will is None:
        pair.note("sunset", "dropped", **facts)
    elif will != was:
        pair.note("sunset", "earlier" if will < was else "later", **facts)


def _note_announced(
    pair: Pair, after: Node, ends: date | None, notice: Notice, facts: dict[str, Any]
) -> None:
    """An end that was not announced before has to leave time enough."""
    if ends is None or notice.published is None:
        return
    stated = after.value.get(STABILITY)
    wanted = _DAYS.get(stated if stated in LEVELS else level(None), 0)
    if (ends - notice.published).days < wanted:
        pair.note("sunset", "too soon", **{**facts, "before": f"{wanted} days"})


def _note_stability(pair: Pair, before: Node, after: Node) -> None:
    levels = _compared(pair, before, after, _STABILITY)
    if levels is None or levels[0] == levels[1]:
        return
    action = "lowered" if LEVELS.index(levels[1]) < LEVELS.index(levels[0]) else "raised"
    pair.note("stability", action, before=levels[0], after=levels[1], **_nodes(before, after))


def _compared(pair: Pair, before: Node, after: Node, promise: _Promise) -> tuple[Any, Any] | None:
    """What both sides say; None where one cannot be read, which is then undecided if it is new."""
    stated = before.value.get(promise.keyword), after.value.get(promise.keyword)
    try:
        return promise.read(stated[0]), promise.read(stated[1])
    except ValueError as error:
        if stated[0] != stated[1]:
            pair.undecided.append((after, f"`{promise.keyword}` is not {promise.wanted}: {error}"))
        return None


def _nodes(before: Node, after: Node) -> dict[str, Any]:
    return {"previous": before, "current": after, "direction": None}
