"""What `is_compatible` answers for the evolutions of a JSON Schema that registries document."""

import json

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS

FULL, BACKWARD, FORWARD, NONE = (True, True), (True, False), (False, True), (False, False)
"""Whether the current schema reads what the previous one wrote, and the other way round."""

TEXT, NUMBER, INTEGER = {"type": "string"}, {"type": "number"}, {"type": "integer"}


def order(properties, required=(), **others):
    return {
        "title": "Order",
        "type": "object",
        "properties": properties,
        "required": list(required),
        **others,
    }


def compared(previous, current):
    return compare_documents(json.dumps(previous), json.dumps(current), format="jsonschema")


def modes(previous, current):
    found = compared(previous, current)
    assert found.undecided == ()
    return found.is_compatible("backward"), found.is_compatible("forward")


CLOSED, OPEN = {"additionalProperties": False}, {"additionalProperties": True}

EVOLUTIONS = [
    ("optional property added", order({"a": TEXT}), order({"a": TEXT, "b": TEXT}), FULL),
    (
        "optional property added, closed",
        order({"a": TEXT}, **CLOSED),
        order({"a": TEXT, "b": TEXT}, **CLOSED),
        BACKWARD,
    ),
    (
        "optional property added, open",
        order({"a": TEXT}, **OPEN),
        order({"a": TEXT, "b": TEXT}, **OPEN),
        FORWARD,
    ),
    ("required property added", order({"a": TEXT}), order({"a": TEXT, "b": TEXT}, ["b"]), FORWARD),
    ("required property added, closed", order({}, **CLOSED), order({"b": TEXT}, ["b"], **CLOSED), NONE),
    ("optional property removed", order({"a": TEXT, "b": TEXT}), order({"a": TEXT}), FULL),
    (
        "optional property removed, closed",
        order({"a": TEXT, "b": TEXT}, **CLOSED),
        order({"a": TEXT}, **CLOSED),
        FORWARD,
    ),
    ("required property removed", order({"a": TEXT, "b": TEXT}, ["b"]), order({"a": TEXT}), BACKWARD),
    ("property became required", order({"a": TEXT}), order({"a": TEXT}, ["a"]), FORWARD),
    ("property became optional", order({"a": TEXT}, ["a"]), order({"a": TEXT}), BACKWARD),
    ("closed object opened", order({"a": TEXT}, **CLOSED), order({"a": TEXT}, **OPEN), BACKWARD),
    ("open object closed", order({"a": TEXT}, **OPEN), order({"a": TEXT}, **CLOSED), FORWARD),
    (
        "other members typed",
        order({"a": TEXT}, **OPEN),
        order({"a": TEXT}, additionalProperties=TEXT),
        FORWARD,
    ),
    (
        "other members widened",
        order({}, additionalProperties=INTEGER),
        order({}, additionalProperties=NUMBER),
        BACKWARD,
    ),
    (
        "names demanded",
        order({}, **OPEN),
        order({}, propertyNames={"pattern": "^[a-z]+$"}, **OPEN),
        FORWARD,
    ),
    ("short names demanded", order({}, **OPEN), order({}, propertyNames={"maxLength": 99}, **OPEN), FORWARD),
    ("no names allowed", {"type": "object"}, {"type": "object", "propertyNames": False}, FORWARD),
    ("type widened", order({"a": INTEGER}), order({"a": NUMBER}), BACKWARD),
    ("type narrowed", order({"a": NUMBER}), order({"a": INTEGER}), FORWARD),
    ("type changed", order({"a": NUMBER}), order({"a": TEXT}), NONE),
    ("type added to a list", order({"a": TEXT}), order({"a": {"type": ["string", "null"]}}), BACKWARD),
    ("enum extended", order({"a": {"enum": ["x"]}}), order({"a": {"enum": ["x", "y"]}}), BACKWARD),
    ("enum narrowed", order({"a": {"enum": ["x", "y"]}}), order({"a": {"enum": ["x"]}}), FORWARD),
    ("enum declared", order({"a": TEXT}), order({"a": {"type": "string", "enum": ["x"]}}), FORWARD),
    ("const changed", order({"a": {"const": 1}}), order({"a": {"const": 2}}), NONE),
    (
        "maximum length raised",
        order({"a": {**TEXT, "maxLength": 5}}),
        order({"a": {**TEXT, "maxLength": 9}}),
        BACKWARD,
    ),
    (
        "maximum length lowered",
        order({"a": {**TEXT, "maxLength": 9}}),
        order({"a": {**TEXT, "maxLength": 5}}),
        FORWARD,
    ),
    ("maximum length declared", order({"a": TEXT}), order({"a": {**TEXT, "maxLength": 5}}), FORWARD),
    ("maximum length dropped", order({"a": {**TEXT, "maxLength": 5}}), order({"a": TEXT}), BACKWARD),
    (
        "minimum raised",
        order({"a": {**NUMBER, "minimum": 1}}),
        order({"a": {**NUMBER, "minimum": 2}}),
        FORWARD,
    ),
    (
        "multiple tightened",
        order({"a": {**INTEGER, "multipleOf": 2}}),
        order({"a": {**INTEGER, "multipleOf": 4}}),
        FORWARD,
    ),
    (
        "pattern changed",
        order({"a": {**TEXT, "pattern": "^a"}}),
        order({"a": {**TEXT, "pattern": "^b"}}),
        NONE,
    ),
    (
        "format changed",
        order({"a": {**TEXT, "format": "date"}}),
        order({"a": {**TEXT, "format": "date-time"}}),
        NONE,
    ),
    (
        "format changed to an unknown one",
        order({"a": {**TEXT, "format": "sku"}}),
        order({"a": {**TEXT, "format": "gtin"}}),
        NONE,
    ),
    ("pattern declared", order({"a": TEXT}), order({"a": {**TEXT, "pattern": "^a"}}), FORWARD),
    (
        "unique items demanded",
        order({"a": {"type": "array"}}),
        order({"a": {"type": "array", "uniqueItems": True}}),
        FORWARD,
    ),
    ("items widened", {"type": "array", "items": INTEGER}, {"type": "array", "items": NUMBER}, BACKWARD),
    ("branch added", {"oneOf": [TEXT]}, {"oneOf": [TEXT, NUMBER]}, BACKWARD),
    ("branch removed", {"anyOf": [TEXT, NUMBER]}, {"anyOf": [TEXT]}, FORWARD),
    ("demand added", {"allOf": [TEXT]}, {"allOf": [TEXT, {"minLength": 1}]}, FORWARD),
    (
        "dependency added",
        order({"a": TEXT, "b": TEXT}),
        order({"a": TEXT, "b": TEXT}, dependentRequired={"a": ["b"]}),
        FORWARD,
    ),
    (
        "dependency between undeclared members added",
        {"type": "object"},
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        FORWARD,
    ),
    (
        "something demanded of a list of two",
        {"type": "array", "minItems": 2},
        {"type": "array", "minItems": 2, "contains": TEXT},
        FORWARD,
    ),
    (
        "something counted",
        {"type": "array", "contains": TEXT, "minContains": 0},
        {"type": "array", "contains": TEXT, "minContains": 0, "maxContains": 2},
        FORWARD,
    ),
    (
        "integers ruled out by a demand on objects",
        {"type": "number", "not": {"type": "integer", "required": ["a"]}},
        INTEGER,
        NONE,
    ),
    ("root became boolean", order({"a": TEXT}, **OPEN), {"not": {}}, FORWARD),
    ("description added", order({"a": TEXT}), order({"a": {**TEXT, "description": "A."}}), FULL),
]


@pytest.mark.parametrize(
    ("previous", "current", "expected"), [case[1:] for case in EVOLUTIONS], ids=[c[0] for c in EVOLUTIONS]
)
def test_an_evolution_keeps_the_modes_that_it_should(previous, current, expected):
    assert modes(previous, current) == expected
    assert modes(current, previous) == expected[::-1]


def test_one_difference_is_told_once():
    for previous, current, number in [
        (order({"a": TEXT}), order({"a": TEXT, "b": TEXT}), 1),
        (order({"a": TEXT, "b": TEXT}, ["b"]), order({"a": TEXT}), 1),
        (order({"a": {"enum": ["x"]}}), order({"a": {"enum": ["x", "y", "z"]}}), 2),
        (order({"a": {**TEXT, "default": "x"}}), order({"a": {**TEXT, "default": "y"}}), 1),
    ]:
        assert len(compared(previous, current).changes) == number


def test_what_breaks_either_reader_is_told_of_both():
    found = compared(order({"a": NUMBER}), order({"a": TEXT}))

    assert {(change.rule_id, change.breaks, change.hits_consumers) for change in found.changes} == {
        ("request-type-changed", ("backward",), False),
        ("response-type-changed", ("forward",), True),
    }


def test_read_only_members_are_members_like_others():
    noted = {**TEXT, "readOnly": True}

    assert modes(order({"a": noted}, ["a"]), order({"a": {**NUMBER, "readOnly": True}}, ["a"])) == NONE
    assert modes(order({"a": noted}, ["a"]), order({"a": TEXT}, ["a"])) == FULL


def test_a_property_is_not_taken_for_a_keyword():
    properties = dict.fromkeys(
        ("id", "$id", "$ref", "default", "enum", "const", "items", "definitions"), TEXT
    )
    before = {"$schema": URIS["draft-04"], "properties": properties}
    after = {"$schema": URIS["draft-04"], "properties": {**properties, "const": NUMBER}}

    assert {change.message for change in compared(before, after).changes} == {
        "`$.const` went from string to number"
    }


@pytest.mark.parametrize(
    ("previous", "current", "message"),
    [
        (
            {"type": "array"},
            {"type": "array", "contains": TEXT},
            "`$.a` has to meet a new condition (`contains`)",
        ),
        (
            {"type": "object"},
            {"type": "object", "propertyNames": {"maxLength": 9}},
            "`$.a` has to meet a new condition (`propertyNames`)",
        ),
        (TEXT, False, "`$.a` accepted string and accepts nothing now"),
    ],
)
def test_a_message_names_the_place_as_people_do(previous, current, message):
    found = compared({"properties": {"a": previous}}, {"properties": {"a": current}})

    assert message in {change.message for change in found.changes}
