"""The ways to meet a schema in plain JSON Schema, and what each of them says of the same member or item."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

from catalog.contracts.schemas.projection import met_subjects, subjects

UNIONS = ("anyOf", "oneOf")
LISTS = frozenset({"allOf", *UNIONS})
MAX_ALTERNATIVES = 200
MAX_LOOKED_AT = 20_000
_CONDITIONS = ("if", "then", "else", "not")
_OTHERS = "additionalProperties"


class Unprojectable(Exception):  # noqa: N818 - an answer about a schema, not a failure of the program
    """A schema that is made of itself, or of more alternatives than are worked out."""


class TooDearError(ValueError):
    """A schema that a validator would look at more parts of, for a single value, than it has time for."""


class Below(NamedTuple):
    """Where a schema below another one holds: under a keyword, for a member or an item of a list where it is one."""

    keyword: str
    member: str | int = ""


Way = list[Any]
"""Schemas without unions and parts, that hold at once."""


class Ways:
    """The ways to meet schemas; `target` leads to what a reference means."""

    def __init__(self, target: Callable[[dict[str, Any]], Any]) -> None:
        self._target = target
        self._known: dict[int, tuple[Any, list[Way]]] = {}
        self._stating: dict[int, tuple[Any, bool]] = {}
        self._looked_at: dict[int, tuple[Any, int]] = {}

    def of(self, schema: Any) -> list[Way]:
        """Every way to meet a schema; raises Unprojectable."""
        return self._of(schema, ())

    def _of(self, schema: Any, above: tuple[int, ...]) -> list[Way]:
        if isinstance(schema, bool):
            return [[schema]] if schema else []
        if id(schema) in above:
            raise Unprojectable("the schema is made of itself, with nothing in between")
        if id(schema) not in self._known:
            # What is known is kept, so that its identity stays its own.
            self._known[id(schema)] = schema, self._spread(schema, (*above, id(schema)))
        return self._known[id(schema)][1]

    def _spread(self, schema: dict[str, Any], above: tuple[int, ...]) -> list[Way]:
        if "$ref" in schema:
            return self._of(self._target(schema), above)
        own = {key: value for key, value in schema.items() if key not in LISTS}
        factors = [[[own]], *(self._of(part, above) for part in schema.get("allOf", ()))]
        factors += [
            [way for one in schema[union] for way in self._of(one, above)]
            for union in UNIONS
            if union in schema
        ]
        ways = 1
        for factor in factors:
            ways *= len(factor)
        if ways > MAX_ALTERNATIVES:
            raise Unprojectable(f"the schema has more than {MAX_ALTERNATIVES} alternatives")
        return [_each_once(leaf for way in chosen for leaf in way) for chosen in product(*factors)]

    def require_cheap(self, schema: Any) -> None:
        """Raise TooDearError where a validator that finds nothing that fits would be busy without end."""
        if self._looks(schema) > MAX_LOOKED_AT:
            raise TooDearError(f"the schema has more than {MAX_LOOKED_AT} parts for the same value")

    def _looks(self, schema: Any) -> int:
        """How many schemas a validator may look at for one value; each way to one counts."""
        if isinstance(schema, bool):
            return 1
        if id(schema) not in self._looked_at:
            self._looked_at[id(schema)] = schema, 0  # a validator looks once at one that is made of itself
            parts = [schema[key] for key in _CONDITIONS if key in schema]
            parts += [part for key in LISTS & schema.keys() for part in schema[key]]
            parts += schema.get("dependentSchemas", {}).values()
            parts += [self._target(schema)] if "$ref" in schema else []
            self._looked_at[id(schema)] = schema, 1 + sum(map(self._looks, parts))
        return self._looked_at[id(schema)][1]

    def states(self, schema: Any) -> bool:
        """Does a schema state types or values, whichever way it is met?"""
        if not isinstance(schema, dict):
            return False
        if id(schema) not in self._stating:
            # A schema that is made of itself says nothing by that.
            self._stating[id(schema)] = schema, False
            stating = any(self.statements(schema).values())
            self._stating[id(schema)] = schema, stating
        return self._stating[id(schema)][1]

    def statements(self, schema: dict[str, Any]) -> dict[Below, bool]:
        """Which parts of a schema state types or values: its own keywords, each part of `allOf`, each union."""
        if "$ref" in schema:
            return {Below("$ref"): self.states(self._target(schema))}
        found = {Below(""): subjects(schema) is None}
        for number, part in enumerate(schema.get("allOf", ())):
            found[Below("allOf", number)] = self.states(part)
        for union in UNIONS:
            if union in schema:
                found[Below(union)] = all(self.states(branch) for branch in schema[union])
        return found


def _each_once(leaves: Any) -> Way:
    return list({id(leaf): leaf for leaf in leaves}.values())


def about(way: Way) -> frozenset[str] | None:
    """The types that a way is about, None where it states types or values."""
    found: frozenset[str] | None = frozenset()
    for leaf in way:
        if isinstance(leaf, dict):
            found = met_subjects(found, subjects(leaf))
    return found


def said_together(way: Way) -> dict[Below, list[Any]]:
    """The members and items that several schemas of a way describe, with all that they say.

    Where one of them describes members or items that are not named, so do others that name some.
    """
    leaves = [leaf for leaf in way if isinstance(leaf, dict)]
    return {**_members_together(leaves), **_items_together(leaves)}


def _members_together(leaves: list[dict[str, Any]]) -> dict[Below, list[Any]]:
    speaking = [leaf for leaf in leaves if "properties" in leaf or _OTHERS in leaf]
    if len(speaking) < 2:  # noqa: PLR2004 - one schema says nothing together
        return {}
    found = {}
    for name in dict.fromkeys(name for leaf in speaking for name in leaf.get("properties", ())):
        said = [_member(leaf, name) for leaf in speaking]
        found[Below("properties", name)] = [one for one in said if one is not True]
    others = [leaf[_OTHERS] for leaf in speaking if _OTHERS in leaf]
    found = {place: said for place, said in found.items() if others or len(said) > 1}
    return {**found, Below(_OTHERS): others} if others else found


def _member(leaf: dict[str, Any], name: str) -> Any:
    return leaf.get("properties", {}).get(name, leaf.get(_OTHERS, True))


def _items_together(leaves: list[dict[str, Any]]) -> dict[Below, list[Any]]:
    speaking = [leaf for leaf in leaves if "items" in leaf or "prefixItems" in leaf]
    if len(speaking) < 2:  # noqa: PLR2004 - one schema says nothing together
        return {}
    longest = max(len(leaf.get("prefixItems", ())) for leaf in speaking)
    found = {
        Below("prefixItems", index): [_item(leaf, index) for leaf in speaking] for index in range(longest)
    }
    return {**found, Below("items"): [leaf.get("items", True) for leaf in speaking]}


def _item(leaf: dict[str, Any], index: int) -> Any:
    prefix = leaf.get("prefixItems", ())
    return prefix[index] if index < len(prefix) else leaf.get("items", True)
