"""Where a union is spread out of named unions, the forms of one name are told apart by their constants."""

import json

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS

PULL = {"type": "object", "properties": {"id": {"type": "integer"}, "draft": {"type": "boolean"}}}
DRAFT = {"type": "object", "properties": {"id": {"type": "integer"}, "draft": {"const": True}}}


def event(action, pull, **others):
    properties = {"action": {"const": action}, "pull": pull, **others}
    return {"type": "object", "properties": properties, "required": ["action"], "additionalProperties": False}


def document(events):
    named = {"pull_event": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in events]}, **events}
    other = {"type": "object", "properties": {"zen": {"type": "string"}}, "required": ["zen"]}
    root = {"oneOf": [{"$ref": "#/$defs/pull_event"}, {"$ref": "#/$defs/ping"}]}
    return json.dumps({"$schema": URIS["2020-12"], **root, "$defs": {**named, "ping": other}})


def told(before, after):
    found = compare_documents(document(before), document(after))
    assert found.undecided == ()
    return [(change.rule_id, change.message) for change in found.changes]


OPENED, CONVERTED = event("opened", PULL), event("converted", DRAFT)


def test_what_changed_in_one_form_is_not_held_against_another():
    before = {"converted": CONVERTED, "opened": OPENED}
    after = {"converted": CONVERTED, "opened": event("opened", PULL, note={"type": "string"})}

    assert told(before, after) == [
        (
            "response-property-not-allowed-before",
            "`opened.note` was added to an object that promised to have no other properties",
        )
    ]


def test_a_new_form_before_the_others_does_not_take_the_place_of_one():
    before = {"opened": event("opened", PULL, note={"type": "string"})}
    after = {"converted": CONVERTED, "opened": event("opened", PULL, note={"type": "integer"})}

    assert {rule for rule, _ in told(before, after)} == {
        "request-type-changed",
        "response-type-changed",
        "response-alternative-added",
    }
