"""Keywords whose value is not of the kind that they have: nobody knows what they demand.

A keyword that decides what alternatives a schema has (`DECIDING`) leaves nothing to compare where it is wrong. Any
other is a demand of unknown content: equal to the same mistake on the other side, and undecided against all else.
Source: JSON Schema 2020-12, Core 10 and 11, Validation 6 to 8; OpenAPI 3.0.4, Schema Object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalog.contracts.schemas.conditions import Conditions, Unread
from catalog.contracts.schemas.projection import SIZES, TYPES
from catalog.contracts.schemas.source import Dialect, Node, Synthetic
from catalog.contracts.schemas.values import identity, is_integral, is_number

_NAMES = frozenset({*TYPES, "integer", "file"})
_EVERY = frozenset(TYPES)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the value of a keyword should be, in words and as a test, and the types that the keyword is about."""

    words: str
    fits: Callable[[Any], bool]
    about: frozenset[str] = _EVERY


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)


def _is_size(value: Any) -> bool:
    return is_number(value) and value >= 0 and is_integral(value)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_map(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(fits, value.values()))


def _is_type(value: Any) -> bool:
    names = [value] if isinstance(value, str) else value
    return _are_names(names) and bool(names) and _NAMES.issuperset(names)


_FLAG = Kind("true or false", lambda value: isinstance(value, bool))
_LIST = Kind("a list", lambda value: isinstance(value, list))
_SCHEMAS = Kind("a list of schemas, with one at least", lambda value: isinstance(value, list) and value != [])

DECIDING: dict[str, Kind] = {
    "$ref": Kind("a reference", lambda value: isinstance(value, str)),
    "type": Kind("the name of a type, or a list of names", _is_type),
    "enum": _LIST,
    "allOf": _LIST,
    "anyOf": _LIST,
    "oneOf": _LIST,
    "readOnly": _FLAG,
    "writeOnly": _FLAG,
}


def _kinds(about: str, words: str, fits: Callable[[Any], bool], *keywords: str) -> dict[str, Kind]:
    types = frozenset(about.split()) or _EVERY
    return dict.fromkeys(keywords, Kind(words, fits, types))


_SIZE = ("an integer, not below 0", _is_size)
_SCHEMA = ("a schema", _is_schema)

_DEMANDING: dict[str, Kind] = {
    **{keyword: Kind(*_SIZE, frozenset({kind})) for kind in SIZES for keyword in SIZES[kind]},
    **_kinds("array", *_SIZE, "minContains", "maxContains"),
    **_kinds("number", "a number", is_number, "minimum", "maximum"),
    **_kinds("number", "a number above 0", lambda value: is_number(value) and value > 0, "multipleOf"),
    **_kinds("string number", "a text", lambda value: isinstance(value, str), "format"),
    **_kinds("string", "a text", lambda value: isinstance(value, str), "pattern"),
    **_kinds("array", _FLAG.words, _FLAG.fits, "uniqueItems"),
    **_kinds("array", _SCHEMAS.words, _SCHEMAS.fits, "prefixItems"),
    **_kinds("array", "a schema", lambda value: isinstance(value, dict | bool | list), "items"),
    **_kinds("array", *_SCHEMA, "contains", "unevaluatedItems", "additionalItems"),
    **_kinds("object", *_SCHEMA, "additionalProperties", "unevaluatedProperties", "propertyNames"),
    **_kinds("object", "a list of names", _are_names, "required"),
    **_kinds("object", "an object", lambda value: isinstance(value, dict), "properties", "patternProperties"),
    **_kinds("object", "an object of lists of names", _is_map(_are_names), "dependentRequired"),
    **_kinds("object", "an object of schemas", _is_map(_is_schema), "dependentSchemas"),
    **_kinds(
        "object",
        "an object of schemas or lists of names",
        _is_map(lambda value: _is_schema(value) or _are_names(value)),
        "dependencies",
    ),
    **_kinds("", *_SCHEMA, "not", "if", "then", "else"),
    # An empty list is what some generators write for an enumeration of which they know no value.
    **_kinds("", _SCHEMAS.words, _SCHEMAS.fits, "anyOf", "oneOf"),
}
_EXCLUSIVE = ("exclusiveMinimum", "exclusiveMaximum")
_FLAGS = _kinds("number", _FLAG.words, _FLAG.fits, *_EXCLUSIVE)
_BOUNDS = _kinds("number", "a number", is_number, *_EXCLUSIVE)


def undecidable(node: Node) -> tuple[Node, str] | None:
    """The keyword that leaves nothing to compare, and why; None where there is none."""
    for keyword in node.source.dialect.null_keywords:
        if keyword in node.value and not isinstance(node.value[keyword], bool):
            return node.child(keyword), _told(keyword, _FLAG)
    for keyword in node.value.keys() & DECIDING.keys():
        if not DECIDING[keyword].fits(node.value[keyword]):
            return node.child(keyword), _told(keyword, DECIDING[keyword])
    return None


def mistakes_of(node: Node) -> list[str]:
    """The keywords that demand nobody knows what."""
    dialect = node.source.dialect
    kinds = ((keyword, _kind_of(keyword, dialect)) for keyword in node.value)
    return [keyword for keyword, kind in kinds if kind is not None and not kind.fits(node.value[keyword])]


def without(node: Node, keywords: list[str]) -> Node:
    """The same schema without some of its keywords."""
    left = {key: value for key, value in node.value.items() if key not in keywords}
    if isinstance(node.value, Synthetic):
        left = Synthetic(left, node.value.places)
    return Node(node.source, node.pointer, left)


def demands(node: Node, keywords: list[str], about: str) -> Conditions:
    """The demands of unknown content on the values of a type; equal for the same mistake."""
    found: Conditions = {}
    for keyword in keywords:
        kind = _kind_of(keyword, node.source.dialect)
        if kind is not None and about in kind.about:
            reason = _told(keyword, kind)
            key = ("unread", keyword, identity(node.value[keyword]))
            found[key] = Unread(keyword, node.child(keyword), reason)
    return found


def _told(keyword: str, kind: Kind) -> str:
    return f"`{keyword}` should be {kind.words}"


def _kind_of(keyword: str, dialect: Dialect) -> Kind | None:
    if keyword in _EXCLUSIVE:
        return (_FLAGS if dialect.boolean_exclusive else _BOUNDS)[keyword]
    return _DEMANDING.get(keyword)
