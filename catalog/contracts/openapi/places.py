"""Where the values of a body stand: which of them travel as text, and which parts of a form as JSON.

Source: "Encoding Object" and its "Content Type" of the OpenAPI Specification 3.0.4 and 3.1.1.
"""

from __future__ import annotations

from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.media_types import (
    FORM,
    FORM_DATA,
    MULTIPART,
    is_xml,
    normal_media_type,
    travels_as_text,
)
from catalog.contracts.openapi.model import Media
from catalog.contracts.pairs import Place
from catalog.contracts.schemas.source import Node


def place_of(before: Media, after: Media, direction: Direction) -> Place:
    """The place of the content that both sides describe."""
    names = (before.name, after.name)
    text, xml = (all(map(kind, names)) for kind in (travels_as_text, is_xml))
    if not all(name in (FORM, FORM_DATA) for name in names):
        return Place(direction, text=text, xml=xml)
    # What is an object goes into one field of a URL-encoded form as text, but into a part of a multipart one as JSON.
    packs = FORM not in names
    sides = [typed_parts(media) for media in (before, after)]
    parts = {name: _place_of_part(name, sides, direction, packs=packs) for name in {*sides[0], *sides[1]}}
    stated = tuple((name, place) for name, place in sorted(parts.items()) if place is not None)
    return Place(direction, text=True, packs=packs, parts=stated)


def _place_of_part(
    name: str, sides: list[dict[str, bool]], direction: Direction, *, packs: bool
) -> Place | None:
    """The place of a part of which a side states the media type; None where it stands as if nobody did."""
    typed = [side.get(name) for side in sides]
    if all(typed):
        return Place(direction)
    # Where one side leaves open what the other one states, objects are JSON by default.
    return None if packs and False not in typed else Place(direction, text=True)


def typed_parts(media: Media) -> dict[str, bool]:
    """The parts of a form that are said to be of a media type, with whether numbers differ from texts in it."""
    stated = {name: stated_media_types(node.value) for name, node in stated_encodings(media).items()}
    return {
        name: not any(travels_as_text(kind) or is_xml(kind) for kind in kinds)
        for name, kinds in stated.items()
        if kinds
    }


def stated_encodings(media: Media) -> dict[str, Node]:
    """Each encoding by the property that it is for; they mean something in forms only."""
    if media.name != FORM and not media.name.startswith(MULTIPART):
        return {}
    stated = media.node.get("encoding")
    return dict(stated.members()) if stated is not None and isinstance(stated.value, dict) else {}


def stated_media_types(encoding: Any) -> list[str]:
    """The media types that an encoding names for a part."""
    stated = encoding.get("contentType") if isinstance(encoding, dict) else None
    return [normal_media_type(kind) for kind in stated.split(",")] if isinstance(stated, str) else []
