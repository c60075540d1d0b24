"""Callbacks are told apart by their expression and method, and by their name; webhooks by name and method."""

import json

from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.witnesses import message_lines

TEXT = {"type": "string"}
DONE = {"responses": {"204": {"description": "Done"}}}
URL = "{$request.query.url}"


def api(paths, **rest):
    document = {"openapi": "3.1.0", "info": {"title": "Orders", "version": "1"}}
    return json.dumps({**document, "paths": paths, **rest})


def header(name, **schema):
    return {"name": name, "in": "header", "required": True, "schema": {**TEXT, **schema}}


def calling(callbacks):
    return api({"/orders": {"post": {"callbacks": callbacks, **DONE}}})


def changes(previous, current):
    return [change for change in compare_documents(previous, current).changes if change.severity != "safe"]


def test_each_operation_of_a_callback_has_changes_of_its_own():
    def callbacks(*parameters):
        call = {"parameters": list(parameters), **DONE}
        return {"done": {URL: {"post": call, "put": call}, f"{URL}/more": {"post": call}}}

    told = changes(calling(callbacks(header("X"))), calling(callbacks()))

    assert len(told) == 3
    assert len({change.fingerprint for change in told}) == 3


def test_each_operation_of_a_shared_path_has_changes_of_its_own():
    def shared(*parameters):
        call = {"parameters": list(parameters), **DONE}
        items = {"pathItems": {"Shared": {"get": call, "delete": call}}}
        return api({"/orders": {"$ref": "#/components/pathItems/Shared"}}, components=items)

    told = changes(shared(), shared(header("X")))

    assert {change.operations for change in told} == {("GET /orders",), ("DELETE /orders",)}


def test_the_name_of_a_callback_may_have_spaces():
    def callbacks(**schema):
        call = {"parameters": [header("A", **schema), header("B", **schema)], **DONE}
        return {"on done": {URL: {"post": call}}}

    told = changes(calling(callbacks(maxLength=3)), calling(callbacks()))

    assert {change.message.split("`")[1].rpartition(" callback ")[2] for change in told} == {
        "on done (POST) header parameter A",
        "on done (POST) header parameter B",
    }


def test_a_prefix_that_moved_leaves_webhooks_where_they_are():
    webhooks = {"paid": {"post": DONE}}
    previous = api({"/v1/orders": {"get": DONE}}, webhooks=webhooks)
    current = api({"/orders": {"get": DONE}}, servers=[{"url": "/v1"}], webhooks=webhooks)

    assert compare_documents(previous, current).changes == ()


def test_the_address_of_a_callback_is_shown_as_it_is_written():
    def callbacks(kind):
        content = {"content": {"application/json": {"schema": {"type": kind}}}}
        return {"done": {URL: {"post": {"requestBody": {"required": True, **content}, **DONE}}}}

    (change,) = changes(calling(callbacks("integer")), calling(callbacks("string")))

    assert message_lines(change.witness)[0] == f"POST {URL}"


def test_of_two_callbacks_that_are_sent_alike_the_unchanged_one_goes_on():
    def named(**calls):
        return calling(
            {name: {URL: {"post": {"parameters": [call], **DONE}}} for name, call in calls.items()}
        )

    told = changes(named(done=header("X"), failed=header("Y")), named(paid=header("Y")))

    assert [change.message for change in told] == ["the callback done (POST) was removed"]
