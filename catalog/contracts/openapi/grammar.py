"""Which kind of object stands where in an OpenAPI or Swagger document.

Source: the fixed and patterned fields of the specifications 2.0, 3.0.4 and 3.1.1.
"""

from collections.abc import Iterator
from typing import Any, Literal

from catalog.contracts.openapi.items import METHODS

Kind = str
"""The specification's name of an object, in lower case: "path item", "response", "schema" ..."""

Shape = Literal["one", "list", "map"]
Grammar = dict[Kind, dict[str, tuple[Shape, Kind]]]


def _fields(shape: Shape, kind: Kind, *names: str) -> dict[str, tuple[Shape, Kind]]:
    return dict.fromkeys(names, (shape, kind))


_SCHEMA = {
    **_fields("one", "schema", "not", "additionalProperties", "items"),
    **_fields("list", "schema", "allOf", "anyOf", "oneOf"),
    **_fields("map", "schema", "properties"),
}
_SCHEMA_2020_12 = {
    **_SCHEMA,
    **_fields("one", "schema", "if", "then", "else", "contains", "propertyNames", "contentSchema"),
    **_fields("one", "schema", "unevaluatedItems", "unevaluatedProperties"),
    **_fields("list", "schema", "prefixItems"),
    **_fields("map", "schema", "patternProperties", "dependentSchemas", "$defs"),
}
_PATH_ITEM: dict[str, tuple[Shape, Kind]] = {
    **_fields("one", "operation", *METHODS),
    "parameters": ("list", "parameter"),
}
_INPUT: dict[str, tuple[Shape, Kind]] = {
    "schema": ("one", "schema"),
    "content": ("map", "media type"),
    "examples": ("map", "example"),
}

SWAGGER_2_0: Grammar = {
    "document": {
        "paths": ("map", "path item"),
        "definitions": ("map", "schema"),
        "parameters": ("map", "parameter"),
        "responses": ("map", "response"),
        "securityDefinitions": ("map", "security scheme"),
    },
    "path item": _PATH_ITEM,
    "operation": {"parameters": ("list", "parameter"), "responses": ("map", "response")},
    "parameter": {"schema": ("one", "schema")},
    "response": {"schema": ("one", "schema"), "headers": ("map", "header")},
    "schema": _SCHEMA,
}

OPENAPI_3_0: Grammar = {
    "document": {"paths": ("map", "path item"), "components": ("one", "components")},
    "components": {
        "schemas": ("map", "schema"),
        "responses": ("map", "response"),
        "parameters": ("map", "parameter"),
        "examples": ("map", "example"),
        "requestBodies": ("map", "request body"),
        "headers": ("map", "header"),
        "securitySchemes": ("map", "security scheme"),
        "links": ("map", "link"),
        "callbacks": ("map", "callback"),
    },
    "path item": _PATH_ITEM,
    "operation": {
        "parameters": ("list", "parameter"),
        "requestBody": ("one", "request body"),
        "responses": ("map", "response"),
        "callbacks": ("map", "callback"),
    },
    "parameter": _INPUT,
    "header": _INPUT,
    "request body": {"content": ("map", "media type")},
    "response": {"headers": ("map", "header"), "content": ("map", "media type"), "links": ("map", "link")},
    "media type": {
        "schema": ("one", "schema"),
        "examples": ("map", "example"),
        "encoding": ("map", "encoding"),
    },
    "encoding": {"headers": ("map", "header")},
    "schema": _SCHEMA,
}

OPENAPI_3_1: Grammar = {
    **OPENAPI_3_0,
    "document": {**OPENAPI_3_0["document"], "webhooks": ("map", "path item")},
    "components": {**OPENAPI_3_0["components"], "pathItems": ("map", "path item")},
    "schema": _SCHEMA_2020_12,
}


def grammar_of(format_version: str) -> Grammar:
    return {"2.0": SWAGGER_2_0, "3.0": OPENAPI_3_0}.get(format_version[:3], OPENAPI_3_1)


def children(grammar: Grammar, kind: Kind, node: Any) -> Iterator[tuple[Kind, tuple[str | int, ...], Any]]:
    """The objects directly inside an object: kind, the tokens that lead there, and what stands there."""
    if kind == "callback":
        yield from (
            ("path item", (name,), child) for name, child in node.items() if not name.startswith("x-")
        )
        return
    for field, (shape, child_kind) in grammar.get(kind, {}).items():
        held = node.get(field)
        if shape == "one" and held is not None:
            yield child_kind, (field,), held
        elif shape == "list" and isinstance(held, list):
            yield from ((child_kind, (field, index), child) for index, child in enumerate(held))
        elif shape == "map" and isinstance(held, dict):
            yield from ((child_kind, (field, name), child) for name, child in held.items())
