"""Conditions are judged rightly: where nothing harmful is told, whatever a conforming sender sends is accepted.

Pairs of schemas with `not`, `if`, `contains`, `propertyNames`, `dependent*`, `patternProperties` and
`unevaluated*` are made at random from a fixed seed; instances are checked by an independent validator. For
longer runs, `PORTOLAN_SOUND_PAIRS` says how many pairs.
"""

import copy
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from catalog.contracts.compare import compare_documents

PAIRS = int(os.environ.get("PORTOLAN_SOUND_PAIRS", "1500"))
MAPS = ("properties", "patternProperties", "dependentRequired", "dependentSchemas")
NAMES = ("a", "b", "xa")
PATTERNS = ("^x", "a", "^a$")
VALUES = (None, True, 0, 1, 2, 5, 1.5, "", "a", "xa", "zz", [], [1], ["a", 1], [1, 2, 1], {}, {"a": 1})


class Generator:
    """Makes schemas, changes of them, and values."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def scalar(self) -> Any:
        return self.pick.choice(
            [
                {"type": "string"},
                {"type": "string", "minLength": self.pick.randint(1, 2)},
                {"type": "string", "enum": self.pick.sample(["a", "xa", "zz"], 2)},
                {"type": "integer"},
                {"type": "integer", "minimum": self.pick.randint(0, 2)},
                {"const": self.pick.choice(["a", 1])},
                {"type": ["string", "integer"]},
                True,
            ]
        )

    def required(self) -> Any:
        return {"required": self.pick.sample(NAMES, self.pick.randint(1, 2))}

    def guard(self) -> Any:
        tagged = {"properties": {"a": {"const": self.pick.choice(["a", 1])}}, "required": ["a"]}
        return self.pick.choice(
            [{"required": [self.pick.choice(NAMES)]}, tagged, {"properties": {"b": self.scalar()}}]
        )

    def part(self) -> Any:
        members = {"properties": {self.pick.choice(NAMES): self.scalar()}}
        return self.pick.choice([self.required(), members, {**members, **self.required()}])

    def object(self) -> Any:
        schema: dict[str, Any] = {"type": "object"}
        if self.pick.random() < 0.8:
            schema["properties"] = {name: self.scalar() for name in self.pick.sample(NAMES, 2)}
        if self.pick.random() < 0.3:
            schema |= self.required()
        if self.pick.random() < 0.3:
            schema["additionalProperties"] = self.pick.choice([False, True, self.scalar()])
        for _ in range(self.pick.randint(1, 2)):
            schema |= self.object_condition()
        return schema

    def object_condition(self) -> Any:
        name, other = self.pick.sample(NAMES, 2)
        return self.pick.choice(
            [
                {"dependentRequired": {name: [other]}},
                {"dependentSchemas": {name: self.part()}},
                {"if": self.guard(), "then": self.part()},
                {"if": self.guard(), "then": self.part(), "else": self.part()},
                {"not": self.guard()},
                {"propertyNames": {"maxLength": self.pick.randint(1, 2)}},
                {"propertyNames": {"pattern": self.pick.choice(PATTERNS)}},
                {"patternProperties": {self.pick.choice(PATTERNS): self.scalar()}},
                {"unevaluatedProperties": False, "allOf": [self.part()]},
                {"unevaluatedProperties": False, "if": self.guard(), "then": self.part()},
                {"unevaluatedProperties": False, "anyOf": [self.part(), self.part()]},
            ]
        )

    def array(self) -> Any:
        schema: dict[str, Any] = {"type": "array"}
        if self.pick.random() < 0.6:
            schema["items"] = self.scalar()
        if self.pick.random() < 0.3:
            schema["minItems"] = self.pick.randint(1, 2)
        counted = {"contains": self.scalar()}
        bounds = self.pick.choice(
            [{}, {"minContains": 2}, {"maxContains": 1}, {"minContains": 0, "maxContains": 2}]
        )
        tail = {"prefixItems": [self.scalar()], "unevaluatedItems": self.pick.choice([False, self.scalar()])}
        return schema | self.pick.choice([counted | bounds, tail, {"not": {"maxItems": 1}}, {"not": counted}])

    def single(self) -> Any:
        refused = self.pick.choice(
            [
                self.scalar(),
                {"enum": self.pick.sample(["a", 1, "zz"], 2)},
                {"type": "string"},
                {"anyOf": [{"const": 1}, {"const": "a"}]},
            ]
        )
        return {**(base if isinstance(base := self.scalar(), dict) else {}), "not": refused}

    def schema(self) -> Any:
        made = self.pick.choice([self.object, self.object, self.array, self.single])()
        return made if isinstance(made, dict) else {}

    def changed(self, schema: Any) -> Any:
        current = copy.deepcopy(schema)
        action = self.pick.random()
        if action < 0.4:
            fresh = next(
                (made for _ in range(9) if (made := self.schema()).get("type") == schema.get("type")), {}
            )
            current |= {key: part for key, part in fresh.items() if self.pick.random() < 0.5}
        elif action < 0.6 and len(current) > 1:
            del current[self.pick.choice([key for key in current if key != "type"])]
        else:
            self._mutate(current)
        return current

    def _mutate(self, schema: Any) -> None:
        spots = list(_spots(schema))
        holder, key = self.pick.choice(spots)
        value = holder[key]
        if isinstance(value, int) and not isinstance(value, bool):
            holder[key] = self.pick.randint(0, 3)
        elif isinstance(value, list) and len(value) > 1:
            holder[key] = self.pick.sample(value, len(value) - 1)
        elif isinstance(value, dict | bool) and key not in MAPS:
            holder[key] = self.scalar()

    def value(self) -> Any:
        kind = self.pick.random()
        if kind < 0.25:
            return self.pick.choice(VALUES)
        if kind < 0.45:
            return [self.pick.choice(VALUES[:13]) for _ in range(self.pick.randint(0, 4))]
        names = self.pick.sample((*NAMES, "zz"), self.pick.randint(0, 4))
        return {name: self.pick.choice(VALUES[:13]) for name in names}


def _spots(schema: Any) -> Iterator[tuple[Any, Any]]:
    pairs = (
        schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    )
    for key, part in pairs:
        if key not in ("type", "const", "required", "enum") or isinstance(part, list):
            yield schema, key
        if key not in ("enum", "const", "required", "type"):
            yield from _spots(part)


def projected(schema: Any) -> Any:
    """The sender's projection: an object with declared members and no word about others has no others."""
    declared = declared_in(schema)
    if not declared or {"additionalProperties", "unevaluatedProperties", "patternProperties"} & schema.keys():
        return schema
    named = dict.fromkeys([*declared, *schema.get("required", ())], True)
    return {**schema, "properties": named | schema.get("properties", {}), "additionalProperties": False}


def declared_in(schema: Any) -> set[str]:
    """Members that are declared, also in parts and under conditions."""
    if not isinstance(schema, dict):
        return set()
    parts = [*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("dependentSchemas", {}).values()]
    parts += [schema[key] for key in ("then", "else") if "if" in schema and key in schema]
    return set(schema.get("properties", {})).union(*map(declared_in, parts))


def document(schema: Any, direction: str) -> str:
    content = {"content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
    if direction == "request":
        operation["requestBody"] = {"required": True} | content
    else:
        operation["responses"]["200"] |= content
    info = {"title": "Things", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/things": {"post": operation}}})


def test_what_is_not_told_does_not_break() -> None:
    generator, seen = Generator(seed=20), Counter[str]()
    for _ in range(PAIRS):
        seen["pairs"] += 1
        previous = generator.schema()
        current = generator.changed(previous)
        direction = generator.pick.choice(["request", "response"])
        comparison = compare_documents(document(previous, direction), document(current, direction))
        harmful = [change for change in comparison.changes if change.severity != "safe"]
        seen["undecided"] += bool(comparison.undecided)
        seen["unproven"] += any(
            one.about_values and one.severity == "breaking" and not one.witness for one in harmful
        )
        if harmful or comparison.undecided:
            continue
        seen["silent or safe"] += 1
        sender, receiver = (previous, current) if direction == "request" else (current, previous)
        sent = jsonschema_rs.Draft202012Validator(projected(sender))
        accepted = jsonschema_rs.Draft202012Validator(receiver)
        for value in [generator.value() for _ in range(60)]:
            if sent.is_valid(value):
                seen["instances"] += 1
                assert accepted.is_valid(value), (direction, previous, current, value)
    print(dict(seen))  # noqa: T201 - the figures of a long run
    assert seen["instances"] > 100
