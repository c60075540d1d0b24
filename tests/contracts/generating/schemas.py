"""Random schemas over the keywords that are judged, in any version of the format."""

from __future__ import annotations

import random
from typing import Any

NAMES = ("a", "b", "c", "d")
COMPONENTS = ("First", "Second", "Third")
TEXTS = ("", "a", "aa", "b", "12", "xyz")
PATTERNS = {"^a+$": ("a", "aa"), "^[0-9]+$": ("1", "12"), "b": ("b", "abc"), "^.{2}$": ("xy", "aa")}
FORMATS = {
    "date": ("2024-05-17",),
    "uuid": ("0b7f6a6e-5a63-4d9b-9d0c-3f3a1c2b4d5e",),
    "email": ("ada@example.com",),
    "idn-email": ("ada@example.com", "äda@example.com"),
    "ipv4": ("192.0.2.1",),
    "uri": ("https://example.com/a",),
    "uri-reference": ("/a", "https://example.com/a"),
}
KEYS = {"^x": "x1", "^[ab]$": "a", "y": "y"}
VALUES = (None, True, False, 0, 1, 2, 1.0, 1.5, "a", "b", "12", [], [1], {}, {"a": 1})
MAX_DEPTH = 3


class Schemas:
    """Makes schemas in one version of the format: `2.0`, `3.0` or `3.1`."""

    def __init__(self, chance: random.Random, version: str) -> None:
        self.chance = chance
        self.version = version
        self.modern = version == "3.1"
        self.prefix = "#/definitions/" if version == "2.0" else "#/components/schemas/"

    def any(self, depth: int = 0) -> Any:
        """A schema of any kind, simpler the deeper it is."""
        makers = [self.number, self.text, self.values, self.plain]
        if depth < MAX_DEPTH:
            makers += [self.object, self.object, self.object, self.array, self.array, self.union, self.both]
            makers += [self.reference, self.reference] + ([self.several] if self.modern else [])
        schema = self.chance.choice(makers)(depth)
        return self.with_null(schema) if self.happens(0.1) and "$ref" not in schema else schema

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def with_null(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema or null, spelled in one of the ways that the version knows."""
        if self.version == "2.0":
            return schema | {"x-nullable": True}
        if self.version == "3.0":
            return schema | {"nullable": True}
        if (
            schema.get("type", "null") != "null"
            and isinstance(schema["type"], str)
            and not schema.keys() & {"enum", "const"}
            and self.happens(0.5)
        ):
            return schema | {"type": [schema["type"], "null"]}
        return {self.chance.choice(["anyOf", "oneOf"]): [schema, {"type": "null"}]}

    def reference(self, _: int) -> dict[str, Any]:
        return {"$ref": self.prefix + self.chance.choice(COMPONENTS)}

    def plain(self, _: int) -> dict[str, Any]:
        kinds = ["boolean", "string", "integer", "number", *(["null"] if self.modern else [])]
        return {} if self.happens(0.2) else {"type": self.chance.choice(kinds)}

    def values(self, _: int) -> dict[str, Any]:
        kind = self.chance.choice(["string", "integer", "number", None])
        fitting = {
            "string": TEXTS,
            "integer": (0, 1, 2, 3, -1),
            "number": (0, 1, 1.5, 2.5, 2),
            None: VALUES,
        }[kind]
        if self.modern and self.happens(0.3):
            schema: dict[str, Any] = {"const": self.chance.choice(fitting)}
        else:
            schema = {"enum": self.chance.sample(fitting, self.chance.randint(1, 3))}
        return schema if kind is None or self.happens(0.2) else schema | {"type": kind}

    def several(self, depth: int) -> dict[str, Any]:
        kinds = self.chance.sample(["string", "integer", "number", "boolean", "null", "array", "object"], 2)
        schema: dict[str, Any] = {"type": kinds}
        if self.happens(0.5):
            schema |= {"maxLength": self.size(), "minimum": self.bound()}
        if "object" in kinds:
            schema |= {key: part for key, part in self.object(depth).items() if key != "type"}
        return schema

    def number(self, _: int) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": self.chance.choice(["integer", "number"])}
        for strict, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if self.happens(0.3):
                schema[plain] = self.bound()
            if self.happens(0.2) and self.modern:
                schema[strict] = self.bound()
            elif self.happens(0.3) and plain in schema and not self.modern:
                schema[strict] = True
        if self.happens(0.2):
            schema["multipleOf"] = self.chance.choice([1, 2, 3, 0.5, 1.5, 4])
        if self.happens(0.1):
            schema["format"] = "int32" if schema["type"] == "integer" else "double"
        return schema

    def text(self, _: int) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "string"}
        if self.happens(0.3):
            schema["minLength"] = self.size()
        if self.happens(0.3):
            schema["maxLength"] = self.size()
        if self.happens(0.15):
            schema["pattern"] = self.chance.choice(list(PATTERNS))
        elif self.happens(0.15):
            schema["format"] = self.chance.choice(list(FORMATS))
        return schema

    def size(self) -> int:
        return self.chance.randint(0, 4)

    def bound(self) -> float:
        return self.chance.choice([-2, -1, 0, 1, 2, 3, 5, 0.5, 2.5])

    def array(self, depth: int) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "array"}
        if self.happens(0.9) or not self.modern:
            schema["items"] = self.any(depth + 1)
        if self.happens(0.2) and self.modern:
            schema["prefixItems"] = [self.any(depth + 1) for _ in range(self.chance.randint(1, 2))]
            if self.happens(0.3):
                schema["items"] = False
        if self.happens(0.2):
            schema["minItems"] = self.chance.randint(0, 2)
        if self.happens(0.2):
            schema["maxItems"] = self.chance.randint(0, 3)
        if self.happens(0.2):
            schema["uniqueItems"] = self.happens(0.8)
        return schema

    def object(self, depth: int) -> dict[str, Any]:
        schema: dict[str, Any] = {} if self.happens(0.1) else {"type": "object"}
        if self.happens(0.9):
            names = self.chance.sample(NAMES, self.chance.randint(0, 3))
            schema["properties"] = {name: self.member(depth + 1) for name in names}
        if self.happens(0.4):
            named = list(schema.get("properties", ())) if self.happens(0.8) else list(NAMES)
            required = self.chance.sample(named, min(len(named), self.chance.randint(1, 2)))
            schema |= {"required": required} if required else {}
        if self.happens(0.3):
            schema["additionalProperties"] = self.others(depth + 1)
        if self.happens(0.1) and self.modern:
            schema["patternProperties"] = {self.chance.choice(list(KEYS)): self.any(depth + 1)}
        if self.happens(0.1):
            schema["minProperties"] = self.chance.randint(0, 2)
        if self.happens(0.1):
            schema["maxProperties"] = self.chance.randint(0, 3)
        return schema

    def others(self, depth: int) -> Any:
        return self.chance.choice([False, False, True, {}]) if self.happens(0.6) else self.any(depth)

    def member(self, depth: int) -> dict[str, Any]:
        schema: dict[str, Any] = self.any(depth)
        if self.happens(0.08) and "$ref" not in schema:
            schema = schema | {"readOnly": True}
        elif self.happens(0.05) and "$ref" not in schema and self.version != "2.0":
            schema = schema | {"writeOnly": True}
        return schema

    def union(self, depth: int) -> dict[str, Any]:
        if self.version == "2.0":
            return self.both(depth)
        branches = [self.any(depth + 1) for _ in range(self.chance.randint(1, 3))]
        schema: dict[str, Any] = {self.chance.choice(["anyOf", "anyOf", "oneOf"]): branches}
        return schema | self.object(depth + 2) if self.happens(0.1) else schema

    def both(self, depth: int) -> dict[str, Any]:
        first = self.object(depth + 1) if self.happens(0.7) else self.any(depth + 1)
        second = self.object(depth + 1) if self.happens(0.7) else self.any(depth + 1)
        return {"allOf": [first, second]}
