"""Random values that are likely to be instances of a schema, many of them close to a bound."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.contracts.generating.schemas import FORMATS, KEYS, NAMES, PATTERNS, TEXTS, VALUES

MAX_DEPTH = 6
MAX_SIZE = 300
_KINDS = ("null", "boolean", "number", "string", "array", "object")


class Instances:
    """Makes values for schemas in plain JSON Schema; the validator has the last word.

    `hints` are schemas whose numbers, sizes and values are worth trying.
    """

    def __init__(self, chance: random.Random, definitions: dict[str, Any], hints: list[Any]) -> None:
        self._chance = chance
        self._definitions = definitions
        self._left = MAX_SIZE
        found = [value for hint in hints for value in _scalars(hint)]
        self._numbers = sorted({0, 1, 1.5, *(near for value in found for near in _near(value))})
        self._sizes = [int(number) for number in self._numbers if number in range(6)]
        self._texts = [*TEXTS, *{value for value in found if isinstance(value, str)}]

    def of(self, schema: Any) -> Any:
        """A value; past a depth and a size whatever comes, since a schema may ask for more than there is room."""
        self._left = MAX_SIZE
        return self._of_all([schema], 0)

    def _of_all(self, schemas: list[Any], depth: int) -> Any:
        self._left -= 1
        leaves = [leaf for schema in schemas for leaf in self._leaves(schema, 0)]
        known = [
            leaf["enum"] if "enum" in leaf else [leaf["const"]]
            for leaf in leaves
            if "enum" in leaf or "const" in leaf
        ]
        if known:
            return self._chance.choice(self._chance.choice(known))
        kinds = [kind for kind in _KINDS if all(_allows(leaf, kind) for leaf in leaves)]
        telling = [kind for kind in kinds if any("type" in leaf for leaf in leaves)] or self._meant(leaves)
        if not telling or depth > 2 * MAX_DEPTH or self._left < 0 or self._chance.random() < 0.02:
            return self._chance.choice(VALUES)
        return getattr(self, f"_{self._chance.choice(telling)}")(leaves, depth)

    def _meant(self, leaves: list[dict[str, Any]]) -> list[str]:
        keys = {key for leaf in leaves for key in leaf}
        if keys & {"properties", "required", "additionalProperties", "patternProperties"}:
            return ["object"]
        return ["array"] if keys & {"items", "prefixItems"} else list(_KINDS)

    def _leaves(self, schema: Any, depth: int) -> Iterator[dict[str, Any]]:
        if not isinstance(schema, dict) or depth > MAX_DEPTH * 2:
            return
        yield schema
        if "$ref" in schema:
            yield from self._leaves(self._definitions[schema["$ref"].rpartition("/")[2]], depth + 1)
        for part in schema.get("allOf", ()):
            yield from self._leaves(part, depth + 1)
        for union in ("anyOf", "oneOf"):
            if union in schema:
                yield from self._leaves(self._chance.choice(schema[union]), depth + 1)

    def _null(self, leaves: list[dict[str, Any]], depth: int) -> None:
        return None

    def _boolean(self, leaves: list[dict[str, Any]], depth: int) -> bool:
        return self._chance.random() < 0.5

    def _number(self, leaves: list[dict[str, Any]], depth: int) -> Any:
        steps = [leaf["multipleOf"] for leaf in leaves if "multipleOf" in leaf]
        integral = any(leaf.get("type") == "integer" for leaf in leaves)
        number = self._chance.choice(self._numbers)
        if steps and self._chance.random() < 0.8:
            number = max(steps) * self._chance.randint(-2, 4)
        return int(number) if integral else number

    def _string(self, leaves: list[dict[str, Any]], depth: int) -> str:
        for leaf in self._chance.sample(leaves, len(leaves)):
            known = PATTERNS.get(leaf.get("pattern", ""), FORMATS.get(leaf.get("format", ""), ()))
            if known:
                return self._chance.choice(known)
        if self._chance.random() < 0.5:
            return self._chance.choice(self._texts)
        return "a" * self._chance.choice(self._sizes)

    def _array(self, leaves: list[dict[str, Any]], depth: int) -> list[Any]:
        least = max((leaf.get("minItems", 0) for leaf in leaves), default=0)
        most = min((leaf["maxItems"] for leaf in leaves if "maxItems" in leaf), default=least + 2)
        size = self._chance.randint(least, max(least, most)) if depth < MAX_DEPTH else least
        items = [
            self._of_all([_item(leaf, index) for leaf in leaves], depth + 1) for index in range(min(size, 6))
        ]
        if items and self._chance.random() < 0.1 and len(items) < most:
            items.append(items[0])
        return items

    def _object(self, leaves: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        declared = {name for leaf in leaves for name in leaf.get("properties", ())}
        required = {name for leaf in leaves for name in leaf.get("required", ())}
        share = self._chance.choice([0.0, 0.5, 0.8]) if depth < MAX_DEPTH else 0.0
        names = required | {name for name in sorted(declared) if self._chance.random() < share}
        if self._chance.random() < share / 2:
            names |= set(self._chance.sample([*NAMES, *KEYS.values()], self._chance.randint(1, 2)))
        return {
            name: self._of_all([_member(leaf, name) for leaf in leaves], depth + 1) for name in sorted(names)
        }


def _item(leaf: dict[str, Any], index: int) -> Any:
    prefix = leaf.get("prefixItems", ())
    return prefix[index] if index < len(prefix) else leaf.get("items", True)


def _member(leaf: dict[str, Any], name: str) -> Any:
    return leaf.get("properties", {}).get(name, leaf.get("additionalProperties", True))


def _allows(leaf: dict[str, Any], kind: str) -> bool:
    stated = leaf.get("type")
    if stated is None:
        return True
    names = {stated} if isinstance(stated, str) else set(stated)
    return kind in {"number" if name == "integer" else name for name in names}


def _scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _scalars(part)
    else:
        yield value


def _near(value: Any) -> tuple[float, ...]:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 100:
        return ()
    return (value - 1, value - 0.5, value, value + 0.5, value + 1)
