"""The same JSON Schema in another draft, with the keywords of that draft, is no change."""

import json

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS

TEXT, NUMBER, INTEGER = {"type": "string"}, {"type": "number"}, {"type": "integer"}

RECURSIVE = {
    "2019-09": {"type": "object", "properties": {"next": {"$recursiveRef": "#"}}},
    "2020-12": {"type": "object", "properties": {"next": {"$ref": "#"}}},
}

SAME_MEANING = [
    ("draft-04", {"minimum": 3, "exclusiveMinimum": True}, "2020-12", {"exclusiveMinimum": 3}),
    ("draft-04", {"minimum": 3, "exclusiveMinimum": False}, "draft-06", {"minimum": 3}),
    ("draft-04", {"enum": [1]}, "draft-06", {"const": 1}),
    ("draft-04", {"type": "string", "const": "x"}, "draft-07", {"type": "string"}),
    (
        "draft-06",
        {"type": "string", "if": {"minLength": 1}, "then": {"maxLength": 2}},
        "2019-09",
        {"type": "string"},
    ),
    ("draft-07", {"type": "array", "items": [TEXT]}, "2020-12", {"type": "array", "prefixItems": [TEXT]}),
    (
        "draft-07",
        {"type": "array", "items": [TEXT, NUMBER], "additionalItems": INTEGER},
        "2020-12",
        {"type": "array", "prefixItems": [TEXT, NUMBER], "items": INTEGER},
    ),
    (
        "draft-07",
        {"type": "array", "items": TEXT, "additionalItems": False},
        "2020-12",
        {"type": "array", "items": TEXT},
    ),
    ("draft-07", {"dependencies": {"a": ["b"]}}, "2019-09", {"dependentRequired": {"a": ["b"]}}),
    (
        "draft-07",
        {"dependencies": {"a": {"properties": {"b": TEXT}}}},
        "2020-12",
        {"dependentSchemas": {"a": {"properties": {"b": TEXT}}}},
    ),
    ("draft-07", {"type": "string", "unevaluatedProperties": False}, "2020-12", {"type": "string"}),
    (
        "draft-07",
        {"definitions": {"T": TEXT}, "properties": {"a": {"$ref": "#/definitions/T", "maxLength": 3}}},
        "2020-12",
        {"$defs": {"T": TEXT}, "properties": {"a": {"$ref": "#/$defs/T"}}},
    ),
    (
        "draft-04",
        {
            "id": "https://example.com/a.json",
            "definitions": {"T": {**TEXT, "id": "#t"}},
            "properties": {"a": {"$ref": "#t"}},
        },
        "2020-12",
        {"$defs": {"T": {**TEXT, "$anchor": "t"}}, "properties": {"a": {"$ref": "#t"}}},
    ),
    (
        "draft-07",
        {
            "$id": "https://example.com/a.json",
            "definitions": {"T": TEXT},
            "properties": {"a": {"$ref": "a.json#/definitions/T"}},
        },
        "draft-07",
        {"properties": {"a": TEXT}},
    ),
    ("2019-09", RECURSIVE["2019-09"], "2020-12", RECURSIVE["2020-12"]),
    ("draft-07", {"$ref": "#/definitions/T", "definitions": {"T": TEXT}}, "2020-12", TEXT),
]


@pytest.mark.parametrize(("draft", "schema", "other", "same"), SAME_MEANING)
def test_the_same_schema_in_another_draft_is_no_change(draft, schema, other, same):
    documents = ({"$schema": URIS[draft], **schema}, {"$schema": URIS[other], **same})
    found = compare_documents(*map(json.dumps, documents), format="jsonschema")

    assert found.changes == found.undecided == ()
