"""How the parts of a multipart message are written: the media types that each part may have."""

from __future__ import annotations

from catalog.contracts.openapi.media_types import covers, normal_media_type
from catalog.contracts.openapi.model import Media
from catalog.contracts.openapi.parts import Part
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node


def compare_encodings(pair: Pair, previous: Media, current: Media, part: Part) -> None:
    """Record parts that the sender may write in a media type that the receiver does not take."""
    before, after = _encodings(previous), _encodings(current)
    for name in sorted(before.keys() & after.keys()):
        was, now = _media_types(before[name]), _media_types(after[name])
        sent, taken = (was, now) if part.direction == "request" else (now, was)
        if sent and taken and not all(any(covers(one, kind) for one in taken) for kind in sent):
            facts = {"before": ", ".join(was), "after": ", ".join(now)}
            nodes = {"previous": before[name], "current": after[name]}
            pair.note("wire format", "changed", name=f"part {name} of the {part.label}", **facts, **nodes)


def _encodings(media: Media) -> dict[str, Node]:
    """Each encoding by the property that it is for."""
    stated = media.node.get("encoding")
    return dict(stated.members()) if stated is not None and isinstance(stated.value, dict) else {}


def _media_types(encoding: Node) -> list[str]:
    """The media types that an encoding names; without any they follow from the schema of the property."""
    stated = encoding.value.get("contentType") if isinstance(encoding.value, dict) else None
    return [normal_media_type(kind) for kind in stated.split(",")] if isinstance(stated, str) else []
