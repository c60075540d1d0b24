"""The sender's projection, and what a receiver takes a schema to mean, as plain JSON Schema.

What is said about one value in several places is read together: a part of `allOf` that has a bound for a member of
which another part states the type says nothing about the type, and what one part declares, another need not.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from catalog.contracts.schemas.definitions import Definitions
from catalog.contracts.schemas.projection import TYPES, UNSENT, means, sends_others, subjects
from catalog.contracts.schemas.ways import (
    LISTS,
    UNIONS,
    Below,
    Unprojectable,
    Way,
    Ways,
    about,
    said_together,
)

_SPEAKING = frozenset({"additionalProperties", "unevaluatedProperties", "patternProperties"})
_ONE_BELOW = (
    "items",
    "additionalProperties",
    "propertyNames",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
)
_MAPS_BELOW = ("properties", "patternProperties")
_BESIDE = LISTS | {"$ref", "if", "then", "else", "not", "dependentSchemas"}
"""What has parts about the value itself."""
_PARTS = _BESIDE | {"prefixItems", *_ONE_BELOW, *_MAPS_BELOW}


class _Part(NamedTuple):
    """A schema as one of several about the same value.

    `typed`: another one states the type, whichever way the value is met. `shared`: the members and items that others
    describe too, None where nothing below is read but as it is written. `met`: it is one that the value is made by,
    so that only what it declares is there; what else the value fits is for the receiver to tell.
    """

    typed: bool = False
    shared: frozenset[Below] | None = frozenset()
    met: bool = False


_AS_WRITTEN = _Part(typed=True, shared=None)
_Role = _Part | Literal["sent", "meant"]


class Projection:
    """Translated schemas (see `translation`) restricted to what a conforming sender sends, or as they are received:
    as written, with the types that they mean.

    A schema plays two roles: as all that is said about a value, where members that nothing names are not `sent`,
    and as one of several schemas about the same value, where others may name them.
    """

    def __init__(self, translated: Definitions, *, sending: bool) -> None:
        self._translated = translated
        self._whole: _Role = "sent" if sending else "meant"
        self._names: dict[tuple[_Role, int], str] = {}
        self._schemas: dict[str, tuple[_Role, Any]] = {}
        self._joined: dict[tuple[int, ...], Any] = {}
        self._ways = Ways(self._target)
        self._definitions = Definitions(self._written)

    def of(self, schema: Any) -> dict[str, Any]:
        """Plain JSON Schema 2020-12 for a translated schema; raises TooDearError and, of a sender, Unprojectable."""
        return self._definitions.complete(lambda: self._named(self._whole, schema))

    def _written(self, name: str) -> Any:
        role, schema = self._schemas[name]
        return (
            self._part(schema, role) if isinstance(role, _Part) else self._all(schema, sending=role == "sent")
        )

    def _named(self, role: _Role, schema: Any) -> Any:
        if isinstance(schema, bool) or _says_all(schema):
            return schema
        # What has a name is kept, so that its identity stays its own.
        name = self._names.setdefault((role, id(schema)), f"schema{len(self._names)}")
        self._schemas[name] = (role, schema)
        return self._definitions.mention(name)

    def _all(self, schema: Any, *, sending: bool) -> Any:
        if not sending and subjects(schema) is None and _BESIDE.isdisjoint(schema):
            return self._part(schema, _Part())  # nearly always
        self._ways.require_cheap(schema)
        try:
            ways = self._ways.of(schema)
        except Unprojectable:
            if sending:
                raise
            return self._part(schema, _Part())
        together = [said_together(way) for way in ways]
        if not sending and not any(together) and all(map(_as_written, ways)):
            return self._part(schema, _Part())
        shared = frozenset(place for said in together for place in said)
        accepted = [
            self._accepted(way, said, sending=sending) for way, said in zip(ways, together, strict=True)
        ]
        part = self._part(schema, _Part(shared=shared))
        return {"allOf": [part], "anyOf": accepted} if accepted else False

    def _accepted(self, way: Way, together: dict[Below, list[Any]], *, sending: bool) -> dict[str, Any]:
        leaves = [leaf for leaf in way if isinstance(leaf, dict)]
        role = _Part(typed=True, shared=frozenset(together), met=sending)
        accepted: dict[str, Any] = {"allOf": [self._part(leaf, role) for leaf in leaves]}
        accepted["type"] = _kinds(about(way))
        accepted |= self._read_together(leaves, together, "sent" if sending else "meant")
        declares = any(leaf.get("properties") for leaf in leaves)
        speaks = any(_SPEAKING & leaf.keys() for leaf in leaves)
        if sending and not sends_others(declares=declares, speaks=speaks):
            # What must be there is sent, declared or not.
            required: dict[str, Any] = {name: True for leaf in leaves for name in leaf.get("required", ())}
            accepted["properties"] = required | accepted.get("properties", {})
            accepted["unevaluatedProperties"] = False
        return accepted

    def _read_together(self, leaves: Way, together: dict[Below, list[Any]], role: _Role) -> dict[str, Any]:
        """Each member and item that several schemas describe, by all that they say."""
        found: dict[str, Any] = {}
        for place, said in together.items():
            below = self._named(role, self._join(said, unsent=role == "meant"))
            if place.keyword == "properties":
                found.setdefault("properties", {})[place.member] = below
            elif place.keyword == "prefixItems":
                found.setdefault("prefixItems", []).append(below)
            else:
                found[place.keyword] = below
        if "additionalProperties" in found:
            for key in _MAPS_BELOW:
                named: dict[str, Any] = {name: True for leaf in leaves for name in leaf.get(key, ())}
                found[key] = named | found.get(key, {})
        return found

    def _join(self, schemas: list[Any], *, unsent: bool) -> Any:
        """One schema for several that hold at once; `unsent` is the one for what does not travel."""
        aimed = [unsent if schema is UNSENT else self._aim(schema) for schema in schemas]
        schemas = [schema for schema in aimed if schema is not True]
        if not schemas or False in schemas:
            return not schemas
        once = {id(schema): schema for schema in schemas}
        joined = {"allOf": list(once.values())} if len(once) > 1 else schemas[0]
        return self._joined.setdefault(tuple(once), joined)

    def _part(self, schema: Any, role: _Part) -> Any:
        if isinstance(schema, bool):
            return schema
        if "$ref" in schema:
            return self._named(role, self._target(schema))
        part = dict(schema)
        for key in schema.keys() & set(_ONE_BELOW):
            part[key] = self._below(schema[key], Below(key), role)
        for key in schema.keys() & set(_MAPS_BELOW):
            part[key] = {name: self._below(one, Below(key, name), role) for name, one in schema[key].items()}
        if "prefixItems" in schema:
            items = enumerate(schema["prefixItems"])
            part["prefixItems"] = [
                self._below(item, Below("prefixItems", index), role) for index, item in items
            ]
        part |= self._conditions(schema, role)
        return part | self._lists(schema, role)

    def _below(self, schema: Any, place: Below, role: _Part) -> Any:
        if schema is UNSENT:
            return not role.met
        alone = role.shared is not None and place not in role.shared
        return self._named(("sent" if role.met else "meant") if alone else _AS_WRITTEN, schema)

    def _conditions(self, schema: dict[str, Any], role: _Part) -> dict[str, Any]:
        found: dict[str, Any] = {
            key: self._part(schema[key], role) for key in ("then", "else") if key in schema
        }
        asked = _Part(role.typed, role.shared)
        found |= {key: self._part(schema[key], asked) for key in ("if", "not") if key in schema}
        if "dependentSchemas" in schema:
            below = schema["dependentSchemas"].items()
            found["dependentSchemas"] = {name: self._part(one, role) for name, one in below}
        return found

    def _lists(self, schema: dict[str, Any], role: _Part) -> dict[str, Any]:
        found: dict[str, Any] = {}
        stating = self._ways.statements(schema) if LISTS & schema.keys() else {}
        typed = sum(stating.values()) + role.typed

        def beside(place: Below) -> _Part:
            return _Part(typed > stating[place], role.shared, role.met)

        if "allOf" in schema:
            parts = enumerate(schema["allOf"])
            found["allOf"] = [self._part(one, beside(Below("allOf", number))) for number, one in parts]
        for union in UNIONS:
            if union in schema:
                found[union] = [self._part(one, beside(Below(union))) for one in schema[union]]
        if len(schema.get("oneOf", ())) > 1 and not beside(Below("oneOf")).typed:
            # Which branches a value fits depends on the types that they mean.
            found["oneOf"] = [self._typed(one, beside(Below("oneOf"))) for one in schema["oneOf"]]
        return found

    def _typed(self, branch: Any, role: _Part) -> Any:
        part = self._part(branch, role)
        try:
            ways = self._ways.of(branch)
        except Unprojectable:
            return part
        if all(map(_as_written, ways)):
            return part
        met = [
            {"allOf": [self._part(leaf, role) for leaf in way], "type": _kinds(about(way))} for way in ways
        ]
        return {"allOf": [part], "anyOf": met}

    def _aim(self, schema: Any) -> Any:
        """What a schema refers to where it says nothing else."""
        seen: set[int] = set()
        while isinstance(schema, dict) and "$ref" in schema and id(schema) not in seen:
            seen.add(id(schema))
            schema = self._target(schema)
        return schema

    def _target(self, schema: dict[str, Any]) -> Any:
        return self._translated[schema["$ref"].rpartition("/")[2]]


def _says_all(schema: dict[str, Any]) -> bool:
    """Is it the same in every role? It has no parts, and states the type or the values itself."""
    return _PARTS.isdisjoint(schema) and subjects(schema) is None


def _kinds(said: frozenset[str] | None) -> list[str]:
    return [kind for kind in TYPES if means(said, kind)]


def _as_written(way: Way) -> bool:
    return len(_kinds(about(way))) == len(TYPES)
