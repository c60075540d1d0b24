"""How the parts of a form are written: their media types, their style, and the headers of a multipart part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.media_types import BYTES, JSON, MULTIPART, TEXT, covers
from catalog.contracts.openapi.model import Media, Parameter
from catalog.contracts.openapi.parameters import note_reserved
from catalog.contracts.openapi.parts import Part
from catalog.contracts.openapi.places import stated_encodings, stated_media_types
from catalog.contracts.openapi.wires import Wire
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.formats import ENCODINGS
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.source import Node

_AS_A_FORM = Wire("form", exploded=True)

CompareHeaders = Callable[[dict[str, Parameter], dict[str, Parameter], str], None]


@dataclass(frozen=True, slots=True)
class _Encoding:
    """What is said about one property of a form on one side."""

    node: Node
    value: dict[str, Any]
    schema: Term
    wire: Wire
    allows_reserved: bool

    @property
    def media_types(self) -> list[str]:
        return stated_media_types(self.value)


def compare_encodings(
    comparer: SchemaComparer,
    pair: Pair,
    media: tuple[Media, Media],
    part: Part,
    compare_headers: CompareHeaders,
) -> None:
    """Record parts that the sender may write in a way that the receiver does not read."""
    _note_empty(pair, media, part)
    names = {name for side in media for name in (*stated_encodings(side), *side.wires)}
    for name in sorted(names):
        before, after = (_encoding(comparer, side, name, part) for side in media)
        if not (before.schema and after.schema):
            continue
        label = f"part {name} of the {part.label}"
        own = Part(label, part.direction)
        _compare_media_types(comparer, pair, before, after, own)
        _compare_styles(comparer, pair, before, after, own)
        if all(side.name.startswith(MULTIPART) for side in media):
            compare_headers(media[0].part_headers.get(name, {}), media[1].part_headers.get(name, {}), label)


def _note_empty(pair: Pair, media: tuple[Media, Media], part: Part) -> None:
    """Fields of a form that may be sent without a value on one side, where both have a word for it."""
    before, after = (side.maybe_empty for side in media)
    if before is None or after is None or part.direction == "response":
        return
    nodes = {"previous": media[0].node, "current": media[1].node}
    for name in sorted(before ^ after):
        action, effect = ("empty accepted", "widens") if name in after else ("empty refused", "narrows")
        pair.note("parameter", action, effect=effect, name=f"part {name} of the {part.label}", **nodes)


def _encoding(comparer: SchemaComparer, media: Media, name: str, part: Part) -> _Encoding:
    node = stated_encodings(media).get(name, media.node)
    value = node.value if node is not media.node and isinstance(node.value, dict) else {}
    shapes = comparer.shapes((media.schema,), part.direction) if media.schema else []
    schema = next((shape.properties[name] for shape in shapes if name in shape.properties), ())
    # It goes with the style: where that is ignored, so that there is no wire, this is too.
    allows_reserved = name in media.wires and value.get("allowReserved") is True
    return _Encoding(node, value, schema, media.wires.get(name, _AS_A_FORM), allows_reserved)


def _compare_media_types(
    comparer: SchemaComparer, pair: Pair, before: _Encoding, after: _Encoding, part: Part
) -> None:
    if not before.media_types and not after.media_types:
        return  # what became another type is told as that
    was, now = (
        side.media_types or _default(comparer, side.schema, part.direction) for side in (before, after)
    )
    if not was or not now or set(was) == set(now):
        return
    sent, taken = (was, now) if part.direction == "request" else (now, was)
    action = "widened" if all(any(covers(one, kind) for one in taken) for kind in sent) else "changed"
    facts = {"before": ", ".join(was), "after": ", ".join(now)}
    nodes = {"previous": before.node, "current": after.node}
    pair.note("wire format", action, name=part.label, **facts, **nodes)


def _default(comparer: SchemaComparer, schema: Term, direction: Direction) -> list[str]:
    """The media types of a part of which none is named, by its types; none where they are left open or in dispute."""
    shapes = comparer.shapes(schema, direction)
    parts = (comparer.shapes(one.items, direction) if one.items else [one] for one in shapes)
    found = {_default_of(shape) for listed in parts for shape in listed if shape.type != "null"}
    return sorted(found) if all(found) else []


def _default_of(shape: Shape) -> str:
    """See the Encoding Object; about a text in an encoding such as base64 its versions do not agree."""
    if shape.type in ("object", "array"):
        return JSON if shape.type == "object" else ""
    if "binary" in shape.formats:
        return BYTES
    return "" if ENCODINGS & shape.formats.keys() else TEXT


def _compare_styles(
    comparer: SchemaComparer, pair: Pair, before: _Encoding, after: _Encoding, part: Part
) -> None:
    told = [(side.node, side.schema, side.allows_reserved) for side in (before, after)]
    note_reserved(comparer, pair, (told[0], told[1]), part.label)
    kinds = comparer.kinds(before.schema, part.direction), comparer.kinds(after.schema, part.direction)
    if before.wire.told_apart(after.wire, kinds):
        facts = {"before": str(before.wire), "after": str(after.wire)}
        sides = {"previous": before.node, "current": after.node}
        pair.note("wire format", "changed", name=part.label, **facts, **sides)
