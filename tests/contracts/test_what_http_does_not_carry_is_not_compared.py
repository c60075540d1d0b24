"""A HEAD request is answered without content (RFC 9110, 9.3.2), and text has no types."""

import json

from catalog.contracts.compare import compare_documents


def api(method, operation):
    document = {"openapi": "3.1.0", "info": {"title": "Orders", "version": "1"}}
    return json.dumps({**document, "paths": {"/orders": {method: operation}}})


def test_nothing_is_read_from_the_answer_to_a_head_request():
    def answering(kind):
        content = {"content": {"application/json": {"schema": {"type": kind}}}}
        return api("head", {"responses": {"200": {"description": "OK", **content}}})

    assert compare_documents(answering("string"), answering("integer")).changes == ()


def test_a_number_in_plain_text_is_a_text():
    def asking(kind):
        content = {"content": {"text/plain": {"schema": {"type": kind}}}}
        parameter = {"name": "q", "in": "query", **content}
        return api("get", {"parameters": [parameter], "responses": {"204": {"description": "Done"}}})

    changes = compare_documents(asking("integer"), asking("string")).changes

    assert [change.severity for change in changes] == ["safe"]


def test_the_text_of_an_element_may_be_a_number():
    def asking(kind):
        schema = {"type": "object", "properties": {"count": {"type": kind}}}
        body = {"requestBody": {"content": {"text/xml": {"schema": schema}}}}
        return api("post", {**body, "responses": {"204": {"description": "Done"}}})

    (safe,) = compare_documents(asking("integer"), asking("string")).changes
    (breaking,) = compare_documents(asking("string"), asking("integer")).changes

    assert (safe.severity, breaking.severity) == ("safe", "breaking")
    assert breaking.witness["instance"] == {"count": "text"}


def test_a_part_of_a_form_that_may_be_anything_is_of_no_media_type_by_default():
    def asking(**media):
        schema = {"type": "object", "properties": {"note": {}}}
        content = {"multipart/form-data": {"schema": schema, **media}}
        body = {"requestBody": {"content": content}, "responses": {"204": {"description": "Done"}}}
        return api("post", body).replace("3.1.0", "3.0.3")

    said = asking(encoding={"note": {"contentType": "application/json"}})

    assert compare_documents(asking(), said).changes == ()


def test_a_number_that_may_not_be_such_a_text_is_undecided_unless_one_shows_it():
    def asking(schema):
        parameter = {"name": "q", "in": "query", "schema": schema}
        return api("get", {"parameters": [parameter], "responses": {"204": {"description": "Done"}}})

    integer = asking({"type": "integer"})
    all_of_them = compare_documents(integer, asking({"type": "string", "pattern": "^-?[0-9]+$"}))
    positive = compare_documents(integer, asking({"type": "string", "pattern": "^[0-9]+$"}))

    assert not all_of_them.with_severity("breaking")
    assert [one.reason for one in all_of_them.undecided] == [
        "whether every such value, as text, is one of the other type is not worked out"
    ]
    assert [change.witness["request"]["query"] for change in positive.changes] == [{"q": ["-1"]}]


def test_what_is_written_in_another_way_is_named():
    def asking(kind, **more):
        photo = {"type": "string", "contentMediaType": kind}
        content = {"application/json": {"schema": {"type": "object", "properties": {"photo": photo}}}}
        parameter = {"name": "q", "in": "query", "schema": {"type": "string"}, **more}
        body = {"parameters": [parameter], "requestBody": {"content": content}}
        return api("post", {**body, "responses": {"204": {"description": "Done"}}})

    changes = compare_documents(asking("image/png", allowReserved=True), asking("image/jpeg")).changes

    assert {change.message for change in changes} == {
        "the content of `POST /orders request body.photo` is image/jpeg instead of image/png",
        "the query parameter q is written as percent-encoded text instead of text with reserved characters as they are",
    }
