"""What a conforming sender sends: the part of a schema's instances that its contract declares.

One definition for the comparison, the proof and the generators of tests. The comparison asks `sends_others` and
`means` of its normal form; `Projection` states the same as plain JSON Schema, so that a validator that
knows nothing of the normal form can tell what conforms.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from catalog.contracts.schemas.definitions import Definitions

TYPES = ("null", "boolean", "number", "string", "array", "object")
SIZES = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}
MAX_ALTERNATIVES = 200

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
_SPEAKING = frozenset({"additionalProperties", "unevaluatedProperties", "patternProperties"})
_UNIONS = ("anyOf", "oneOf")
_IN_PLACE = ("allOf", *_UNIONS, "if", "then", "else", "not")
_LISTS = frozenset({"allOf", *_UNIONS})
_ONE_BELOW = (
    "items",
    "additionalProperties",
    "propertyNames",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
)
_MAPS_BELOW = ("properties", "patternProperties")


class Unprojectable(Exception):  # noqa: N818 - an answer about a schema, not a failure of the program
    """A schema that is made of itself, or of more alternatives than are worked out."""


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


class Projection:
    """Translated schemas (see `translation`) restricted to what a conforming sender sends, or as they are received:
    as written, with the types that they mean.

    A schema plays two parts: as all that is said about a value (`whole`), where members that nothing names are
    not sent, and as one of several schemas about the same value (`part`), where others may name them.
    """

    def __init__(self, translated: Definitions, *, sending: bool) -> None:
        self._translated = translated
        self._sending = sending
        self._names: dict[tuple[str, int], str] = {}
        self._schemas: dict[str, tuple[str, Any]] = {}
        self._definitions = Definitions(self._written)

    def of(self, schema: Any) -> dict[str, Any]:
        """Plain JSON Schema 2020-12 for a translated schema; raises, of a sender, Unprojectable."""
        return self._definitions.complete(lambda: self._named("whole", schema))

    def _written(self, name: str) -> Any:
        role, schema = self._schemas[name]
        return self._part(schema) if role == "part" else self._whole(schema)

    def _named(self, role: str, schema: Any) -> dict[str, Any]:
        # What has a name is kept, so that its identity stays its own.
        name = self._names.setdefault((role, id(schema)), f"{role}{len(self._names)}")
        self._schemas[name] = (role, schema)
        return self._definitions.mention(name)

    def _whole(self, schema: Any) -> Any:
        if isinstance(schema, bool):
            return schema
        try:
            alternatives = self._alternatives(schema, ())
        except Unprojectable:
            if self._sending:
                raise
            return self._part(schema)
        if not self._sending and all(_as_written(alternative) for alternative in alternatives):
            return self._part(schema)
        accepted = [self._accepted(alternative) for alternative in alternatives]
        return {"allOf": [self._part(schema)], "anyOf": accepted} if accepted else False

    def _part(self, schema: Any) -> Any:
        if isinstance(schema, bool):
            return schema
        if "$ref" in schema:
            return self._named("part", self._target(schema))
        part = dict(schema)
        for key in schema.keys() & set(_ONE_BELOW):
            part[key] = schema[key] if isinstance(schema[key], bool) else self._named("whole", schema[key])
        for key in schema.keys() & set(_MAPS_BELOW):
            part[key] = {name: self._named("whole", below) for name, below in schema[key].items()}
        for key in schema.keys() & set(_IN_PLACE):
            branches = schema[key]
            part[key] = [self._part(one) for one in branches] if key in _LISTS else self._part(branches)
        if "dependentSchemas" in schema:
            part["dependentSchemas"] = {
                name: self._part(below) for name, below in schema["dependentSchemas"].items()
            }
        if "oneOf" in schema and subjects(schema) is not None:
            # Which branches a value fits depends on the types that they mean.
            part["oneOf"] = [self._typed(one) for one in schema["oneOf"]]
        if "prefixItems" in schema:
            part["prefixItems"] = [self._named("whole", item) for item in schema["prefixItems"]]
        return part

    def _typed(self, branch: Any) -> Any:
        alone = isinstance(branch, dict) and not branch.keys() & _LISTS
        about = subjects(branch) if alone else None
        part = self._part(branch)
        return (
            part
            if about is None
            else {"allOf": [part], "type": [kind for kind in TYPES if means(about, kind)]}
        )

    def _alternatives(self, schema: Any, above: tuple[int, ...]) -> list[list[Any]]:
        """Every way to meet a schema, as the schemas without unions that hold at once."""
        if id(schema) in above:
            raise Unprojectable("the schema is made of itself, with nothing in between")
        if isinstance(schema, bool):
            return [[schema]] if schema else []
        above = (*above, id(schema))
        if "$ref" in schema:
            return self._alternatives(self._target(schema), above)
        own = {key: value for key, value in schema.items() if key not in _LISTS}
        factors = [[[own]], *(self._alternatives(part, above) for part in schema.get("allOf", ()))]
        factors += [
            [way for one in schema[union] for way in self._alternatives(one, above)]
            for union in _UNIONS
            if union in schema
        ]
        ways = 1
        for factor in factors:
            ways *= len(factor)
        if ways > MAX_ALTERNATIVES:
            raise Unprojectable(f"the schema has more than {MAX_ALTERNATIVES} alternatives")
        return [[leaf for way in chosen for leaf in way] for chosen in product(*factors)]

    def _accepted(self, alternative: list[Any]) -> dict[str, Any]:
        leaves = [leaf for leaf in alternative if isinstance(leaf, dict)]
        about = _about(leaves)
        accepted: dict[str, Any] = {"allOf": [self._part(leaf) for leaf in leaves]}
        accepted["type"] = [kind for kind in TYPES if means(about, kind)]
        declares = any(leaf.get("properties") for leaf in leaves)
        speaks = any(_SPEAKING & leaf.keys() for leaf in leaves)
        if self._sending and not sends_others(declares=declares, speaks=speaks):
            # What must be there is sent, declared or not.
            accepted["properties"] = {name: True for leaf in leaves for name in leaf.get("required", ())}
            accepted["unevaluatedProperties"] = False
        return accepted

    def _target(self, schema: dict[str, Any]) -> Any:
        return self._translated[schema["$ref"].rpartition("/")[2]]


def _about(leaves: list[dict[str, Any]]) -> frozenset[str] | None:
    about: frozenset[str] | None = frozenset()
    for leaf in leaves:
        about = met_subjects(about, subjects(leaf))
    return about


def _as_written(alternative: list[Any]) -> bool:
    about = _about([leaf for leaf in alternative if isinstance(leaf, dict)])
    return all(means(about, kind) for kind in TYPES)
