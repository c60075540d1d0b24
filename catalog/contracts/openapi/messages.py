"""Comparing request bodies and responses: media types, statuses, headers and what is inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from catalog.contracts.changes import Direction
from catalog.contracts.lifecycle import Notice
from catalog.contracts.openapi.encodings import compare_encodings
from catalog.contracts.openapi.links import LinkTargets, compare_links
from catalog.contracts.openapi.media_types import UNSPECIFIED, covers
from catalog.contracts.openapi.model import Media, Operation, Parameter, Response
from catalog.contracts.openapi.parameters import (
    compare_values,
    note_added,
    note_life,
    note_removed,
)
from catalog.contracts.openapi.parts import Part, link_schemas
from catalog.contracts.openapi.places import place_of
from catalog.contracts.openapi.statuses import DEFAULT, Statuses, is_success, match_statuses
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.source import Node


@dataclass(eq=False, slots=True)
class MessageWalker:
    """Compares the messages of operations."""

    comparer: SchemaComparer
    notice: Notice
    _link_targets: LinkTargets = field(default_factory=LinkTargets)

    def compare_bodies(self, pair: Pair, previous: Operation, current: Operation) -> None:
        before, after = previous.body, current.body
        if "requestBodies" in previous.unread | current.unread:
            return
        direction = pair.direction
        if before is None and after is not None:
            action = "required added" if after.required and direction == "request" else "added"
            pair.note("request body", action, current=after.node)
        elif after is None and before is not None:
            pair.note("request body", "removed", previous=before.node)
        elif before and after:
            nodes = {"previous": before.node, "current": after.node}
            if before.by_fields and after.by_fields:
                pass  # it is told of the field
            elif after.required and not before.required:
                pair.note("request body", "became required", effect="narrows", **nodes)
            elif before.required and not after.required:
                pair.note("request body", "became optional", effect="widens", **nodes)
            self._compare_content(pair, before.content, after.content, Part("request body", direction))

    def compare_responses(self, pair: Pair, previous: Operation, current: Operation) -> None:
        direction: Direction = "response" if pair.place and pair.place.direction == "request" else "request"
        inner = Pair(place=Place(direction), label=pair.label)
        unread = previous.unread | current.unread
        sides = [
            {status: response for status, response in side.items() if status not in unread}
            for side in (previous.responses, current.responses)
        ]
        found = match_statuses(*sides)
        for before, after in found.matched:
            self._compare_response(inner, before, after)
        _note_statuses(inner, found, unread)
        if inner.events or inner.edges or inner.undecided:
            pair.link(inner)

    def _compare_response(self, pair: Pair, before: Response, after: Response) -> None:
        label = f"response {after.status}"
        part = Part(f"{label} body", pair.direction, statuses=(before.status, after.status))
        if bool(before.content) != bool(after.content):
            action = "removed" if before.content else "added"
            pair.note("response body", action, previous=before.node, current=after.node)
        else:
            nodes = (before.node, after.node)
            self._compare_content(pair, before.content, after.content, part, nodes)
        self._compare_headers(pair, part.statuses, before.headers, after.headers, label)
        compare_links(pair, before, after, self._link_targets)

    def _compare_headers(
        self,
        pair: Pair,
        statuses: tuple[str, ...],
        previous: dict[str, Parameter],
        current: dict[str, Parameter],
        label: str,
    ) -> None:
        for name in sorted(previous.keys() | current.keys()):
            before, after = previous.get(name), current.get(name)
            if before and after:
                facts = {"previous": before.node, "current": after.node, "name": after.name, "before": label}
                note_life(pair, "header", (before, after), self.notice, **facts)
                named = f"{label} header {after.name}"
                part = Part(named, pair.direction, key=name, statuses=statuses)
                compare_values(self.comparer, pair, before, after, part)
            elif after:
                note_added(pair, "header", after, name=after.name, before=label)
            elif before:
                note_removed(pair, "header", before, self.notice, name=before.name, before=label)

    def _compare_content(
        self,
        pair: Pair,
        previous: dict[str, Media],
        current: dict[str, Media],
        part: Part,
        nodes: tuple[Node | None, Node | None] = (None, None),
    ) -> None:
        used: set[str] = set()
        for name in sorted(previous):
            match = _match(name, current)
            self._note_media_type(pair, previous[name], current, part, nodes)
            alike = dict.fromkeys([*([match] if match else []), *_governed(name, previous, current)])
            used.update(alike)
            for other in alike:
                self._compare_media(pair, previous[name], current[other], part)
        for name in sorted(current.keys() - used):
            if _match(name, previous) is None:
                pair.note("media type", "added", name=name, current=current[name].node, previous=nodes[0])

    @staticmethod
    def _note_media_type(
        pair: Pair,
        before: Media,
        offered: dict[str, Media],
        part: Part,
        nodes: tuple[Node | None, Node | None],
    ) -> None:
        """What has become of a media type: a wider one, or in a response a narrower one, or nothing."""
        match = _match(before.name, offered)
        left = [match] if match else [name for name in sorted(offered) if covers(before.name, name)]
        if match is not None and (match == before.name or UNSPECIFIED in (match, before.name)):
            return
        if not left or (match is None and part.direction == "request"):
            pair.note("media type", "removed", name=before.name, previous=before.node, current=nodes[1])
            return
        action, names = "widened" if match else "narrowed", ", ".join(left)
        facts = {"previous": before.node, "current": offered[left[0]].node, "before": before.name}
        pair.note("media type", action, name=names, after=names, **facts)

    def _compare_media(self, pair: Pair, before: Media, after: Media, part: Part) -> None:
        if before.charset and after.charset and before.charset != after.charset:
            facts = {"previous": before.node, "current": after.node, "name": f"text of the {part.label}"}
            pair.note("wire format", "changed", before=before.charset, after=after.charset, **facts)
        place = place_of(before, after, part.direction)
        spoken = part.at(before.node, after.node, media_types=(before.name, after.name))
        link_schemas(self.comparer, pair, (before.schema, after.schema), place, spoken)
        compare_headers = partial(self._compare_headers, pair, ())
        compare_encodings(self.comparer, pair, (before, after), part, compare_headers)


def _governed(name: str, declared: dict[str, Media], offered: dict[str, Media]) -> list[str]:
    """The media types that are new on the other side and were part of this one so far: messages of them are described
    anew, also where the range is kept, since the most specific description counts (Media Type keys of the Request Body
    and the Response Object). Who names a type without parameters means no other one that has some while it is there.
    """
    new = (other for other in sorted(offered) if other not in declared and _match(other, declared) == name)
    return [other for other in new if "*" in name or _match(name, offered) is None]


def _match(name: str, offered: dict[str, Media]) -> str | None:
    """The media type on the other side that a message of this one is covered by, the most specific first."""
    if name in offered:
        return name
    covering = [other for other in offered if covers(other, name)]
    return max(covering, key=lambda other: (len(other.replace("*", "")), other), default=None)


def _note_statuses(pair: Pair, found: Statuses, unread: set[str]) -> None:
    """Record statuses that came and went, but for those that one that cannot be read may stand for."""

    def known(responses: list[Response]) -> list[Response]:
        return [one for one in responses if not {f"{one.status[:1]}XX", DEFAULT} & unread]

    for response in known(found.gone):
        action = "removed" if is_success(response.status) else "error removed"
        pair.note("status", action, previous=response.node, name=response.status)
    for response in known(found.come):
        pair.note("status", "added", current=response.node, name=response.status)
    for response in known(found.narrowed):
        pair.note("status", "narrowed", previous=response.node, name=response.status)
    for response in known(found.widened):
        pair.note("status", "widened", current=response.node, name=response.status)
