"""Media types: their normal spelling, and which range covers which."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

UNSPECIFIED = "(unspecified)"
"""Swagger 2.0 documents may leave open in which form a message is written."""

JSON = "application/json"
MULTIPART = "multipart/"
FORM_DATA = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
TEXT = "text/plain"
BYTES = "application/octet-stream"
_QUOTED = re.compile(r"""="([!#$%&'*+.^_`|~0-9a-z-]+)"$""")
"""A quoted string that is a token, and means the same (RFC 9110, section 5.6.6)."""
_BYTES = (
    "image/",
    "audio/",
    "video/",
    "font/",
    BYTES,
    "application/pdf",
    "application/zip",
)
_TEXT_FORMS = (FORM_DATA, FORM, TEXT, "text/csv")


@lru_cache(maxsize=256)
def normal_media_type(name: str) -> str:
    """Lower case, without the character set and the quotes that may be left out, parameters sorted."""
    kind, *parameters = (_QUOTED.sub(r"=\1", part.strip()) for part in name.lower().split(";"))
    kept = sorted(part for part in parameters if part and not part.startswith("charset="))
    return ";".join([kind, *kept])


@lru_cache(maxsize=256)
def charset(name: str) -> str:
    """The character set that a media type names, by its usual name; empty where it names none, and for JSON, which
    has no such parameter (RFC 8259, section 11).
    """
    kind, *parameters = (part.strip() for part in name.lower().split(";"))
    stated = [part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")]
    if not stated or kind.endswith(("/json", "+json")):
        return ""
    try:
        return codecs.lookup(stated[0]).name
    except LookupError:
        return stated[0]


def covers(media_range: str, media_type: str) -> bool:
    """Is every message of the media type within the range?"""
    if UNSPECIFIED in (media_range, media_type) or media_range in (media_type, "*/*"):
        return True
    kind, star, suffix = media_range.partition("/*")
    if star:
        plain = media_type.partition(";")[0]
        return plain.startswith(f"{kind}/") and plain.endswith(suffix)
    # A range without parameters includes the type with any.
    return ";" not in media_range and media_type.partition(";")[0] == media_range


def travels_as_text(media_type: str) -> bool:
    """Are the values inside written as text, so that numbers and strings look alike?"""
    return media_type.partition(";")[0] in _TEXT_FORMS


def holds_bytes(media_type: str) -> bool:
    """Is a message of the media type a run of bytes, and no value that a schema could tell the type of?"""
    return media_type.startswith(_BYTES) and not is_xml(media_type)


def is_json(media_type: str) -> bool:
    """RFC 8259, section 11, and RFC 6839, section 3.1: JSON by its own name, or by the suffix."""
    plain = media_type.partition(";")[0]
    return plain == JSON or plain.endswith("+json")


def is_xml(media_type: str) -> bool:
    """RFC 7303, sections 9.1, 9.2 and 4.2: XML by its own names, or by the suffix."""
    plain = media_type.partition(";")[0]
    return plain in ("application/xml", "text/xml") or plain.endswith("+xml")
