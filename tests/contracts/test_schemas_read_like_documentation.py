"""Schemas read alike in the documentation of every format that has them, whatever refers to what."""

import json
from typing import Any

import pytest

from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.reference import Field

INFO = {"title": "Orders", "version": "1"}
ORDER = {
    "type": "object",
    "required": ["state"],
    "properties": {
        "state": {"enum": ["open", None], "description": "Where it stands"},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
    },
}
FIELDS = (
    Field("state", '"open" | null', "Where it stands", required=True),
    Field("lines", "object[]"),
    Field("lines[].sku", "string"),
)


def openapi(schema: Any) -> Any:
    content = {"application/json": {"schema": schema}}
    paths = {"/x": {"get": {"responses": {"200": {"description": "OK", "content": content}}}}}
    return {"openapi": "3.1.0", "info": INFO, "paths": paths}


def asyncapi(schema: Any) -> Any:
    return {
        "asyncapi": "2.6.0",
        "info": INFO,
        "channels": {"x": {"subscribe": {"message": {"payload": schema}}}},
    }


def jsonschema(schema: Any) -> Any:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


PLACES = {
    "openapi": (openapi, "#/paths/~1x/get/responses/200/content/application~1json/schema"),
    "asyncapi": (asyncapi, "#/channels/x/subscribe/message/payload"),
    "jsonschema": (jsonschema, "#"),
}


def fields(name: str, schema: Any) -> tuple[Field, ...]:
    document = load_document(json.dumps(PLACES[name][0](schema)), format=name)
    (entry,) = format_named(name).reference(document)
    return entry.groups[0].fields


@pytest.mark.parametrize("name", PLACES)
def test_members_have_paths_types_and_values_as_json_writes_them(name: str) -> None:
    assert fields(name, ORDER) == FIELDS


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("below", ["/properties/a", "/properties/a/items", ""])
def test_what_refers_to_itself_ends(name: str, below: str) -> None:
    inside = {"type": "array", "items": {"$ref": f"{PLACES[name][1]}{below}"}}

    found = fields(name, {"type": "object", "properties": {"a": inside}})

    assert found[0].name == "a"


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("keyword", ["anyOf", "allOf"])
def test_references_that_multiply_cost_what_they_are(name: str, keyword: str) -> None:
    at = PLACES[name][1]
    tower = {f"p{n}": {keyword: [{"$ref": f"{at}/properties/p{n + 1}"}] * 30} for n in range(40)}

    found = fields(name, {"type": "object", "properties": {**tower, "p40": {"type": "string"}}})

    assert all(len(field.type) < 1_000 for field in found)
