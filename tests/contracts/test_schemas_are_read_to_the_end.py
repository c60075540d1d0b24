"""Patterns that no linear engine matches, keywords beside references, and conditions written otherwise."""

import json

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.limits import Limits
from tests.contracts.processor import seconds_spent

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
BEYOND = "^(?!foo)"


def writing(schema, **schemas):
    content = {"content": {"application/json": {"schema": schema}}}
    paths = {"/things": {"post": {"requestBody": content, "responses": {"204": {"description": "Done"}}}}}
    document = {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths}
    return json.dumps(document | {"components": {"schemas": schemas}})


def compared(previous, current, **schemas):
    return compare_documents(writing(previous, **schemas), writing(current, **schemas))


def rules(comparison):
    return [change.rule_id for change in comparison.changes]


def asking(*names):
    return {"type": "object", "properties": dict.fromkeys("ab", TEXT), "required": list(names)}


def test_a_value_that_a_pattern_may_or_may_not_match_is_not_taken_for_refused():
    text = {"type": "string", "pattern": BEYOND}

    comparison = compared(text, {**text, "not": {"enum": ["bar"]}})

    assert comparison.changes or comparison.undecided


def test_names_that_a_pattern_may_or_may_not_match_are_undecided():
    comparison = compared(
        {"type": "object", "properties": {"a": TEXT}},
        {"type": "object", "patternProperties": {BEYOND: NUMBER}},
    )

    assert "linear" in comparison.undecided[0].reason


def test_alternatives_beside_a_reference_overlap_too():
    before, after = (
        {"$ref": "#/components/schemas/Base", "oneOf": one}
        for one in ([asking("a")], [asking("a"), asking("b")])
    )

    assert "request-alternatives-overlap" in rules(compared(before, after, Base={"type": "object"}))


@pytest.mark.parametrize("keyword", ["dependentRequired", "dependencies", "dependentSchemas"])
def test_a_list_of_names_that_holds_no_names_does_no_harm(keyword):
    comparison = compared(asking("a"), {**asking("a"), keyword: {"a": [{}, 5, ["b"]]}})

    assert comparison.unfinished == ""


@pytest.mark.parametrize(
    ("keyword", "condition"),
    [("contains", "Small"), ("propertyNames", "Short"), ("dependentSchemas", "Asking")],
)
def test_a_condition_behind_a_reference_does_not_keep_a_change_from_its_proof(keyword, condition):
    reference = {"$ref": f"#/components/schemas/{condition}"}
    stated = {"a": reference} if keyword == "dependentSchemas" else reference
    schemas = {"Small": {"maxLength": 9}, "Short": {"maxLength": 9}, "Asking": asking("b")}
    if keyword == "contains":
        before, after = (
            {"type": "array", "items": kind, keyword: stated} for kind in (TEXT, {**TEXT, "maxLength": 1})
        )
    else:
        before, after = ({**asking(*names), keyword: stated} for names in ((), ("a",)))

    comparison = compared(before, after, **schemas)

    assert comparison.changes
    assert all(change.witness for change in comparison.changes)


def test_more_items_than_there_can_be_are_none():
    items = {"type": ["array", "string"], "prefixItems": [TEXT] * 9, "items": False, "minItems": 10}

    assert [change for change in compared(items, TEXT).changes if change.severity != "safe"] == []


def test_the_same_condition_in_other_words_is_no_change():
    def guarded(guard):
        return {
            **asking(),
            "if": {"properties": {"a": guard}, "required": ["a"]},
            "then": {"required": ["b"]},
        }

    spellings = [{"enum": ["x", "y"]}, {"enum": ["y", "x"]}], [{"const": "x"}, {"enum": ["x"]}]
    for before, after in spellings:
        comparison = compared(guarded(before), guarded(after))
        assert (comparison.changes, comparison.undecided) == ((), ())


def test_parts_that_refer_to_each_other_are_followed_once():
    many = {"allOf": [{"$ref": "#/components/schemas/Many"}] * 60}
    began = seconds_spent()

    def thing(kind):
        return {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/Many"}, "y": kind}}

    compare_documents(
        writing(thing(TEXT), Many=many), writing(thing(NUMBER), Many=many), limits=Limits(seconds=1)
    )

    assert seconds_spent() - began < 3
