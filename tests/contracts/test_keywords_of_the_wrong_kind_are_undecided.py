"""A keyword whose value is of the wrong kind demands nobody knows what: it is said with its place, and never passed."""

from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT = {"type": "string"}
ORDER = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
LIST = {"type": "array", "items": TEXT}
NUMBER = {"type": "integer"}
MISTAKES: list[tuple[dict[str, Any], str, Any]] = [
    (TEXT, "maxLength", "5"),
    (TEXT, "minLength", -1),
    (TEXT, "maxLength", 2.5),
    (TEXT, "pattern", 5),
    (TEXT, "format", ["date"]),
    (TEXT, "type", 5),
    (TEXT, "type", "strnig"),
    (TEXT, "type", []),
    (TEXT, "type", ["string", "foo"]),
    (TEXT, "enum", {}),
    (TEXT, "enum", "a"),
    (TEXT, "nullable", "true"),
    (TEXT, "not", "x"),
    (TEXT, "$ref", 5),
    (NUMBER, "minimum", "5"),
    (NUMBER, "exclusiveMinimum", 5),
    (NUMBER, "multipleOf", 0),
    (LIST, "items", "string"),
    (LIST, "uniqueItems", "true"),
    (LIST, "contains", 5),
    (LIST, "prefixItems", TEXT),
    (ORDER, "required", True),
    (ORDER, "required", "a"),
    (ORDER, "required", [5]),
    (ORDER, "properties", ["a"]),
    (ORDER, "additionalProperties", "no"),
    (ORDER, "patternProperties", []),
    (ORDER, "unevaluatedProperties", 5),
    (ORDER, "propertyNames", 5),
    (ORDER, "dependentRequired", {"a": "b"}),
    (ORDER, "dependentSchemas", ["b"]),
    (ORDER, "if", 5),
    (ORDER, "allOf", {}),
    (ORDER, "anyOf", []),
    (ORDER, "oneOf", {}),
]


@pytest.mark.parametrize(("schema", "keyword", "value"), MISTAKES)
def test_it_is_undecided_whoever_sends_it(documents: Any, schema: Any, keyword: str, value: Any) -> None:
    mistaken = {**schema, keyword: value}

    for side in (documents.writing, documents.reading):
        for pair in ((schema, mistaken), (mistaken, schema)):
            comparison = compare_documents(*map(side, pair))

            assert comparison.changes == ()
            (corner,) = comparison.undecided
            assert corner.pointer.endswith(f"/schema/{keyword}")
            assert f"`{keyword}` should be " in corner.reason


def test_the_flags_of_older_versions_are_mistakes_in_newer_ones(documents: Any) -> None:
    newer = [
        side.replace("3.0.3", "3.1.0")
        for side in (
            documents.writing({"type": "integer", "minimum": 1}),
            documents.writing({"type": "integer", "minimum": 1, "exclusiveMinimum": True}),
        )
    ]

    (corner,) = compare_documents(*newer).undecided

    assert corner.reason == "`exclusiveMinimum` should be a number"


def test_a_mistake_in_one_property_leaves_the_others_comparable(documents: Any) -> None:
    def order(a: Any, b: Any) -> Any:
        return {"type": "object", "properties": {"a": a, "b": b}}

    comparison = compare_documents(
        documents.writing(order(TEXT, TEXT)), documents.writing(order({**TEXT, "maxLength": "5"}, NUMBER))
    )

    assert [change.rule_id for change in comparison.changes] == ["request-type-changed"]
    assert len(comparison.undecided) == 1


def test_the_same_mistake_on_both_sides_hides_nothing_beside_it(documents: Any) -> None:
    def order(schema: Any) -> Any:
        return {"type": "object", "required": True, "properties": {"a": schema}}

    comparison = compare_documents(documents.writing(order(TEXT)), documents.writing(order(NUMBER)))

    assert [change.rule_id for change in comparison.changes] == ["request-type-changed"]
    assert comparison.undecided == ()


def test_a_list_without_alternatives_on_both_sides_hides_nothing_beside_it(documents: Any) -> None:
    def named(longest: int) -> Any:
        return {"type": "string", "oneOf": [], "maxLength": longest}

    comparison = compare_documents(documents.writing(named(5)), documents.writing(named(4)))

    assert [change.rule_id for change in comparison.changes] == ["request-limit-tightened"]
    assert comparison.undecided == ()


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_where_alternatives_come_into_an_empty_list_nobody_knows_what_was_accepted(
    documents: Any, keyword: str
) -> None:
    none, some = ({keyword: []}, {keyword: [TEXT, NUMBER]})

    for told in (documents.writing, documents.reading):
        for previous, current in ((none, some), (some, none)):
            comparison = compare_documents(told(previous), told(current))

            assert comparison.changes == ()
            (corner,) = comparison.undecided
            assert corner.pointer.endswith(f"/schema/{keyword}")


def test_a_property_may_have_the_name_of_a_keyword(documents: Any) -> None:
    named = {"type": "object", "properties": {"required": TEXT, "enum": TEXT, "maxLength": TEXT}}
    previous, current = documents.writing(named), documents.writing({**named, "required": ["enum"]})

    comparison = compare_documents(previous, current)

    assert [change.rule_id for change in comparison.changes] == ["request-property-became-required"]
    assert comparison.undecided == ()
