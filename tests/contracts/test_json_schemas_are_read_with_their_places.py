"""JSON Schemas in one file or several: their drafts, mistakes, names, and what people read of them."""

import json

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.formats import format_named
from catalog.contracts.jsonschema.drafts import URIS
from catalog.contracts.jsonschema.naming import operation_key
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

JSON_SCHEMA = format_named("jsonschema")
NEWEST = URIS["2020-12"]


def loaded(source):
    return load_document(
        source if isinstance(source, str) else json.dumps(source, indent=1), format="jsonschema"
    )


def problems(source):
    return [(one.pointer, one.line, one.message, one.severity) for one in validate(loaded(source))]


@pytest.mark.parametrize("draft", URIS)
def test_the_draft_is_named_by_the_document(draft):
    uri = URIS[draft]
    for stated in (uri, uri.rstrip("#"), uri.replace("https://", "http://")):
        assert loaded({"$schema": stated}).format_version == draft
    assert load_document(json.dumps({"$schema": uri})).format == "jsonschema"
    assert problems({"$schema": uri, "type": "object"}) == []


def test_true_and_false_are_schemas_too():
    for boolean, same in (("true", "{}"), ("false", '{"not": {}}')):
        assert not [one for one in problems(boolean) if one[-1] == "error"]
        assert compare_documents(boolean, same, format="jsonschema").changes == ()
    assert compare_documents("true", "false", format="jsonschema").is_compatible("forward")
    assert not compare_documents("true", "false", format="jsonschema").is_compatible("backward")


def test_without_a_draft_the_newest_is_assumed_and_that_is_said():
    assert problems({"type": "object"}) == [("", 1, "Without `$schema`, 2020-12 is assumed", "warning")]
    assert problems({"$schema": "https://example.com/own"}) == [
        ("/$schema", 2, "`$schema` names no draft that is known; 2020-12 is assumed", "warning")
    ]


@pytest.mark.parametrize(
    ("schema", "pointer", "line", "message"),
    [
        (
            {"$schema": NEWEST, "type": "objekt"},
            "/type",
            3,
            '`type`: "objekt" must be one of `array`, `boolean`, ',
        ),
        ({"$schema": NEWEST, "required": "a"}, "/required", 3, '`required`: "a" must be of type array'),
        (
            {"$schema": NEWEST, "$defs": {"A": {"items": [{}]}}},
            "/$defs/A/items",
            5,
            "`items`: [{}] must be of type",
        ),
        (
            {"$schema": URIS["draft-04"], "required": []},
            "/required",
            3,
            "`required`: [] must not hold fewer than 1",
        ),
        (
            {"$schema": URIS["draft-07"], "minimum": "3"},
            "/minimum",
            3,
            '`minimum`: "3" must be of type number',
        ),
        ({"$schema": NEWEST, "pattern": "("}, "/pattern", 3, '`pattern`: "(" is not a valid regex'),
        (
            {"$schema": NEWEST, "items": {"$ref": "#/$defs/A"}},
            "/items/$ref",
            4,
            "The reference '#/$defs/A' leads nowhere",
        ),
        ({"$schema": NEWEST, "items": {"$ref": "#a"}}, "/items/$ref", 4, "The reference '#a' leads nowhere"),
        (
            {"$schema": NEWEST, "items": {"$ref": "a.json"}},
            "/items/$ref",
            4,
            "The reference 'a.json' leaves the document",
        ),
        ({"$schema": NEWEST, "$ref": "#"}, "/$ref", 3, "The reference '#' leads in a circle"),
        (
            {"$schema": NEWEST, "$ref": "#/title", "title": "T"},
            "/$ref",
            3,
            "The reference '#/title' must lead to a schema",
        ),
    ],
)
def test_a_mistake_is_said_once_and_where_it_is(schema, pointer, line, message):
    [(at, on, said, severity)] = problems(schema)

    assert (at, on, severity) == (pointer, line, "error")
    assert said.startswith(message)


def test_the_words_of_a_reference_say_nothing_of_where_it_leads():
    found = problems({"$schema": NEWEST, "items": {"$ref": "#/$defs/leads back to itself"}})

    assert "The reference '#/$defs/leads back to itself' leads nowhere" in [said for *_, said, _ in found]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("[]", "A JSON Schema is a JSON object"),
        ("5", "A JSON Schema is a JSON object"),
        ('{"$schema": "http://json-schema.org/draft-03/schema#"}', "draft-03.* is not judged"),
        ('{"type": }', "JSON"),
    ],
)
def test_what_is_not_judged_is_refused(source, says):
    with pytest.raises(DocumentError, match=says):
        loaded(source)


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"title": "Order"}, "Order"),
        ({"title": "Order placed (v2)"}, "Order-placed-v2"),
        ({"$id": "https://example.com/schemas/order.schema.json"}, "order"),
        ({"id": "https://example.com/order.json#"}, "order"),
        ({"title": "  ", "$id": "urn:example:order"}, "urn-example-order"),
        ({"title": 7}, "$"),
        ({}, "$"),
    ],
)
def test_a_schema_is_an_operation_under_its_title_or_its_id(schema, name):
    [operation] = JSON_SCHEMA.operations(loaded({**schema, "description": "What it is."}))

    assert (operation.key, operation.summary, operation.pointer) == (name, "What it is.", "")
    assert operation_key(operation.key) == operation.key


@pytest.mark.parametrize("text", ["", "GET /orders", "a b", "-a", "a" * 300])
def test_what_is_no_name_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="Order"):
        operation_key(text)


FILES = {
    "order.json": {
        "$schema": URIS["draft-07"],
        "$id": "https://example.com/order.json",
        "properties": {
            "line": {"$ref": "parts/line.json"},
            "price": {"$ref": "https://example.com/money.json#/definitions/Price"},
        },
    },
    "parts/line.json": {
        "$id": "https://example.com/line.json",
        "properties": {"sku": {"$ref": "#/definitions/Sku"}},
        "definitions": {"Sku": {"type": "string"}},
    },
    "money.json": {"$id": "https://example.com/money.json", "definitions": {"Price": {"type": "number"}}},
}


def bundle(**replaced):
    text = json.dumps(FILES)
    for word, other in replaced.items():
        text = text.replace(f'"{word}"', f'"{other}"')
    return {path: json.dumps(schema, indent=1) for path, schema in json.loads(text).items()}


def test_files_refer_to_each_other_by_path_and_by_id():
    found = compare_documents(bundle(), bundle(string="boolean", number="integer"), format="jsonschema")

    assert {(change.rule_id, change.fields, change.previous_position.file) for change in found.changes} == {
        ("request-type-changed", (), "parts/line.json"),
        ("response-type-changed", ("line.sku",), "parts/line.json"),
        ("request-type-narrowed", (), "money.json"),
    }
    assert found.undecided == ()


def test_a_mistake_in_a_file_of_a_bundle_names_the_file():
    found = validate(load_document(bundle(string="strng"), format="jsonschema"))

    assert [(one.file, one.pointer) for one in found] == [
        ("parts/line.json", "/x-bundled-files/parts~1line.json/definitions/Sku/type")
    ]


def test_a_stored_schema_is_the_same():
    document = load_document(bundle(), format="jsonschema")
    stored = Document.from_stored(document.to_stored())

    assert (stored.tree, stored.format_version) == (document.tree, "draft-07")


def test_people_read_properties_and_definitions():
    schema = {
        "title": "Order",
        "description": "What somebody ordered.",
        "properties": {
            "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}, "description": "At least one."},
            "status": {"enum": ["new", "paid"], "deprecated": True},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["lines"],
        "$defs": {"Line": {"type": "object", "properties": {"sku": {"type": ["string", "integer"]}}}},
    }
    order, line = JSON_SCHEMA.reference(loaded(schema))

    assert (order.name, order.key, order.description) == ("Order", "Order", "What somebody ordered.")
    assert [(one.name, one.type, one.required, one.deprecated) for one in order.groups[0].fields] == [
        ("lines", "Line[]", True, False),
        ("status", '"new" | "paid"', False, True),
        ("note", "string | null", False, False),
    ]
    assert (line.kind, line.name, line.pointer) == ("definition", "Line", "/$defs/Line")
    assert [one.type for one in line.groups[0].fields] == ["string | integer"]


def test_a_whole_schema_that_cannot_be_judged_is_a_place_of_a_comparison_that_was_finished():
    comparison = compare_documents('{"$dynamicRef": "#a"}', '{"$dynamicRef": "#b"}', format="jsonschema")

    (corner,) = comparison.undecided
    assert (corner.pointer, corner.operations) == ("", ("$",))
    assert (corner.previous_position.line, corner.current_position.line) == (1, 1)
    assert not comparison.unfinished
