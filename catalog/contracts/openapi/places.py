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
from catalog.contracts.openapi.model import Media, Parameter
from catalog.contracts.openapi.wires import DELIMITERS, Wire
from catalog.contracts.pairs import Lists, Place
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.source import Node


def place_of(before: Media, after: Media, direction: Direction) -> Place:
    """The place of the content that both sides describe."""
    names = (before.name, after.name)
    if all(name in (FORM, FORM_DATA) for name in names):
        return _place_of_form(before, after, direction)
    return Place(direction, text=not any(map(_is_typed, names)), xml=all(map(is_xml, names)))


def _is_typed(media_type: str) -> bool:
    """Do values of the media type show whether they are numbers or texts?"""
    return not (travels_as_text(media_type) or is_xml(media_type))


def _place_of_form(before: Media, after: Media, direction: Direction) -> Place:
    # What is an object goes into one field of a URL-encoded form as text, but into a part of a multipart one as JSON.
    packs = FORM not in (before.name, after.name)
    typed = [typed_parts(media) for media in (before, after)]
    parts = []
    for name in sorted({name for side in (*typed, before.wires, after.wires) for name in side}):
        stated = [side.get(name) for side in typed]
        wire = before.wires.get(name, after.wires.get(name))
        lists = Lists() if wire is None else lists_in(wire)
        # Where one side leaves open what the other one states, objects are JSON by default.
        part = Place(direction, text=True, packs=packs and False not in stated, lists=lists)
        in_json = Place(direction, lists=lists if packs else None)
        parts.append((name, in_json if all(stated) else part))
    return Place(direction, text=True, packs=packs, parts=tuple(parts), lists=Lists())


def place_of_values(
    comparer: SchemaComparer, before: Parameter, after: Parameter, direction: Direction
) -> Place:
    """The place of what a parameter or header holds."""
    sides = [side for side in (before, after) if "array" in _kinds(comparer, side, direction)]
    wire = (sides or [before])[0].wire
    return Place(direction, text=True, lists=lists_in(wire, escaped=after.location != "header"))


def _kinds(comparer: SchemaComparer, parameter: Parameter, direction: Direction) -> frozenset[str]:
    return comparer.kinds((parameter.schema,), direction) if parameter.schema else frozenset()


def lists_in(wire: Wire, *, escaped: bool = True) -> Lists:
    """How a style writes a list: `explode` makes most styles write one item after the other."""
    if wire.style == "label" and wire.exploded:
        return Lists(".", escaped=False)  # a dot is never percent-encoded (RFC 3986, section 2.3)
    if wire.exploded and wire.style != "simple":
        return Lists()
    return Lists(DELIMITERS.get(wire.style, ","), escaped)


def typed_parts(media: Media) -> dict[str, bool]:
    """The parts of a form that are said to be of a media type, with whether numbers differ from texts in it."""
    stated = {name: stated_media_types(node.value) for name, node in stated_encodings(media).items()}
    return {name: all(map(_is_typed, kinds)) for name, kinds in stated.items() if kinds}


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
