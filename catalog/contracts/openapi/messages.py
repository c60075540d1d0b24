"""Comparing request bodies and responses: media types, statuses, headers and what is inside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.encodings import compare_encodings
from catalog.contracts.openapi.media_types import JSON, covers, travels_as_text
from catalog.contracts.openapi.model import Media, Operation, Parameter, Response
from catalog.contracts.openapi.parameters import compare_values
from catalog.contracts.openapi.parts import Part, link_schemas
from catalog.contracts.openapi.statuses import is_success, match_statuses
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer


@dataclass(eq=False, slots=True)
class MessageWalker:
    """Compares the messages of operations."""

    comparer: SchemaComparer

    def compare_bodies(self, pair: Pair, previous: Operation, current: Operation) -> None:
        before, after = previous.body, current.body
        if not {"parameters", "requestBodies"}.isdisjoint(previous.unread | current.unread):
            return
        if before is None and after is not None:
            action = "required added" if after.required else "added"
            pair.note("request body", action, current=after.node)
        elif after is None and before is not None:
            pair.note("request body", "removed", previous=before.node)
        elif before and after:
            nodes = {"previous": before.node, "current": after.node}
            if after.required and not before.required:
                pair.note("request body", "became required", effect="narrows", **nodes)
            elif before.required and not after.required:
                pair.note("request body", "became optional", effect="widens", **nodes)
            direction: Direction = pair.place.direction if pair.place else "request"
            self._compare_content(pair, before.content, after.content, Part("request body", direction))

    def compare_responses(self, pair: Pair, previous: Operation, current: Operation) -> None:
        direction: Direction = "response" if pair.place and pair.place.direction == "request" else "request"
        inner = Pair(place=Place(direction), label=pair.label)
        unread = previous.unread | current.unread
        sides = [
            {status: response for status, response in side.items() if status not in unread}
            for side in (previous.responses, current.responses)
        ]
        matched, gone, come = match_statuses(*sides)
        for before, after in matched:
            self._compare_response(inner, before, after)
        for response in gone:
            action = "removed" if is_success(response.status) else "error removed"
            inner.note("status", action, previous=response.node, name=response.status)
        for response in come:
            inner.note("status", "added", current=response.node, name=response.status)
        if inner.events or inner.edges:
            pair.link(inner)

    def _compare_response(self, pair: Pair, before: Response, after: Response) -> None:
        direction: Direction = pair.place.direction if pair.place else "response"
        label = f"response {after.status}"
        part = Part(f"{label} body", direction, statuses=(before.status, after.status))
        self._compare_content(pair, before.content, after.content, part, (before, after))
        for name in sorted(before.headers.keys() | after.headers.keys()):
            header = replace(part, label=label, key=name)
            self._compare_header(pair, before.headers.get(name), after.headers.get(name), header)

    def _compare_header(
        self, pair: Pair, before: Parameter | None, after: Parameter | None, response: Part
    ) -> None:
        label = response.label
        if before is None and after is not None:
            pair.note("header", "added", current=after.node, name=after.name, before=label)
        elif after is None and before is not None:
            action = "required removed" if before.required else "removed"
            pair.note("header", action, previous=before.node, name=before.name, before=label)
        elif before and after:
            facts = {"previous": before.node, "current": after.node, "name": after.name, "before": label}
            if before.required and not after.required:
                pair.note("header", "became optional", effect="widens", **facts)
            elif after.required and not before.required:
                pair.note("header", "became required", effect="narrows", **facts)
            described = (before.node, after.node)
            part = replace(response, label=f"{label} header {after.name}", described=described)
            compare_values(self.comparer, pair, before, after, part)

    def _compare_content(
        self,
        pair: Pair,
        previous: dict[str, Media],
        current: dict[str, Media],
        part: Part,
        sides: tuple[Response, Response] | None = None,
    ) -> None:
        before, after = (side.node for side in sides) if sides else (None, None)
        if sides and bool(previous) != bool(current):
            action = "removed" if previous else "added"
            pair.note("response body", action, previous=before, current=after)
            return
        used: set[str] = set()
        for name in sorted(
            previous, key=lambda name: (name != JSON, name)
        ):  # the one that witnesses speak first
            match = _match(name, current) or _narrowed(name, current, part)
            if match is None:
                nodes = {"previous": previous[name].node, "current": after}
                pair.note("media type", "removed", name=name, **nodes)
                continue
            used.add(match)
            place = Place(part.direction, text=travels_as_text(name) and travels_as_text(match))
            schemas = (previous[name].schema, current[match].schema)
            described = (previous[name].node, current[match].node)
            stated = replace(part, media_types=(name, match), described=described)
            link_schemas(self.comparer, pair, schemas, place, stated)
            compare_encodings(pair, previous[name], current[match], part)
        for name in sorted(current.keys() - used):
            if _match(name, previous) is None:
                nodes = {"current": current[name].node, "previous": before}
                pair.note("media type", "added", name=name, **nodes)


def _narrowed(name: str, offered: dict[str, Media], part: Part) -> str | None:
    """What has become of a media range in a response: the provider sends less than it could."""
    within = (other for other in sorted(offered) if part.direction == "response" and covers(name, other))
    return next(within, None)


def _match(name: str, offered: dict[str, Media]) -> str | None:
    """The media type on the other side that a message of this one is covered by, the most specific first."""
    if name in offered:
        return name
    covering = [other for other in offered if covers(other, name)]
    return max(covering, key=lambda other: (len(other.replace("*", "")), other), default=None)
