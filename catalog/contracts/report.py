"""From the graph of pairs to the changes that people read: judged by rules, merged by cause, with their
reach.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.changes import BREAKING, SAFE, SEVERITIES, Change, Severity, Undecided, fingerprint
from catalog.contracts.compatibility import Kind, broken_modes, hits_consumers
from catalog.contracts.documents.positions import Position
from catalog.contracts.format import Format, Walk
from catalog.contracts.pairs import Event, Pair, Step, field_paths, parents, reach
from catalog.contracts.readable import readable
from catalog.contracts.ruling import Rule
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import shown

SCHEMA_SUBJECTS = frozenset(
    {"property", "type", "null", "alternative", "enum", "enum value", "limit", "pattern", "format"}
    | {"condition", "additional members", "overlap"}
    | {"name", "record field", "symbol", "union branch", "fixed size"}
)
HALF = 0.5
"""What of the budget is kept for the steps that follow: for proofs while judging, for places while proving."""

_MEMBERS = ("property", "field")
_DEMANDING = {"contains": "[]", "propertyNames": ".*"}
"""Where a condition is about the whole, and written as if it were about its items or members."""

_NEW = frozenset({"added", "required added", "unexpected", "declared", "demanded"})

_OF_TYPES = frozenset({"type", "alternative", "enum", "enum value"})
_AMBIGUOUS = (
    "whether all that is sent as text can be read as one of the types of the other side is not worked out"
)


@dataclass(slots=True)
class _Found:
    """One change while its parts are collected."""

    rule: Rule
    message: str
    event: Event
    pairs: list[Pair] = field(default_factory=list)
    reached: set[frozenset[str]] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    everybody: bool = False


@dataclass(eq=False, slots=True)
class Report:
    """Judges what a walk has found; `unfinished` is why the walk, or this, was not finished."""

    format: Format
    walk: Walk
    budget: Budget
    unfinished: str = ""
    _reach: dict[Pair, frozenset[str]] = field(default_factory=dict)
    _above: dict[Pair, list[tuple[Step, Pair]]] = field(default_factory=dict)
    _sorted: dict[frozenset[frozenset[str]], tuple[str, ...]] = field(default_factory=dict)

    def changes(self) -> tuple[Change, ...]:
        """Every change once, with all the operations that it reaches, most severe first.

        Where the budget does not suffice, those that were judged until then, and without proofs.
        """
        found: dict[str, _Found] = {}
        try:
            with self.budget.keeping(HALF):
                self._judge(found)
        except OutOfBudget as error:
            self.unfinished = self.unfinished or str(error)
        if self.format.kind == "schema":
            found = _without_echoes(found)
        with self.budget.keeping(HALF):
            changes = [self._change(mark, one) for mark, one in found.items()]
        return tuple(sorted(filter(None, changes), key=lambda change: change.sort_key))

    def undecided(self) -> tuple[Undecided, ...]:
        """Every corner that could not be judged, with the operations that it concerns."""
        corners: dict[tuple[str, str], set[frozenset[str]]] = {}
        for pair, operations in self._reach.items():
            for node, reason in pair.undecided:
                corners.setdefault((node.place, readable(reason)), set()).add(operations)
        told = [
            Undecided(pointer, reason, self._operations(reached))
            for (pointer, reason), reached in sorted(corners.items(), key=lambda corner: corner[0])
        ]
        unfinished = [Undecided("", self.unfinished, unfinished=True)] if self.unfinished else []
        return (*unfinished, *told)

    def _judge(self, found: dict[str, _Found]) -> None:
        self._reach = reach(self.walk.roots, self.budget)
        self._above = parents(self._reach)
        for pair in self._reach:
            for event in pair.events:
                self.budget.check()
                for rule, message, mark in self._judged(event):
                    self._collect(found.setdefault(mark, _Found(rule, message, event)), pair, event)
                if len(found) > self.budget.max_changes:
                    raise OutOfBudget(f"there are more than {self.budget.max_changes:,} changes")

    def _judged(self, event: Event) -> Iterator[tuple[Rule, str, str]]:
        node = subject_of(event)
        event.subject = self._subject(event, node)
        for rule, message in self.format.rules.judge(event):
            cause = self.format.place_name(node, True) if node else ""
            meaning = [event.name, shown(event.before), shown(event.after)]
            if event.direction and rule.direction is None and rule.severity != SAFE:
                meaning.append(event.direction)  # one rule for both, but the harm is another one
            yield rule, readable(message), fingerprint(rule.id, cause, "|".join(meaning))

    def _subject(self, event: Event, node: Node | None) -> str:
        if node is None:
            return ""
        name = self.format.place_name(node, False)
        if event.on == "additional members":
            return name.removesuffix(".*")
        if event.on == "condition":
            return name.removesuffix(_DEMANDING.get(event.name, ""))
        member = event.on == "property" and event.name and not name.endswith(f".{event.name}")
        return f"{name}.{event.name}" if member else name

    def _collect(self, one: _Found, pair: Pair, event: Event) -> None:
        one.pairs.append(pair)
        one.reached.add(self._reach[pair])
        direction = event.direction
        if direction is None and pair.place and _is_schema(pair):
            # A promise about the life of a member is made to those who read it, or to those who send it.
            direction = pair.place.direction
        if direction == "response" or (direction is None and self.format.kind == "schema"):
            member = event.name if event.on in _MEMBERS and event.name else None
            paths = field_paths(pair, self._above, member, self.budget)
            one.everybody = one.everybody or not paths
            one.fields.update(paths)
        else:
            one.everybody = True

    def _change(self, mark: str, one: _Found) -> Change | None:
        witness = self.walk.prove(min(one.pairs, key=_is_text), one.event, self._above)
        if one.event.shown and witness is not None:
            mark = self._turn_out(one) or mark
        event = one.event
        severity = _severity(one)
        kind: Kind = "messages" if one.rule.category else self.format.kind
        if witness is None and (event.speculative or self._is_ambiguous(one, severity)):
            self._doubt(one)
            return None
        operations = self._operations(one.reached)
        about_values = (event.harmful or event.speculative) and one.rule.on in SCHEMA_SUBJECTS
        breaks = broken_modes(
            kind,
            event.direction,
            event.effect,
            breaking=severity == BREAKING,
            about_values=about_values,
        )
        concerned = () if one.everybody or len(one.fields) > 32 else tuple(sorted(one.fields))  # noqa: PLR2004
        previous, current = (_stands(node) for node in (event.previous, event.current))
        change = Change(
            rule_id=one.rule.id,
            severity=severity,
            direction=event.direction,
            operations=operations,
            previous_pointer=previous[0],
            current_pointer=current[0],
            message=one.message,
            fingerprint=mark,
            about_values=about_values,
            witness=witness,
            fields=concerned,
            previous_position=previous[1],
            current_position=current[1],
            breaks=breaks,
            hits_consumers=hits_consumers(kind, breaks, proven=witness is not None),
            category=one.rule.category,
        )
        kept = change.under(event.promise) if event.promise else change
        return kept if kept.severity == severity else dataclasses.replace(kept, witness=None)

    def _turn_out(self, one: _Found) -> str | None:
        """What an instance shows to do harm is what its rule says of that; answers the mark that it has then."""
        event = dataclasses.replace(one.event, action=one.event.shown)
        for rule, message, mark in self._judged(event):
            one.rule, one.message, one.event = rule, message, event
            return mark
        return None

    def _operations(self, reached: set[frozenset[str]]) -> tuple[str, ...]:
        """All keys of some sets, sorted, without that of the whole API: what names no operation concerns everybody.

        The same tuple for all that reach the same, since there may be many.
        """
        key = frozenset(reached)
        if key not in self._sorted:
            self._sorted[key] = tuple(sorted(frozenset().union(*reached) - {""}))
        return self._sorted[key]

    def _is_ambiguous(self, one: _Found, severity: Severity) -> bool:
        """May what seems to be refused be read as a value of another type, since nothing but its text is sent?"""
        single = one.event.on in _OF_TYPES and (one.event.on != "alternative" or one.event.before != "object")
        unshown = severity == BREAKING and not self.budget.expired
        return single and unshown and all(map(_may_be_read_otherwise, one.pairs))

    def _doubt(self, one: _Found) -> None:
        node = subject_of(one.event)
        doubt = one.event.doubt if one.event.speculative else _AMBIGUOUS
        if doubt and node is not None:
            for pair in one.pairs:
                pair.undecided.append((node, doubt))


def _without_echoes(found: dict[str, _Found]) -> dict[str, _Found]:
    """Where either side reads the other, one difference is seen from both: what does no harm in one direction is only
    told where the other one says nothing worse; of two that weigh the same, what readers of new data see is told.
    """
    told: dict[tuple[Any, ...], list[tuple[int, bool]]] = {}
    for one in found.values():
        told.setdefault(_difference(one.event), []).append(_weight(one))

    def is_echo(one: _Found) -> bool:
        harmless = not (one.event.harmful or one.event.speculative)
        return harmless and min(told[_difference(one.event)]) < _weight(one)

    return {mark: one for mark, one in found.items() if not is_echo(one)}


def _weight(one: _Found) -> tuple[int, bool]:
    return SEVERITIES.index(one.rule.severity), one.event.direction == "request"


def _difference(event: Event) -> tuple[Any, ...]:
    """Equal for what a walk in either direction tells of one difference."""
    places = (event.previous and event.previous.pointer, event.current and event.current.pointer)
    values = () if event.on == "property" else (shown(event.before), shown(event.after))
    return (event.on, event.name, *places, *values)


def _severity(one: _Found) -> Severity:
    """That of its rule. One that knows no direction tells of both sides: where a message has a direction, what the
    other one would suffer from is safe.
    """
    event, rule = one.event, one.rule
    one_sided = event.effect in ("narrows", "widens") and not event.harmful
    return SAFE if one_sided and rule.language else rule.severity


def _stands(node: Node | None) -> tuple[str | None, Position | None]:
    """The pointer to a place, and its line and column where it is inside a text."""
    return node.source.stands(node.pointer) if node else (None, None)


def _is_schema(pair: Pair) -> bool:
    return isinstance(pair.subject, tuple)


def _is_text(pair: Pair) -> bool:
    """Is it read in a form or a URL? A JSON text tells more."""
    return pair.read_at.text


def _may_be_read_otherwise(pair: Pair) -> bool:
    """Is it a place where a value may be one of another type, or a list?"""
    return pair.read_at.text or pair.read_at.lists is not None


def subject_of(event: Event) -> Node | None:
    """The place that an event is about: what is new is on the current side, all else on the previous one."""
    if event.on == "alternative":
        return event.current if event.action == "removed" else event.previous
    unstated = event.previous is not None and event.previous.value is True
    if event.action in _NEW or unstated:
        return event.current or event.previous
    return event.previous or event.current
