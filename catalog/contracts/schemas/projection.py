"""What a conforming sender sends: the part of a schema's instances that its contract declares.

One definition for the comparison, the proof and the generators of tests. The comparison asks `sends_others` and
`means` of its normal form; `Projection` states the same as plain JSON Schema, so that a validator that
knows nothing of the normal form can tell what conforms.
"""

from __future__ import annotations

from typing import Any

TYPES = ("null", "boolean", "number", "string", "array", "object")
SIZES = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}

UNSENT: dict[str, Any] = {"not": {}}
"""The translation of a member that does not travel, for its sender: whoever receives it ignores it."""

_KEYWORDS = {
    "object": (
        "properties",
        "additionalProperties",
        "patternProperties",
        "required",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
    ),
    "array": ("items", "prefixItems", "uniqueItems", "contains", "minContains", "maxContains"),
    "string": ("pattern",),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_TYPE_OF_KEYWORD = {
    keyword: kind for kind, keywords in _KEYWORDS.items() for keyword in (*keywords, *SIZES.get(kind, ()))
}


def sends_others(*, declares: bool, speaks: bool) -> bool:
    """Does a conforming sender send members that its contract does not name?

    It does where the contract speaks of them (`additionalProperties`, `patternProperties` and their like), and
    where it declares no members at all.
    """
    return speaks or not declares


def declared_types(schema: dict[str, Any]) -> tuple[set[str], bool]:
    """The JSON types that a schema allows as written, and whether its numbers are integers only."""
    stated = schema.get("type")
    if not isinstance(stated, str | list):
        return set(TYPES), False
    names = {stated} if isinstance(stated, str) else {name for name in stated if isinstance(name, str)}
    integral = "integer" in names and "number" not in names
    names = {"number" if name == "integer" else name for name in names}
    return {"string" if name == "file" else name for name in names}, integral


def subjects(schema: dict[str, Any]) -> frozenset[str] | None:
    """The types that the keywords of a schema are about, None where it states types or values."""
    if (
        isinstance(schema.get("type"), str | list)
        or isinstance(schema.get("enum"), list)
        or "const" in schema
    ):
        return None
    return frozenset(
        _TYPE_OF_KEYWORD[key]
        for key in schema
        if key in _TYPE_OF_KEYWORD and not isinstance(schema[key], bool)
    )


def met_subjects(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The types that two schemas about one value are about, None where either states types or values."""
    return None if one is None or other is None else one | other


def means(about: frozenset[str] | None, kind: str) -> bool:
    """Does a schema mean values of a type?

    Where nothing that is said about a value states a type, and all keywords are about one type, that type is
    meant: `{properties: ...}` describes objects.
    """
    return about is None or len(about) != 1 or kind in about
