"""Bytes in messages: `format: binary` in OpenAPI 3.0, and what has no type in 3.1 (4.8.14.3 and 4.8.14.4)."""

from __future__ import annotations

from typing import Any

from catalog.contracts.openapi.media_types import holds_bytes, normal_media_type
from catalog.contracts.schemas.source import Node, Synthetic, Unresolved

_BINARY = {"type": "string", "format": "binary"}
_TYPED = frozenset({"type", "enum", "const", "$ref", "allOf", "anyOf", "oneOf", "properties", "items"})


def content_schema(media: Node, name: str) -> Node | None:
    """The schema of a message of a media type, in which bytes are what OpenAPI 3.0 calls them."""
    schema = _unwrapped(media.get("schema"))
    if holds_bytes(name):
        return _of_bytes(media, schema, name)
    if name.startswith("multipart/") and schema is not None and schema.source.dialect.reference_siblings:
        return _of_parts(media, schema)
    return schema


def _unwrapped(schema: Node | None) -> Node | None:
    """A schema without an `allOf` of one around it."""
    while schema is not None and _wraps(schema.value):
        schema = schema.child("allOf", 0)
    return schema


def _wraps(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"allOf"}:
        return False
    return isinstance(value["allOf"], list) and len(value["allOf"]) == 1


def _of_bytes(media: Node, schema: Node | None, name: str) -> Node | None:
    stated = {} if schema is None or schema.value is True else schema.value
    if not isinstance(stated, dict):
        return schema
    # That a PNG holds a PNG says nothing new.
    told = {key: value for key, value in stated.items() if key != "contentMediaType" or value != name}
    if told == stated and told.keys() & _TYPED:
        return schema
    return Node(media.source, (schema or media).pointer, Synthetic({**told, **_BINARY}))


def _of_parts(media: Node, schema: Node) -> Node:
    try:
        form = schema.resolved()
    except Unresolved:
        return schema
    properties = form.value.get("properties") if isinstance(form.value, dict) else None
    if not isinstance(properties, dict):
        return schema
    parts = {name: part if _is_told(media, name) else _binary(part) for name, part in properties.items()}
    if parts == properties:
        return schema
    return Node(form.source, form.pointer, Synthetic({**form.value, "properties": parts}))


def _is_told(media: Node, name: str) -> bool:
    """Is a part said to be of a media type that holds values?"""
    encodings = media.value.get("encoding")
    encoding = encodings.get(name) if isinstance(encodings, dict) else None
    stated = encoding.get("contentType") if isinstance(encoding, dict) else None
    return isinstance(stated, str) and not holds_bytes(normal_media_type(stated))


def _binary(part: Any) -> Any:
    stated = {} if part is True else part
    if not isinstance(stated, dict):
        return part
    if _wraps(stated):
        return _binary(stated["allOf"][0])
    if stated.get("type") == "array" and "items" in stated:
        return {**stated, "items": _binary(stated["items"])}
    return part if stated.keys() & _TYPED else {**stated, **_BINARY}
