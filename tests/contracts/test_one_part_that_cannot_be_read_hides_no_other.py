"""What cannot be read is undecided by itself: beside it changes are found, and it is not taken for removed."""

import json

import pytest

from catalog.contracts.compare import compare_documents

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
NOWHERE = {"$ref": "#/components/x/nowhere"}
DONE = {"responses": {"204": {"description": "Done"}}}


def api(operation, path="/orders", method="post", **rest):
    document = {"openapi": "3.1.0", "info": {"title": "Orders", "version": "1"}}
    return json.dumps({**document, "paths": {path: {method: operation}}, **rest})


def body(**content):
    return {"requestBody": {"content": content}, **DONE}


def order(*required):
    return {"schema": {"type": "object", "properties": {"a": TEXT}, "required": list(required)}}


def found(previous, current):
    comparison = compare_documents(previous, current)
    return [change.rule_id for change in comparison.changes], [one.reason for one in comparison.undecided]


def test_a_media_type_that_is_described_twice_is_undecided():
    twice = {"application/json; charset=utf-8": order()}
    changes, undecided = found(
        api(body(**{"application/json": order()}, **twice)),
        api(body(**{"application/json": order("a")}, **twice)),
    )

    assert changes == []
    assert "twice" in undecided[0]


def test_a_parameter_that_cannot_be_read_hides_no_change_of_the_body():
    previous, current = (
        api({"parameters": [NOWHERE], **body(**{"application/json": order(*required)})})
        for required in ((), ("a",))
    )
    changes, undecided = found(previous, current)

    assert changes == ["request-property-became-required"]
    assert "leads nowhere" in undecided[0]


def test_a_callback_that_cannot_be_read_is_not_removed():
    changes, undecided = found(
        api({"callbacks": {"done": {"{$request.query.url}": {"post": DONE}}}, **DONE}),
        api({"callbacks": {"done": NOWHERE}, **DONE}),
    )

    assert changes == []
    assert "leads nowhere" in undecided[0]


@pytest.mark.parametrize(("before", "after"), [("default", "default"), ("200", "2XX"), ("404", "default")])
def test_a_response_that_may_be_one_that_cannot_be_read_is_not_removed(before, after):
    changes, undecided = found(
        api({"responses": {before: {"description": "It"}}}), api({"responses": {after: NOWHERE}})
    )

    assert changes == []
    assert "leads nowhere" in undecided[0]


def test_security_that_is_no_list_of_requirements_is_undecided():
    schemes = {"components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}}}}
    changes, undecided = found(
        api(DONE, security=[{"key": []}], **schemes), api(DONE, security={"key": []}, **schemes)
    )

    assert changes == []
    assert "security requirements" in undecided[0]


def test_a_parameter_of_a_path_that_cannot_be_read_stays_undecided():
    paths = {"/orders": {"parameters": [NOWHERE], "post": DONE}}
    _, undecided = found(api(DONE, paths=paths), api(DONE, paths={**paths, "/new": {"get": DONE}}))

    assert "leads nowhere" in undecided[0]


@pytest.mark.parametrize("missing", ["b.yaml", "schemas/b.yaml#/Order", "../b.yaml"])
def test_a_file_that_is_not_in_the_bundle_is_said_to_be_missing(missing):
    previous, current = (
        {"a.json": api(body(**{"application/json": {"schema": schema}})), "c.json": "{}"}
        for schema in (TEXT, {"$ref": missing})
    )
    changes, (reason,) = found(previous, current)

    assert changes == []
    assert reason == (
        f"the reference {missing!r} names a file that is not in the bundle: upload it together with the document"
    )
