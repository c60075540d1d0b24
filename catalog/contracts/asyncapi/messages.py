"""Comparing the messages of an operation: which is which, and what differs in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from catalog.contracts.asyncapi.bindings import BindingWalker, Owner
from catalog.contracts.asyncapi.model import Message, Messages
from catalog.contracts.asyncapi.parts import Part, Schemas, covered, link_schemas
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.changes import Direction
from catalog.contracts.pairs import SAME, Pair, Place, Step

Match = tuple[Message, Message]


@dataclass(eq=False, slots=True)
class MessageWalker:
    """Compares messages; one that several operations share is one pair for each direction."""

    payloads: Payloads
    bindings: BindingWalker
    _pairs: dict[tuple[str, str, Direction], Pair] = field(default_factory=dict)

    def compare(self, pair: Pair, previous: Messages, current: Messages) -> None:
        """Record below the pair of an operation what differs; raises OutOfBudget."""
        matches, gone, come = self._matched(previous.listed, current.listed, pair.direction)
        for before, after in matches:
            inner = self._pair(before, after, pair.direction)
            if inner.events or inner.edges or inner.undecided:
                pair.link(inner)
        if not previous.problems and not current.problems:
            for message in gone:
                pair.note("message", "removed", previous=message.written, name=message.label)
            for message in come:
                pair.note("message", "added", current=message.written, name=message.label)

    def _matched(
        self, previous: list[Message], current: list[Message], direction: Direction
    ) -> tuple[list[Match], list[Message], list[Message]]:
        """Messages that are the same ones, and those that nothing on the other side stands for.

        Neither names nor places travel: those that mean the same are the same, then those that have a name in
        common; of the rest, one that is alone on both sides has changed, unless both are named otherwise.
        """
        gone, come = list(previous), list(current)
        matches: list[Match] = []
        for alike in (self._namesakes, self._same, _share_a_name):
            for before in list(gone):
                self.payloads.budget.check()
                after = next((other for other in come if alike(before, other)), None)
                if after is not None:
                    matches.append((before, after))
                    gone.remove(before)
                    come.remove(after)
        if len(gone) == len(come) == 1 and (
            len(previous) == len(current) == 1 or _nameless(gone[0], come[0])
        ):
            return [*matches, (gone[0], come[0])], [], []
        left = [
            one for one in gone if not self._stands(one, current, direction, sends=direction == "request")
        ]
        new = [
            one for one in come if not self._stands(one, previous, direction, sends=direction == "response")
        ]
        return matches, left, new

    def _stands(self, message: Message, others: list[Message], direction: Direction, *, sends: bool) -> bool:
        """Does another message say the same, or for one that is sent, does a receiver take it for another?"""
        return any(self._same(message, other) for other in others) or (
            sends and any(self._covered(message, other, direction) for other in others)
        )

    def _covered(self, sent: Message, taken: Message, direction: Direction) -> bool:
        self.payloads.budget.check()
        before, after = (sent, taken) if direction == "request" else (taken, sent)
        return (
            _text(before.content_type) == _text(after.content_type)
            and covered(self.payloads, before.payload, after.payload, direction)
            and covered(self.payloads, before.headers, after.headers, direction)
        )

    def _namesakes(self, before: Message, after: Message) -> bool:
        return _share_a_name(before, after) and self._same(before, after)

    def _same(self, before: Message, after: Message) -> bool:
        """Do two messages look alike to who sends and receives them?"""
        told = [(_text(one.content_type), _text(one.correlation)) for one in (before, after)]
        return (
            told[0] == told[1]
            and self.payloads.same(before.payload, after.payload)
            and self.payloads.same(before.headers, after.headers)
        )

    def _pair(self, before: Message, after: Message, direction: Direction) -> Pair:
        key = (before.written.pointer, after.written.pointer, direction)
        if key not in self._pairs:
            self.payloads.budget.spend()
            pair = self._pairs[key] = Pair(place=Place(direction), label=f"message {after.label}")
            _note_names(pair, before, after)
            _note_correlation(pair, before, after)
            self._compare_content(pair, before, after, direction)
            both = (before, after)
            self.bindings.compare(pair, Owner("message", (before.node, after.node), direction, both))
        return self._pairs[key]

    def _compare_content(self, pair: Pair, before: Message, after: Message, direction: Direction) -> None:
        was, now = before.content_type, after.content_type
        holders = (before.node, after.node)
        facts: dict[str, Any] = {
            "previous": was.node if was else before.written,
            "current": now.node if now else after.written,
            "before": _text(was),
            "after": _text(now),
        }
        if was and now and was.text != now.text:
            pair.note("content type", "changed", effect="replaces", **facts)
        elif (was is None) != (now is None):
            pair.note("content type", "stated", **facts)
        parts: tuple[tuple[Literal["headers", "payload"], Schemas, Step], ...] = (
            ("headers", (before.headers, after.headers), Step("property", "headers")),
            ("payload", (before.payload, after.payload), SAME),
        )
        same_form = was is not None and now is not None and was.text == now.text
        for kind, schemas, step in parts:
            if kind == "payload" and _spoken_otherwise(schemas) and not same_form:
                _note_format(pair, schemas)
                continue
            label = " ".join(filter(None, ("message", after.called, kind)))
            part = Part(kind, label, direction, holders, messages=(before, after))
            link_schemas(self.payloads, pair, part, schemas, step)


def _spoken_otherwise(schemas: Schemas) -> bool:
    """Are the schemas in languages of different kinds? All dialects of JSON Schema are one kind."""
    before, after = schemas
    if before is None or after is None:
        return False
    kinds = ["json" if one.format.dialect else one.format.media_type for one in (before, after)]
    return kinds[0] != kinds[1]


def _note_format(pair: Pair, schemas: Schemas) -> None:
    before, after = schemas
    if before and after:
        nodes = {"previous": before.node, "current": after.node}
        was, now = before.format.media_type, after.format.media_type
        pair.note("schema format", "changed", effect="replaces", before=was, after=now, **nodes)


def _note_names(pair: Pair, before: Message, after: Message) -> None:
    nodes: dict[str, Any] = {"previous": before.written, "current": after.written, "direction": None}
    for on, was, now in (("message name", before.name, after.name), ("message id", before.id, after.id)):
        if was and now and was != now:
            pair.note(on, "changed", before=was, after=now, **nodes)


def _note_correlation(pair: Pair, before: Message, after: Message) -> None:
    was, now = before.correlation, after.correlation
    if was and now and was.text != now.text:
        nodes = {"previous": was.node, "current": now.node}
        pair.note("correlation id", "moved", effect="replaces", before=was.text, after=now.text, **nodes)
    elif now and not was:
        pair.note("correlation id", "added", current=now.node, previous=before.written, after=now.text)
    elif was and not now:
        pair.note("correlation id", "removed", previous=was.node, current=after.written, before=was.text)


def _share_a_name(before: Message, after: Message) -> bool:
    return bool(before.names & after.names)


def _nameless(before: Message, after: Message) -> bool:
    return not (before.names and after.names)


def _text(stated: Any) -> str | None:
    return stated.text if stated else None
