"""Where values travel as text, nothing but text is sent by whoever is told no type."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
TEXTS = {"type": "array", "items": TEXT}
UNSAID: list[Any] = [None, {}, {"description": "Whatever it is"}, {"anyOf": [{}, {}]}]
PLACES = ("query", "path", "header", "cookie", "form")


def request(place: str, schema: Any, **fields: Any) -> str:
    parameter = {"name": "a", "in": place, "required": place == "path", **fields}
    operation = {"responses": {"204": {"description": "Done"}}, "parameters": [parameter]}
    if schema is not None:
        parameter["schema"] = schema
    if place == "form":
        content = {"schema": {"type": "object", "properties": {"a": schema or {}}}}
        operation["requestBody"] = {"content": {"application/x-www-form-urlencoded": content}}
        operation["parameters"] = []
    return document({"/{a}" if place == "path" else "/": {"post": operation}})


def response(schema: Any) -> str:
    header = {} if schema is None else {"schema": schema}
    answer = {"description": "OK", "headers": {"A": header}}
    return document({"/": {"get": {"responses": {"200": answer}}}})


def document(paths: Any) -> str:
    return json.dumps({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths})


def found(previous: str, current: str) -> list[tuple[str, str, Any]]:
    comparison = compare_documents(previous, current)
    assert comparison.undecided == ()
    return [
        (change.rule_id, change.severity, change.witness and change.witness["instance"])
        for change in comparison.changes
    ]


@pytest.mark.parametrize("unsaid", UNSAID)
@pytest.mark.parametrize("text", [TEXT, TEXT | {"minLength": 0}, TEXT | {"nullable": True}])
@pytest.mark.parametrize("place", PLACES)
def test_to_say_that_it_is_a_text_is_no_change(place: str, text: Any, unsaid: Any) -> None:
    assert found(request(place, unsaid), request(place, text)) == []
    assert found(request(place, text), request(place, unsaid)) == []


@pytest.mark.parametrize("unsaid", UNSAID)
@pytest.mark.parametrize("text", [TEXT, TEXT | {"minLength": 0}, TEXT | {"nullable": True}])
def test_nor_is_it_one_in_the_header_of_a_response(text: Any, unsaid: Any) -> None:
    assert found(response(unsaid), response(text)) == []
    assert found(response(text), response(unsaid)) == []


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_a_number_is_less_and_a_text_shows_it(place: str) -> None:
    assert found(request(place, {}), request(place, NUMBER)) == [
        ("request-type-narrowed", "breaking", "text")
    ]
    assert found(request(place, NUMBER), request(place, {})) == [("request-type-widened", "safe", None)]


def test_in_a_response_it_is_the_other_way_round() -> None:
    assert found(response(NUMBER), response({})) == [("response-type-widened", "breaking", "text")]
    assert found(response({}), response(NUMBER)) == [("response-type-narrowed", "safe", None)]


def test_a_limit_of_the_text_is_a_limit_and_nothing_else() -> None:
    limited = TEXT | {"minLength": 1}

    assert found(request("query", {}), request("query", limited)) == [
        ("request-limit-declared", "dangerous", "")
    ]
    assert found(request("query", limited), request("query", {})) == [("request-limit-removed", "safe", None)]


@pytest.mark.parametrize("limits", [{"minLength": 2}, {"pattern": "^a"}, {"format": "date"}])
def test_what_is_said_of_the_text_alone_is_said_of_what_is_sent(limits: Any) -> None:
    assert found(request("query", limits), request("query", TEXT | limits)) == []
    assert found(request("query", TEXT | limits), request("query", limits)) == []


@pytest.mark.parametrize("place", ["query", "path", "header"])
def test_a_text_is_a_list_of_one_and_lists_are_taken_by_who_takes_anything(place: str) -> None:
    wider = [("request-type-widened", "safe", None)]

    assert found(request(place, {}), request(place, TEXTS)) == wider
    assert found(request(place, TEXTS), request(place, {})) == wider


def test_items_of_a_list_without_a_type_are_texts_too() -> None:
    untyped = {"type": "array", "items": {}}

    assert found(request("query", untyped), request("query", TEXTS)) == []
    assert found(request("query", TEXTS), request("query", untyped)) == []


def test_in_json_anything_is_anything() -> None:
    before, after = (
        document(
            {
                "/": {
                    "post": {
                        "requestBody": {"content": {"application/json": {"schema": one}}},
                        "responses": {},
                    }
                }
            }
        )
        for one in ({}, TEXT)
    )

    assert found(before, after) == [("request-type-narrowed", "breaking", None)]
