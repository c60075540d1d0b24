"""Comparing conditions: does what one side demands follow from what the other side demands?

A condition of the receiver that the sender's schema implies changes nothing. One that it does not imply is a
difference when an instance shows it, and otherwise undecided: there are conditions whose implication nobody can
decide at a reasonable price.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import Effect, Pair, Step
from catalog.contracts.schemas.alternatives import match_alternatives
from catalog.contracts.schemas.conditions import (
    Condition,
    Counts,
    Excludes,
    Forbids,
    Implies,
    Names,
    Refuses,
    Requires,
    Unevaluated,
    Unread,
)
from catalog.contracts.schemas.entailment import Entailment
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.undecidable import Undecidable

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

_DOUBT = "`{}` changed; neither does it follow that nothing is refused, nor was an instance found that is"


@dataclass(slots=True)
class _Sides:
    """What is demanded about one topic: by both sides, and by one side alone."""

    kept: list[Condition]
    gone: list[Condition]
    come: list[Condition]


def compare_conditions(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape) -> None:
    """Record the conditions that came, went, or demand more or less than before."""
    if previous.conditions.keys() == current.conditions.keys():
        return
    topics: dict[Hashable, _Sides] = {}
    for key, condition in {**previous.conditions, **current.conditions}.items():
        sides = topics.setdefault(_topic(condition), _Sides([], [], []))
        before, after = key in previous.conditions, key in current.conditions
        (sides.kept if before and after else sides.gone if before else sides.come).append(condition)
    for sides in topics.values():
        try:
            if not _link_parts(comparer, pair, previous, current, sides):
                _compare_topic(comparer, pair, previous, current, sides)
        except Undecidable as error:
            pair.undecided.append((error.node, error.reason))


def differing_unread(previous: Shape, current: Shape) -> list[tuple[Node, str]]:
    """Demands of unknown content that only one side makes, each with the place and the reason."""
    differing = previous.conditions.keys() ^ current.conditions.keys()
    every = previous.conditions | current.conditions
    return [
        (one.node, one.reason) for key, one in every.items() if key in differing and isinstance(one, Unread)
    ]


def unknown_kinds(before: list[Shape], after: list[Shape]) -> dict[str, Unread]:
    """The types of which nobody knows whether there are values, since one side alone has a list without alternatives;
    with that demand.
    """
    was, now = (
        {
            (shape.type, key): one
            for shape in shapes
            for key, one in shape.conditions.items()
            if isinstance(one, Unread) and one.keyword in ("anyOf", "oneOf")
        }
        for shapes in (before, after)
    )
    return {kind: one for (kind, _), one in (was | now).items() if was.keys() != now.keys()}


def _topic(condition: Condition) -> Hashable:
    """What can be told together: the demands on one member, all refusals, one guarded schema, one kind of item."""
    match condition:
        case Requires():
            return ("requires", condition.guard)
        case Forbids():
            return ("forbids", condition.name)
        case Implies():
            return ("implies", condition.guard.key)
        case Excludes() | Refuses():
            return "not"
    return condition.keyword


def _compare_topic(
    comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, sides: _Sides
) -> None:
    place = pair.read_at
    request = place.direction == "request"
    sender, receiver = (previous, current) if request else (current, previous)
    demanded, given_up = (sides.come, sides.gone) if request else (sides.gone, sides.come)
    towards, back = Entailment(comparer, place, sender), Entailment(comparer, place, receiver)
    unmet = [condition for condition in demanded if not towards.implies(condition)]
    freed = [condition for condition in given_up if not back.implies(condition)]
    # What of a sender's members is evaluated decides what it may send, so giving that up can refuse as well.
    unmet += [condition for condition in freed if isinstance(condition, Unevaluated)]
    if not unmet and not freed:
        return
    told = (unmet or freed)[0]
    if unmet and isinstance(told, Forbids):
        _note_refused(pair, previous, current, told)
        return
    narrows, widens = (unmet, freed) if request else (freed, unmet)
    effect: Effect = "replaces" if narrows and widens else "narrows" if narrows else "widens"
    doubt = _DOUBT.format(told.keyword) if unmet else ""
    pair.note(
        "condition",
        _action(sides, effect, request=request),
        effect=effect,
        name=told.keyword,
        before=_shown(sides.gone),
        after=_shown(sides.come),
        previous=sides.gone[0].node if sides.gone else previous.origin,
        current=sides.come[0].node if sides.come else current.origin,
        examples=tuple(one.value for one in unmet if isinstance(one, Excludes)),
        speculative=bool(unmet),
        doubt=doubt,
        evidence=tuple(towards.failed),
    )


def _action(sides: _Sides, effect: Effect, *, request: bool) -> str:
    if not sides.kept and not sides.gone:
        return "declared"
    if not sides.kept and not sides.come:
        return "dropped"
    if effect == "replaces":
        return "tightened" if request else "loosened"
    return "tightened" if effect == "narrows" else "loosened"


def _shown(conditions: Iterable[Condition]) -> str:
    return ", ".join(sorted(condition.shown for condition in conditions if condition.shown))


def _note_refused(pair: Pair, previous: Shape, current: Shape, told: Forbids) -> None:
    request = pair.direction == "request"
    sender = previous if request else current
    member = sender.properties.get(told.name)
    nodes = {"previous": previous.origin, "current": current.origin} | {
        "previous" if request else "current": member[0] if member else told.node
    }
    action, effect = ("refused", "narrows") if request else ("unexpected", "widens")
    doubt = _DOUBT.format(told.keyword)
    pair.note("property", action, effect=effect, name=told.name, speculative=True, doubt=doubt, **nodes)


def _link_parts(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, sides: _Sides) -> bool:
    """Where one schema took the place of another in the same condition, what differs is told inside of it."""
    if len(sides.gone) != 1 or len(sides.come) != 1:
        return False
    before, after = sides.gone[0], sides.come[0]
    link = _LINKS.get(type(before)) if type(before) is type(after) else None
    return link is not None and link(comparer, pair, (previous, before), (current, after))


Side = tuple[Shape, Condition]


def _link_names(comparer: SchemaComparer, pair: Pair, previous: Side, current: Side) -> bool:
    (before, named), (after, renamed) = previous, current
    sender = before if pair.direction == "request" else after
    if sender.open:
        comparer.link(pair, (named.node,), (renamed.node,), Step("name"))
    return sender.open


def _link_counts(comparer: SchemaComparer, pair: Pair, previous: Side, current: Side) -> bool:
    """Counts are bounds where the same is counted; where something else is, it has to be worked out."""
    before, after = previous[1], current[1]
    if not (isinstance(before, Counts) and isinstance(after, Counts)):
        return False
    if not comparer.digests.same(before.node, after.node):
        return False
    facts = {"previous": before.node, "current": after.node}
    _note_bound(pair, "minContains", before.least, after.least, facts)
    _note_bound(pair, "maxContains", before.most, after.most, facts)
    return True


def _note_bound(pair: Pair, keyword: str, was: int | None, now: int | None, nodes: dict[str, Node]) -> None:
    facts: dict[str, Any] = {"name": keyword, **nodes}
    if was == now:
        return
    if was is None:
        pair.note("limit", "declared", effect="narrows", after=str(now), **facts)
    elif now is None:
        pair.note("limit", "dropped", effect="widens", before=str(was), **facts)
    else:
        tighter = (now > was) == (keyword == "minContains")
        action, effect = ("tightened", "narrows") if tighter else ("loosened", "widens")
        pair.note("limit", action, effect=effect, before=str(was), after=str(now), **facts)


def _link_consequents(comparer: SchemaComparer, pair: Pair, previous: Side, current: Side) -> bool:
    """Compare what fits the guard on both sides, each with what its own schema says besides."""
    place = pair.read_at
    before, after = (
        Entailment(comparer, place, shape).consequent(condition) for shape, condition in (previous, current)
    )
    if not (before and after):
        return False
    match_alternatives(comparer, pair, before, after)
    return True


_LINKS: dict[type[Condition], Callable[[SchemaComparer, Pair, Side, Side], bool]] = {
    Names: _link_names,
    Counts: _link_counts,
    Implies: _link_consequents,
}
