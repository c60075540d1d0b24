"""Payloads of events in protobuf: the text of a `.proto` file, compiled when the document is read.

A payload that is a file of the bundle, or that imports such files, is compiled with them; the well-known imports are
always there. What was made of a payload is kept by the SHA-256 of its text, as `{"tree", "places"}` of `reading.py`, or
as `{"error": {"reason", "line", "column", "file"}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from catalog.contracts.asyncapi.carried import Carried
from catalog.contracts.asyncapi.languages import COMPILED
from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import Position, places_from_json, places_to_json
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.pairs import Event, Pair, pairs_below
from catalog.contracts.payloads.graphs import Graphs
from catalog.contracts.problems import Finding
from catalog.contracts.protobuf.naming import place_name
from catalog.contracts.protobuf.operations import held_messages
from catalog.contracts.protobuf.reading import read_each
from catalog.contracts.protobuf.reference import declared_entries
from catalog.contracts.protobuf.rules import RULES
from catalog.contracts.protobuf.walker import Walker
from catalog.contracts.reference import Group
from catalog.contracts.schemas.source import Node

MEDIA_TYPE = "application/vnd.google.protobuf"
MAIN = "the payload of an event.proto"
"""What a payload is called to the compiler: no file of a bundle is."""

NO_TEXT = "a payload in protobuf must be the text of a .proto file"
_IMPORT = re.compile(r'^\s*import\s+(?:public\s+|weak\s+)?["\']([^"\']+)["\']\s*;', re.MULTILINE)


class ProtobufPayloads:
    """Protobuf as a language of payloads (`application/vnd.google.protobuf`)."""

    name = "protobuf"
    media_types = frozenset({MEDIA_TYPE})
    rules = RULES

    def compiled(
        self, payloads: Sequence[Node], sources: Sequence[SourceText], limits: Limits, deadline: Deadline
    ) -> dict[str, Any]:
        texts = {_key(text): text for node in payloads if (text := _text(node)) is not None}
        files = {one.file: one.text for one in sources if one.file and one.file.endswith(".proto")}
        contracts = [{MAIN: text, **_imported(text, files)} for text in texts.values()]
        found = read_each(contracts, limits, deadline) if contracts else []
        return dict(zip(texts, map(_kept, found), strict=True))

    def comparer(self, budget: Budget) -> ProtobufComparer:
        return ProtobufComparer(budget)

    def findings(self, payload: Node, deadline: Deadline) -> Iterator[Finding]:
        deadline.check()
        carried, reason = _carried(payload)
        kept = _made_of(payload)
        if carried is None:
            message = f"{reason[:1].upper()}{reason[1:]}"
            yield Finding(message, payload.resolved().place, inside=_place(kept.get("error")))
            return
        for number, warning in enumerate(carried.tree["warnings"]):
            pointer, inside = carried.stands(f"#/warnings/{number}")
            yield Finding(warning, pointer, "warning", inside)

    def groups(self, payload: Node) -> Sequence[Group]:
        carried, _ = _carried(payload)
        entries = declared_entries(carried.tree) if carried else ()
        ordered = sorted(entries, key=lambda one: (one.kind != "message", not one.key))
        return [
            Group(entry.name if number else "", group.fields, entry.description)
            for number, entry in enumerate(ordered)
            for group in entry.groups
        ]


class ProtobufComparer:
    """One comparison of payloads in protobuf.

    Whoever reads a message reads bytes, or the JSON mapping where the content type says so: what only concerns
    generated code is safe.
    """

    shows_payloads = False

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._graphs: Graphs[Walker] = Graphs()

    def compare(self, previous: Node, current: Node, direction: Direction, content_type: str) -> Pair:
        key = (previous.resolved().pointer, current.resolved().pointer, direction, "json" in content_type)
        known = self._graphs.get(key)
        return known or self._compared(key, (previous, current))

    def prove(self, pair: Pair, event: Event) -> dict[str, Any] | None:
        return self._graphs.prove(pair, event)

    def _compared(self, key: tuple[str, str, Direction, bool], payloads: tuple[Node, Node]) -> Pair:
        (before, unread), (after, unreadable) = map(_carried, payloads)
        if before is None or after is None:
            reason = f"the previous payload: {unread}" if unread else f"the current payload: {unreadable}"
            return Pair(undecided=[(payloads[1 if before else 0].resolved(), reason)])
        as_json = key[-1]
        walk = Walker(before, after, self._budget, ("binary", "JSON") if as_json else ("binary",))
        return self._graphs.add(key, walk, _carrying, promise="WIRE_JSON" if as_json else "WIRE")


def _carrying(walk: Walker) -> list[Pair]:
    """The roots of what no other message holds, on either side, and of what none of those leads to.

    Which of its messages an event is, the text of a payload does not say: the one that the others are parts of.
    """
    roots = {key: pair for key, pair in walk.roots.items() if key}
    held = held_messages(walk.trees[0]) | held_messages(walk.trees[1])
    found = [pair for key, pair in roots.items() if key not in held]
    reached = {*pairs_below(*found)}
    for key in sorted(held & roots.keys()):
        if any(child not in reached for _, child in roots[key].edges):
            found.append(roots[key])
            reached.update(pairs_below(roots[key]))
    return found


def _carried(payload: Node) -> tuple[Carried | None, str]:
    """A payload as the document that the format reads, or why it is none."""
    holder = payload.resolved()
    if not isinstance(holder.value, str):
        return None, NO_TEXT
    kept = _made_of(payload)
    if "tree" not in kept:
        return None, kept.get("error", {}).get("reason", "it was not compiled when the document was read")
    return Carried(
        kept["tree"], holder=holder, naming=place_name, places=_relative(places_from_json(kept["places"]))
    ), ""


def _made_of(payload: Node) -> dict[str, Any]:
    """What was kept of a payload when its document was read."""
    text = _text(payload)
    made: dict[str, Any] = payload.source.tree.get(COMPILED, {}).get(MEDIA_TYPE, {})
    found: dict[str, Any] = made.get(_key(text), {}) if text is not None else {}
    return found


def _text(payload: Node) -> str | None:
    value = payload.resolved().value
    return value if isinstance(value, str) else None


def _key(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def _imported(text: str, files: Mapping[str, str]) -> dict[str, str]:
    """The files of a bundle that a text imports, directly or not."""
    found: dict[str, str] = {}
    waiting = [text]
    while waiting:
        for path in _IMPORT.findall(waiting.pop()):
            if path in files and path not in found:
                found[path] = files[path]
                waiting.append(files[path])
    return found


def _kept(read: tuple[dict[str, Any], Mapping[str, Position]] | DocumentError) -> dict[str, Any]:
    if isinstance(read, DocumentError):
        file = None if read.file == MAIN else read.file
        return {"error": {"reason": read.reason, "line": read.line, "column": read.column, "file": file}}
    return {"tree": read[0], "places": places_to_json(read[1])}


def _relative(places: Mapping[str, Position] | None) -> dict[str, Position]:
    """Places in the payload have no file of their own; those in files that it imports do."""
    return {
        pointer: Position(at.line, at.column, None if at.file == MAIN else at.file)
        for pointer, at in (places or {}).items()
    }


def _place(error: Mapping[str, Any] | None) -> Position | None:
    if not error or not error["line"]:
        return None
    return Position(error["line"], error["column"] or 1, error["file"])
