"""A webhook or callback sends a request: what is write-only is part of it, and what is read-only of the answer."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents


def document(kind: str, keyword: str, component: str = "Order") -> str:
    order = {"$ref": f"#/components/schemas/{component}"}
    schema = {"type": "object", "properties": {"secret": {"type": kind, keyword: True}, "next": order}}
    message: dict[str, Any] = {"content": {"application/json": {"schema": order}}}
    webhook = {"post": {"requestBody": message, "responses": {"204": {"description": "Done"}}}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Orders", "version": "1"},
            "paths": {"/orders": {"get": {"responses": {"200": {"description": "OK", **message}}}}},
            "webhooks": {"paid": webhook},
            "components": {"schemas": {component: schema}},
        }
    )


@pytest.mark.parametrize(
    ("keyword", "reached"), [("readOnly", "GET /orders"), ("writeOnly", "WEBHOOK POST paid")]
)
def test_each_reader_has_the_properties_that_it_is_sent(keyword: str, reached: str) -> None:
    (change,) = compare_documents(document("string", keyword), document("integer", keyword)).changes

    assert (change.rule_id, change.operations) == ("response-type-changed", (reached,))


@pytest.mark.parametrize("keyword", ["readOnly", "writeOnly"])
def test_a_component_of_another_name_is_the_same(keyword: str) -> None:
    comparison = compare_documents(document("string", keyword), document("string", keyword, "Other"))

    assert (comparison.changes, comparison.undecided) == ((), ())


@pytest.mark.parametrize(
    ("keyword", "rule"), [("writeOnly", "response-type-changed"), ("readOnly", "request-type-changed")]
)
def test_a_callback_sends_what_is_written_and_is_answered_with_what_is_read(keyword: str, rule: str) -> None:
    def calling(kind: str) -> str:
        schema = {"type": "object", "properties": {"secret": {"type": kind, keyword: True}}}
        message: dict[str, Any] = {"content": {"application/json": {"schema": schema}}}
        call = {"requestBody": message, "responses": {"200": {"description": "OK", **message}}}
        done = {"responses": {"204": {"description": "Done"}}}
        post = {"callbacks": {"paid": {"{$request.body#/url}": {"post": call}}}, **done}
        info = {"title": "Orders", "version": "1"}
        return json.dumps({"openapi": "3.0.3", "info": info, "paths": {"/orders": {"post": post}}})

    (change,) = compare_documents(calling("string"), calling("integer")).changes

    assert change.rule_id == rule
    assert change.witness is not None
