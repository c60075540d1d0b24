"""Pairs of schemas in whole documents: the second made from the first by a few edits."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.changes import Direction
from tests.contracts.generating.edits import edited
from tests.contracts.generating.schemas import COMPONENTS, Schemas

VERSIONS = ("3.1", "3.1", "3.0", "2.0")


@dataclass(slots=True)
class Side:
    """A schema and the components that it may refer to, in one version of the format."""

    version: str
    schema: Any
    components: dict[str, Any] = field(default_factory=dict)

    def document(self, direction: Direction) -> dict[str, Any]:
        """A document with one operation that sends or answers the schema."""
        operation = {"responses": {"200": {"description": "OK"}}}
        if self.version == "2.0":
            return self._swagger(operation, direction)
        content = {"content": {"application/json": {"schema": self.schema}}}
        if direction == "request":
            operation["requestBody"] = content | {"required": True}
        else:
            operation["responses"]["200"] |= content
        version = {"3.0": "3.0.3", "3.1": "3.1.0"}[self.version]
        components = {"components": {"schemas": self.components}}
        return self._around({"openapi": version}, operation) | components

    def _swagger(self, operation: dict[str, Any], direction: Direction) -> dict[str, Any]:
        operation |= {"consumes": ["application/json"], "produces": ["application/json"]}
        if direction == "request":
            body = {"in": "body", "name": "body", "required": True, "schema": self.schema}
            operation["parameters"] = [body]
        else:
            operation["responses"]["200"]["schema"] = self.schema
        return self._around({"swagger": "2.0"}, operation) | {"definitions": self.components}

    def _around(self, version: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
        info = {"title": "Things", "version": "1"}
        return version | {"info": info, "paths": {"/things": {"post": operation}}}


@dataclass(slots=True)
class SchemaPair:
    """Two sides and the direction in which they are compared."""

    direction: Direction
    previous: Side
    current: Side

    @property
    def sender(self) -> Side:
        return self.previous if self.direction == "request" else self.current

    @property
    def receiver(self) -> Side:
        return self.current if self.direction == "request" else self.previous


def schema_pair(chance: random.Random, *, keeping: bool = False) -> SchemaPair:
    """A pair that differs by one to three edits; `keeping` allows only edits that keep the meaning."""
    schemas = Schemas(chance, chance.choice(VERSIONS))
    previous = Side(schemas.version, schemas.any(), {name: schemas.any(1) for name in COMPONENTS})
    current = copy.deepcopy(previous)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        edited(schemas, current, keeping=keeping)
    return SchemaPair(chance.choice(["request", "response"]), previous, current)
