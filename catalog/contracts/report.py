"""From the graph of pairs to the changes that people read: judged by rules, merged by cause, with their
reach.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.changes import Change, Undecided, fingerprint
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.documents.positions import Position
from catalog.contracts.naming import place_name
from catalog.contracts.pairs import Event, Pair, Step, field_paths, parents, reach
from catalog.contracts.ruling import Rule, RuleBook
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import shown

Prove = Callable[[Pair, Event, dict[Pair, list[tuple[Step, Pair]]]], dict[str, Any] | None]

SCHEMA_SUBJECTS = frozenset(
    {"property", "type", "null", "alternative", "enum", "enum value", "limit", "pattern", "format"}
    | {"condition", "additional members", "overlap"}
)
ENOUGH = 10_000
"""So many changes are told even when the time is used up."""

_NEW = frozenset({"added", "required added", "unexpected", "declared"})


@dataclass(slots=True)
class _Found:
    """One change while its parts are collected."""

    rule: Rule
    message: str
    event: Event
    pairs: list[Pair] = field(default_factory=list)
    operations: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    everybody: bool = False


@dataclass(eq=False, slots=True)
class Report:
    """Judges what a walk has found."""

    rules: RuleBook
    roots: dict[str, Pair]
    prove: Prove
    budget: Budget
    _unfinished: str = ""
    _reach: dict[Pair, frozenset[str]] = field(init=False)
    _above: dict[Pair, list[tuple[Step, Pair]]] = field(init=False)

    def __post_init__(self) -> None:
        self._reach = reach(self.roots)
        self._above = parents(self._reach)

    def changes(self) -> tuple[Change, ...]:
        """Every change once, with all the operations that it reaches, most severe first."""
        found: dict[str, _Found] = {}
        for pair in self._reach:
            if len(found) > ENOUGH and self.budget.expired:
                self._unfinished = f"more than {ENOUGH:,} changes were found before the time was used up"
                break
            for event in pair.events:
                for rule, message, mark in self._judged(event):
                    self._collect(found.setdefault(mark, _Found(rule, message, event)), pair, event)
        changes = [change for mark, one in found.items() if (change := self._change(mark, one)) is not None]
        return tuple(sorted(changes, key=lambda change: change.sort_key))

    def undecided(self) -> tuple[Undecided, ...]:
        """Every corner that could not be judged, with the operations that it concerns."""
        corners: dict[tuple[str, str], set[str]] = {("", self._unfinished): set()} if self._unfinished else {}
        for pair, operations in self._reach.items():
            for node, reason in pair.undecided:
                corners.setdefault((node.pointer[1:], reason), set()).update(operations)
        return tuple(
            Undecided(pointer, reason, tuple(sorted(operations)))
            for (pointer, reason), operations in sorted(corners.items())
        )

    def _judged(self, event: Event) -> Iterator[tuple[Rule, str, str]]:
        node = subject_of(event)
        event.subject = _subject(event, node)
        for rule, message in self.rules.judge(event):
            cause = place_name(node, stable=True) if node else ""
            meaning = "|".join((event.name, shown(event.before), shown(event.after)))
            yield rule, message, fingerprint(rule.id, cause, meaning)

    def _collect(self, one: _Found, pair: Pair, event: Event) -> None:
        one.pairs.append(pair)
        one.operations |= self._reach[pair]
        if event.direction == "response":
            member = event.name if event.on == "property" and event.name else None
            paths = () if self.budget.expired else field_paths(pair, self._above, member)
            one.everybody = one.everybody or not paths
            one.fields.update(paths)

    def _change(self, mark: str, one: _Found) -> Change | None:
        event = one.event
        witness = self.prove(min(one.pairs, key=_is_text), event, self._above)
        if event.speculative and witness is None:
            self._doubt(one)
            return None
        concerned = () if one.everybody or len(one.fields) > 32 else tuple(sorted(one.fields))  # noqa: PLR2004
        return Change(
            rule_id=one.rule.id,
            severity=one.rule.severity,
            direction=event.direction,
            operations=tuple(sorted(one.operations - {""})),
            previous_pointer=event.previous.pointer[1:] if event.previous else None,
            current_pointer=event.current.pointer[1:] if event.current else None,
            message=one.message,
            fingerprint=mark,
            about_values=(event.harmful or event.speculative) and one.rule.on in SCHEMA_SUBJECTS,
            witness=witness,
            fields=concerned,
        )

    def _doubt(self, one: _Found) -> None:
        node = subject_of(one.event)
        if one.event.doubt and node is not None:
            for pair in one.pairs:
                pair.undecided.append((node, one.event.doubt))


def _is_text(pair: Pair) -> bool:
    """Is it read in a form or a URL? A JSON text tells more."""
    return pair.place is not None and pair.place.text


def subject_of(event: Event) -> Node | None:
    """The place that an event is about: what is new is on the current side, all else on the previous one."""
    if event.on == "alternative":
        return event.current if event.action == "removed" else event.previous
    unstated = event.previous is not None and event.previous.value is True
    if event.action in _NEW or unstated:
        return event.current or event.previous
    return event.previous or event.current


def _subject(event: Event, node: Node | None) -> str:
    if node is None:
        return ""
    name = place_name(node)
    if event.on == "additional members":
        return name.removesuffix(".*")
    member = event.on == "property" and event.name and not name.endswith(f".{event.name}")
    return f"{name}.{event.name}" if member else name


def located(changes: Iterable[Change], previous: Document, current: Document) -> tuple[Change, ...]:
    """The changes with the lines and columns of both documents filled in."""
    return tuple(
        dataclasses.replace(
            change,
            previous_position=_position(previous, change.previous_pointer),
            current_position=_position(current, change.current_pointer),
        )
        for change in changes
    )


def corners_located(
    corners: Iterable[Undecided], previous: Document, current: Document
) -> tuple[Undecided, ...]:
    """What is undecided with the lines and columns of both documents filled in, where the place is there."""
    return tuple(
        dataclasses.replace(
            corner,
            previous_position=_position(previous, corner.pointer) if _leads(previous, corner) else None,
            current_position=_position(current, corner.pointer) if _leads(current, corner) else None,
        )
        for corner in corners
    )


def _position(document: Document, pointer: str | None) -> Position | None:
    return None if pointer is None else document.locate(pointer)


def _leads(document: Document, corner: Undecided) -> bool:
    try:
        resolve(document.tree, split(corner.pointer))
    except LookupError:
        return False
    return bool(corner.pointer)
