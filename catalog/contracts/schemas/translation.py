"""Schemas as an independent validator reads them: translated from the raw document to JSON Schema 2020-12.

The translation knows nothing of the engine's normal form, so that a confirmed witness is no circular proof.
It adds what
that validator does not know by itself: `nullable`, numeric formats, the direction that a property travels in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.definitions import Definitions
from catalog.contracts.schemas.projected import Projection
from catalog.contracts.schemas.projection import UNSENT
from catalog.contracts.schemas.source import Node, Source, Unresolved
from catalog.contracts.schemas.visibility import hidden
from catalog.contracts.schemas.ways import Unprojectable
from catalog.contracts.validators import validator_of

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_PLAIN = frozenset(
    {
        *("type", "enum", "const", "format", "pattern", "multipleOf", "minLength", "maxLength"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
        *("dependentRequired", "minContains", "maxContains"),
    }
)
_ONE = frozenset(
    {
        *("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contains"),
        *("not", "if", "then", "else"),
    }
)
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
_BELOW = _ONE | _LISTS | _MAPS
_FURTHER = _BELOW | {"items", "dependencies", "required"}
_RANGES: dict[str, dict[str, Any]] = {
    "int32": {"if": {"type": "number"}, "then": {"minimum": -(2**31), "maximum": 2**31 - 1}},
    "byte": {"if": {"type": "string"}, "then": {"pattern": "^[A-Za-z0-9+/\\r\\n]*={0,2}$"}},
    "base64url": {"if": {"type": "string"}, "then": {"pattern": "^[A-Za-z0-9_-]*={0,2}$"}},
}
_ENCODED = {"base64": "byte", "base64url": "base64url"}
MAX_NAMES = 2
"""So many sets of names have translations of their own on one side of a document; all others share a whole one."""

Names = frozenset[str] | None
"""The names of members that instances have; None where they may have any."""

_OF_A_TYPE = (_PLAIN - {"enum", "const"}) | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
"""What is not asked of a null."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Who reads a schema, what its references are called, and the names of the members that are read."""

    direction: Direction
    sending: bool
    refer: Callable[[str], dict[str, Any]]
    names: Names


class Validators:
    """Validators for places in documents, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Draft202012Validator | None] = {}
        self._translations: dict[tuple[Source, Direction, bool], dict[Names, Translation]] = {}

    def of(
        self, node: Node, direction: Direction, *, sending: bool = False, names: Names = None
    ) -> Draft202012Validator | None:
        """The validator of the schema at a place, None where there can be none.

        `sending`: of what a conforming sender sends, or where that is not worked out of what is accepted. With
        `names`, for instances whose objects have members of these names only: what other members would have to be is
        not translated, which spares most of a large document where little has changed.
        """
        translations = self._translations.setdefault((node.source, direction, sending), {})
        if names not in translations and len(translations) >= MAX_NAMES:
            names = None
        key = (node.source, node.pointer, node.value is True, direction, sending, names)
        if key not in self._known:
            if names not in translations:
                translations[names] = Translation(node.source, direction, sending=sending, names=names)
            try:
                self._known[key] = _made(translations[names].projected, node)
            except Unprojectable:
                self._known[key] = self.of(node, direction, names=names)
        return self._known[key]

    def as_written(self, node: Node, direction: Direction) -> Draft202012Validator | None:
        """The validator of the schema at a place, whatever types it means; None where there can be none."""
        key = (node.source, node.pointer, node.value is True, direction)
        if self.of(node, direction) is None:  # as that one says, too
            return None
        if key not in self._known:
            shared = self._translations.setdefault((node.source, direction, False), {})
            whole = shared.setdefault(None, Translation(node.source, direction))
            self._known[key] = _made(whole.translated, node)
        return self._known[key]


def _made(translate: Callable[[Node], dict[str, Any]], node: Node) -> Draft202012Validator | None:
    try:
        return validator_of(translate(node), formats=True)
    except (ValueError, Unresolved, RecursionError):
        return None


class Translation:
    """The schemas of one document as one side reads them; what they share is translated once.

    A member that does not travel in this direction is not sent, and is ignored when it is received.
    """

    def __init__(
        self, source: Source, direction: Direction, *, sending: bool = False, names: Names = None
    ) -> None:
        self._source = source
        self._reading = _Reading(direction, sending, self._refer, names)
        self._names: dict[str, str] = {}
        self._targets: dict[str, Node] = {}
        self._definitions = Definitions(lambda name: _schema(self._targets[name], self._reading))
        self._projection = Projection(self._definitions, sending=sending)

    def translated(self, node: Node) -> dict[str, Any]:
        """A self-contained schema; raises Unresolved where a reference leads nowhere."""
        return self._definitions.complete(lambda: _schema(node, self._reading))

    def projected(self, node: Node) -> dict[str, Any]:
        """The same, restricted to what is meant or sent; raises Unresolved and, of a sender, Unprojectable."""
        return self._projection.of(self.translated(node)["allOf"][0])

    def _refer(self, reference: str) -> dict[str, Any]:
        target = self._source.node(reference)
        name = self._names.setdefault(target.pointer, str(len(self._names) + 1))
        self._targets[name] = target
        return self._definitions.mention(name)


def _schema(node: Node, reading: _Reading) -> Any:
    value = node.value
    if not isinstance(value, dict):
        return value is not False
    if isinstance(value.get("$ref"), str):
        reference = reading.refer(value["$ref"])
        if len(value) == 1 or not node.source.dialect.reference_siblings:
            return reference
        rest = Node(node.source, node.pointer, {key: part for key, part in value.items() if key != "$ref"})
        return {"allOf": [reference, _schema(rest, reading)]}
    schema = _keywords(node, reading)
    for stated in (schema.get("format"), _ENCODED.get(str(value.get("contentEncoding")).lower())):
        if isinstance(stated, str) and stated in _RANGES:
            schema = {"allOf": [schema, _RANGES[stated]]}
    if any(value.get(keyword) is True for keyword in node.source.dialect.null_keywords):
        return _or_null(schema)
    return schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    kind = schema.get("type")
    if isinstance(kind, str) and schema.keys() <= _OF_A_TYPE:
        return schema | {"type": sorted({kind, "null"})}
    return {"anyOf": [schema, {"type": "null"}]}


def _keywords(node: Node, reading: _Reading) -> dict[str, Any]:
    schema: dict[str, Any] = {key: node.value[key] for key in _PLAIN & node.value.keys()}
    if schema.get("type") == "file":
        schema["type"] = "string"
    _translate_bounds(schema, node)
    if _FURTHER.isdisjoint(node.value):
        return schema
    for key in sorted(node.value.keys() & _BELOW):
        below = node.child(key)
        if key in _MAPS:
            made = _member if key == "properties" else _schema
            read = reading.names if key == "properties" else None
            schema[key] = {
                name: made(part, reading) if read is None or name in read else True
                for name, part in below.members()
            }
        elif key in _LISTS and below.value:
            schema[key] = [_schema(part, reading) for part in below.items()]
        elif key in _ONE:
            schema[key] = _schema(below, reading)
    _translate_items(schema, node, reading)
    _translate_dependencies(schema, node, reading)
    if isinstance(required := node.value.get("required"), list):
        names = [name for name in required if isinstance(name, str)]
        schema["required"] = [name for name in names if not _hidden_member(node, name, reading.direction)]
    return schema


def _translate_items(schema: dict[str, Any], node: Node, reading: _Reading) -> None:
    items = node.get("items")
    if items is not None and isinstance(items.value, list):
        schema["prefixItems"] = [_schema(part, reading) for part in items.items()]
        items = node.get("additionalItems")
    if items is not None:
        schema["items"] = _schema(items, reading)


def _translate_dependencies(schema: dict[str, Any], node: Node, reading: _Reading) -> None:
    """What older drafts put into `dependencies` is a list of names or a schema."""
    stated = node.get("dependencies")
    for name, part in stated.members() if stated else ():
        demanded = {"required": part.value} if isinstance(part.value, list) else _schema(part, reading)
        schema["allOf"] = [*schema.get("allOf", ()), {"dependentSchemas": {name: demanded}}]


def _member(node: Node, reading: _Reading) -> Any:
    if hidden(node, reading.direction):
        return UNSENT if reading.sending else True
    return _schema(node, reading)


def _translate_bounds(schema: dict[str, Any], node: Node) -> None:
    for keyword, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        bound, flag = node.value.get(keyword), node.value.get(strict)
        if node.source.dialect.boolean_exclusive:
            if bound is not None:
                schema[strict if flag is True else keyword] = bound
        else:
            schema |= {key: found for key, found in ((keyword, bound), (strict, flag)) if found is not None}


def _hidden_member(node: Node, name: str, direction: Direction) -> bool:
    properties = node.get("properties")
    member = properties.get(name) if properties else None
    return member is not None and hidden(member, direction)
