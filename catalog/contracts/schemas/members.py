"""Comparing objects member by member.

A sender sends only the members that its contract names, unless the schema is open (the sender's
projection); a receiver
ignores a member that it does not name unless its schema says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog.contracts.documents.pointers import split
from catalog.contracts.lifecycle import still_promised
from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.annotations import promising
from catalog.contracts.schemas.elements import or_anything
from catalog.contracts.schemas.naming import MEMBERS
from catalog.contracts.schemas.settling import with_all_needed
from catalog.contracts.schemas.shapes import Shape, Term, forbids, joined, matching_members
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.texts import matching

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer


def compare_members(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape) -> None:
    sender = previous if pair.direction == "request" else current
    names = sorted(previous.properties.keys() | current.properties.keys())
    for name in names:
        comparer.budget.check()
        if not _may_send(sender, name):
            _compare_unsent(pair, previous, current, name)
            continue
        if name not in current.properties:
            compare_gone = _compare_unread if sender is previous else _compare_removed
            compare_gone(comparer, pair, previous, current, name)
        elif name not in previous.properties:
            _compare_added(comparer, pair, previous, current, name)
        else:
            comparer.link(pair, previous.properties[name], current.properties[name], Step("property", name))
            _compare_required(pair, previous, current, name)
    for name in sorted((previous.required.keys() | current.required.keys()) - set(names)):
        comparer.budget.check()
        _compare_required(pair, previous, current, name)
    _compare_patterns(comparer, pair, previous, current)
    _compare_additional(comparer, pair, previous, current)


def _may_send(sender: Shape, name: str) -> bool:
    """Can a member be in what is sent? One that another part of the schema refuses, or that has no room, can't."""
    most = sender.limits.get("maxProperties")
    return not forbids(sender.properties.get(name)) and (most is None or most.value >= 1)


def _compare_unsent(pair: Pair, previous: Shape, current: Shape, name: str) -> None:
    """A member that is not sent can still be missed, or have been, or be allowed to come from now on."""
    sends_previous = pair.direction == "request"
    sender, receiver = (previous, current) if sends_previous else (current, previous)
    if name in receiver.required:
        _compare_required(pair, previous, current, name)
    elif (
        forbids(sender.properties.get(name))
        and name in receiver.properties
        and not forbids(receiver.properties[name])
    ):
        nodes = {"previous": _member(previous, name), "current": _member(current, name)}
        pair.note("property", "added" if sends_previous else "removed", name=name, **nodes)


def asks_for_more(receiver: Shape, sender: Shape) -> bool:
    """Does one object require a member that another one, with which it is compared, may leave out?

    Such a comparison need not be made to know that it is harmful.
    """
    missing = receiver.required.keys() - sender.required.keys()
    if not missing or receiver.values is not None or sender.values is not None:
        return False
    there = with_all_needed(sender, receiver, sends=True).required
    return any(name not in there and ("forbids", name) not in receiver.conditions for name in missing)


def received(shape: Shape, name: str) -> Term | None:
    """What a receiver's schema demands of a member that it does not name; None where it ignores it."""
    if name in shape.hidden:
        return None
    terms = matching_members(shape, name)
    return joined(*terms) if terms else shape.additional


def _demands(term: Term | None) -> bool:
    return term is not None and any(node.value not in (True, {}) for node in term)


def _compare_required(pair: Pair, previous: Shape, current: Shape, name: str) -> None:
    before, after = previous.required.get(name), current.required.get(name)
    if (before is None) == (after is None):
        return
    nodes = {"previous": _member(previous, name), "current": _member(current, name)}
    if after is not None:
        pair.note("property", "became required", effect="narrows", name=name, **nodes)
    else:
        pair.note("property", "became optional", effect="widens", name=name, **nodes)


def _member(shape: Shape, name: str) -> Node:
    """Where a member is declared, or else what requires it, or else the object."""
    return _declaration(shape, name) or shape.required.get(name) or shape.origin


def _declaration(shape: Shape, name: str) -> Node | None:
    """Where a member is declared by itself; one of a listed name may only be described with all others."""
    for node in shape.properties.get(name, ()):
        *above, last = split(node.pointer)
        if above[-1:] != ["patternProperties"] and (last == name or last not in MEMBERS):
            return node
    return None


def _merely_listed(shape: Shape, other: Shape, name: str) -> bool:
    """Is all that is said of a member that it is one of the names, where the other side lets it have any?"""
    return _declaration(shape, name) is None and other.open and not forbids(other.additional)


def _compare_unread(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, name: str) -> None:
    """A member that a request may hold and the receiver does not declare any more."""
    nodes = {"previous": _member(previous, name), "current": current.origin}
    demanded = received(current, name)
    if ("forbids", name) in current.conditions:
        return  # told where the conditions are compared
    if forbids(demanded):
        pair.note("property", "refused", effect="narrows", name=name, **nodes)
        return
    if demanded and _demands(demanded):
        comparer.link(pair, previous.properties[name], demanded, Step("property", name))
    if name in current.required:
        _compare_required(pair, previous, current, name)
    elif not _merely_listed(previous, current, name):
        facts = {"name": name, "before": name in previous.required, "after": name in current.hidden}
        _note_removed(comparer, pair, previous.properties[name], **facts, **nodes)


def _compare_removed(
    comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, name: str
) -> None:
    """A member that a response held and the sender does not declare any more."""
    nodes = {"previous": _member(previous, name), "current": current.origin}
    hidden = name in current.hidden
    if name in current.required:
        _compare_required(pair, previous, current, name)
        term = or_anything(received(current, name) or (), current)
        comparer.link(pair, previous.properties[name], term, Step("property", name))
        return
    if forbids(previous.properties[name]) and not current.open:
        return  # it was never sent, and is not sent now
    if pair.read_at.strict:
        # In a trial it counts what an open sender may put there instead.
        term = or_anything(received(current, name) or (), current)
        comparer.link(pair, previous.properties[name], term, Step("property", name))
    missed = name in previous.required
    sent = () if hidden else received(current, name) or ()
    if _demands(sent) and not forbids(sent):
        comparer.link(pair, previous.properties[name], sent, Step("property", name))
    # Where anything may be sent under the name, that the property was removed says it all.
    anything = current.open and not hidden and not _demands(sent)
    widened = _widened(comparer, pair, previous, current, name) if anything and not missed else ()
    facts = {"name": name, "effect": "widens" if missed or widened else "none", "evidence": widened}
    if missed:
        pair.note("property", "required removed", after=hidden, **facts, **nodes)
    elif widened or not _merely_listed(previous, current, name):
        _note_removed(comparer, pair, previous.properties[name], after=hidden, **facts, **nodes)


def _note_removed(comparer: SchemaComparer, pair: Pair, term: Term, **facts: Any) -> None:
    """That a member is gone, or if it was promised for longer, until when."""
    sunset = comparer.notice and term and still_promised(promising(term), comparer.notice)
    if sunset:
        pair.note("property", "removed before sunset", **{**facts, "after": sunset})
    else:
        pair.note("property", "removed", **facts)


def _widened(
    comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, name: str
) -> tuple[Pair, ...]:
    """The trial that shows what an open sender may send under a name that it no longer declares."""
    anything = or_anything((), current)
    place = pair.read_at.below(Step("property", name))
    trial = comparer.pair(previous.properties[name], anything, place)
    return () if comparer.holds(trial) else (trial,)


def _compare_added(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape, name: str) -> None:
    nodes = {"previous": previous.origin, "current": _member(current, name)}
    if pair.direction == "request":
        if name in current.required and name not in previous.required:
            pair.note("property", "required added", effect="narrows", name=name, **nodes)
            return
        if not forbids(current.properties[name]):
            _note_added(pair, previous, current, name)
        sent = received(previous, name) if name not in previous.hidden else ()
        sends = previous.open or name in previous.required
        if sends and not forbids(sent) and name not in previous.hidden:
            term = or_anything(sent or (), previous)
            comparer.link(pair, term, current.properties[name], Step("property", name))
        return
    demanded = received(previous, name)
    if forbids(demanded):
        pair.note("property", "unexpected", effect="widens", name=name, **nodes)
        return
    _note_added(pair, previous, current, name)
    if demanded and _demands(demanded):
        comparer.link(pair, demanded, current.properties[name], Step("property", name))


def _note_added(pair: Pair, previous: Shape, current: Shape, name: str) -> None:
    """A member can be required without being declared: then it was there, whatever it was, and may be missing now."""
    if name in previous.required:
        _compare_required(pair, previous, current, name)
    elif not _merely_listed(current, previous, name):
        nodes = {"previous": previous.origin, "current": _member(current, name)}
        pair.note("property", "added", name=name, **nodes)


def _compare_patterns(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape) -> None:
    """Members whose names match a pattern; what the side without it says of them is seen at one such name."""
    sender = previous if pair.direction == "request" else current
    if not sender.sends_undeclared:
        return
    for pattern in sorted(previous.pattern_members.keys() | current.pattern_members.keys()):
        before, after = (_matching(shape, pattern) for shape in (previous, current))
        if forbids(before if sender is previous else after):
            continue
        terms = or_anything(before or (), previous), or_anything(after or (), current)
        known = len(pair.edges)
        comparer.link(pair, *terms, Step("pattern", pattern))
        if len(pair.edges) > known and _overlapping(previous, current, pattern):
            node = current.pattern_members.get(pattern, previous.pattern_members.get(pattern, ()))[0]
            pair.undecided.append((node, "which names match both this pattern and others is not worked out"))


def _matching(shape: Shape, pattern: str) -> Term | None:
    if pattern in shape.pattern_members:
        return shape.pattern_members[pattern]
    name = matching(pattern)
    return shape.additional if name is None else received(shape, name)


def _overlapping(previous: Shape, current: Shape, pattern: str) -> bool:
    """May names that match the pattern match another one that only the other side has?"""
    lacking, having = (current, previous) if pattern in previous.pattern_members else (previous, current)
    return pattern not in lacking.pattern_members and bool(
        lacking.pattern_members.keys() - having.pattern_members.keys()
    )


def _compare_additional(comparer: SchemaComparer, pair: Pair, previous: Shape, current: Shape) -> None:
    before, after = previous.additional, current.additional
    sender = previous if pair.direction == "request" else current
    nodes = {
        "previous": before[0] if before else previous.origin,
        "current": after[0] if after else current.origin,
    }
    if forbids(before) != forbids(after):
        action, effect = ("closed", "narrows") if forbids(after) else ("opened", "widens")
        pair.note("additional members", action, effect=effect if sender.sends_undeclared else "none", **nodes)
    elif sender.sends_undeclared and (before or after) and not forbids(before):
        comparer.link(
            pair, or_anything(before or (), previous), or_anything(after or (), current), Step("member")
        )
