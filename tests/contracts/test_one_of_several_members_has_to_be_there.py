"""A list of members of which one has to be there is told as that, once, and at its own place."""

from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT = {"type": "string"}
ORDER = {"type": "object", "properties": {"a": TEXT, "b": TEXT, "c": TEXT}}
BODY, ANSWER = "`POST /orders request body`", "`GET /orders response 200`"


def asking(*lists: list[str], keyword: str = "anyOf") -> dict[str, Any]:
    return {**ORDER, keyword: [{"required": names} for names in lists]}


def told(documents: Any, how: str, previous: Any, current: Any) -> list[tuple[str, str, Any]]:
    comparison = compare_documents(*(getattr(documents, how)(schema) for schema in (previous, current)))
    assert comparison.undecided == ()
    return [
        (change.rule_id, change.message, change.witness and change.witness["instance"])
        for change in comparison.changes
    ]


A_OR_B = asking(["a"], ["b"])
WAYS = [A_OR_B, {"allOf": [ORDER, {"anyOf": A_OR_B["anyOf"]}]}, asking(["a"], ["b"], ["b", "c"])]


@pytest.mark.parametrize("current", WAYS)
def test_it_is_asked_for_or_promised(documents: Any, current: Any) -> None:
    assert told(documents, "writing", ORDER, current) == [
        ("request-condition-added", f"{BODY} must have `a` or `b` now", {})
    ]
    assert told(documents, "reading", ORDER, current) == [
        ("response-condition-added", f"{ANSWER} always has `a` or `b` now", None)
    ]


@pytest.mark.parametrize("previous", WAYS)
def test_it_is_no_longer_asked_for_or_promised(documents: Any, previous: Any) -> None:
    assert told(documents, "writing", previous, ORDER) == [
        ("request-condition-removed", f"{BODY} no longer needs `a` or `b`", None)
    ]
    assert told(documents, "reading", previous, ORDER) == [
        ("response-condition-removed", f"{ANSWER} always had `a` or `b`, and may come without now", {})
    ]


def test_the_list_asks_for_more_or_less(documents: Any) -> None:
    fewer, more = asking(["a"], ["b"]), asking(["a"], ["b", "c"])

    assert told(documents, "writing", fewer, more) == [
        (
            "request-condition-tightened",
            f"{BODY} needed `a` or `b`, and needs `a`, or `b` with `c` now",
            {"b": "text"},
        )
    ]
    assert told(documents, "writing", more, fewer) == [
        (
            "request-condition-loosened",
            f"{BODY} needed `a`, or `b` with `c`, and needs `a` or `b` now",
            None,
        )
    ]
    assert [rule for rule, *_ in told(documents, "reading", more, fewer)] == ["response-condition-loosened"]


def test_what_all_of_the_list_ask_for_is_asked_for(documents: Any) -> None:
    assert [rule for rule, *_ in told(documents, "writing", A_OR_B, asking(["a"]))] == [
        "request-property-became-required"
    ]
    assert told(documents, "writing", ORDER, asking(["a", "c"], ["b", "c"])) == [
        ("request-condition-added", f"{BODY} must have `a` or `b` now", {}),
        ("request-property-became-required", f"{BODY[:-1]}.c` could be left out and must be sent now", {}),
    ]


def test_whoever_sends_one_of_them_anyway_is_not_concerned(documents: Any) -> None:
    always = {**ORDER, "required": ["a"]}

    assert told(documents, "writing", always, asking(["a"], ["b"])) == [
        (
            "request-property-became-optional",
            f"{BODY[:-1]}.a` had to be sent and may be left out now",
            None,
        )
    ]


def test_the_place_is_that_of_the_list(documents: Any) -> None:
    comparison = compare_documents(documents.writing(ORDER), documents.writing(A_OR_B))

    (change,) = comparison.changes
    assert change.current_pointer.endswith("/schema/anyOf")


def test_of_a_choice_of_one_only_both_halves_are_told(documents: Any) -> None:
    one_only = asking(["a"], ["b"], keyword="oneOf")

    assert told(documents, "writing", ORDER, one_only) == [
        (
            "request-alternatives-overlap",
            f"{BODY} refuses what fits two of its forms",
            dict.fromkeys("abc", "text"),
        ),
        ("request-condition-added", f"{BODY} must have `a` or `b` now", {}),
    ]


def test_forms_that_have_names_are_told_by_these(documents: Any) -> None:
    forms = {name: {**ORDER, "required": [name.lower()]} for name in "AB"}
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in forms]}
    changed = {**forms, "B": {**ORDER, "required": ["b", "c"]}}

    comparison = compare_documents(documents.writing(union, **forms), documents.writing(union, **changed))

    assert "request-property-became-required" in [change.rule_id for change in comparison.changes]
