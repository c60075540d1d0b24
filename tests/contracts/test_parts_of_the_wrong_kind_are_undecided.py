"""What stands where something of another kind belongs is said with its place, and does not count as absent."""

import copy
import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT = {"schema": {"type": "string"}}
OPERATION = {
    "parameters": [
        {
            "name": "q",
            "in": "query",
            "required": False,
            "explode": True,
            "style": "form",
            "allowReserved": False,
            "schema": {"type": "array", "items": {"type": "string"}},
        },
        {"name": "c", "in": "query", "content": {"application/json": TEXT}},
    ],
    "requestBody": {
        "required": False,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"a": {"type": "string"}}},
                "encoding": {"a": {"contentType": "text/plain", "headers": {"X-A": TEXT}}},
            }
        },
    },
    "responses": {
        "200": {
            "description": "OK",
            "headers": {"X-H": {**TEXT, "required": True}},
            "content": {"application/json": TEXT},
            "links": {"next": {"operationId": "getNext", "parameters": {"q": "$response.body#/q"}}},
        }
    },
    "callbacks": {"done": {"{$request.body#/a}": {"post": {"responses": {}}}}},
    "security": [{"login": []}],
    "servers": [{"url": "https://{place}", "variables": {"place": {"default": "here", "enum": ["here"]}}}],
}
FORM = "requestBody content multipart/form-data"
PLACES = (
    "",
    "parameters",
    "parameters 0",
    "parameters 0 required",
    "parameters 0 explode",
    "parameters 0 style",
    "parameters 0 allowReserved",
    "parameters 1 content",
    "parameters 1 content application/json",
    "requestBody",
    "requestBody required",
    "requestBody content",
    FORM,
    f"{FORM} encoding",
    f"{FORM} encoding a",
    f"{FORM} encoding a contentType",
    f"{FORM} encoding a headers",
    f"{FORM} encoding a headers X-A",
    "responses",
    "responses 200",
    "responses 200 headers",
    "responses 200 headers X-H",
    "responses 200 headers X-H required",
    "responses 200 content",
    "responses 200 content application/json",
    "responses 200 links",
    "responses 200 links next",
    "responses 200 links next operationId",
    "responses 200 links next parameters",
    "security",
    "security 0",
    "security 0 login",
    "servers",
    "servers 0",
    "servers 0 variables",
    "servers 0 variables place",
    "servers 0 variables place enum",
    "callbacks",
    "callbacks done",
    "callbacks done {$request.body#/a}",
    "callbacks done {$request.body#/a} post",
)


def mistaken(place: str) -> Any:
    path = {"get": copy.deepcopy(OPERATION)}
    holder: Any = path
    *above, last = ("get", *place.split())
    for key in above:
        holder = holder[int(key) if isinstance(holder, list) else key]
    holder[int(last) if isinstance(holder, list) else last] = 5
    return path


@pytest.mark.parametrize("place", PLACES)
def test_it_is_undecided_on_either_side(documents: Any, place: str) -> None:
    whole, wrong = ({"/orders": item} for item in ({"get": OPERATION}, mistaken(place)))

    for previous, current in ((whole, wrong), (wrong, whole)):
        comparison = compare_documents(documents.of(previous), documents.of(current))

        assert [change.rule_id for change in comparison.changes] == []
        assert comparison.undecided


def test_a_key_with_nothing_behind_it_is_as_good_as_left_out(documents: Any) -> None:
    bare = {"responses": {"200": {"description": "OK"}}}
    empty = {"responses": {"200": {"description": "OK", "headers": None}}, "parameters": None}

    comparison = compare_documents(*(documents.of({"/orders": {"get": one}}) for one in (bare, empty)))

    assert (comparison.changes, comparison.undecided) == ((), ())


def test_lists_and_maps_of_swagger_are_held_to_their_kind_as_well() -> None:
    operation = {"parameters": [], "responses": {"200": {"description": "OK", "headers": {}}}}

    def api(**fields: Any) -> str:
        item = {"get": {**operation, **fields}}
        root = {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/orders": item}}
        return json.dumps(root)

    for wrong in ({"parameters": 5}, {"responses": 5}, {"responses": {"200": {"headers": 5}}}):
        comparison = compare_documents(api(), api(**wrong))

        assert (comparison.changes, len(comparison.undecided)) == ((), 1)


@pytest.mark.parametrize("where", ["query", "formData"])
def test_a_collection_in_a_format_that_nobody_knows_is_undecided(where: str) -> None:
    def api(**fields: Any) -> str:
        tags = {"name": "tags", "in": where, "type": "array", "items": {"type": "string"}, **fields}
        item = {"post": {"parameters": [tags], "responses": {"200": {"description": "OK"}}}}
        return json.dumps({"swagger": "2.0", "info": {}, "paths": {"/orders": item}})

    (corner,) = compare_documents(api(), api(collectionFormat="commas")).undecided

    assert corner.reason == "`collectionFormat` should be one of csv, multi, pipes, ssv, tsv"
    assert corner.pointer.endswith("/parameters/0/collectionFormat")


SCHEME = {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://login", "scopes": {}}}}


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        {**SCHEME, "type": 5},
        {**SCHEME, "flows": 5},
        {**SCHEME, "flows": {"implicit": 5}},
        {**SCHEME, "flows": {"implicit": {"authorizationUrl": 5}}},
    ],
)
def test_a_security_scheme_is_undecided_where_an_operation_demands_it(documents: Any, wrong: Any) -> None:
    def api(scheme: Any) -> str:
        read, free = ({"get": {"security": security, "responses": {}}} for security in ([{"login": []}], []))
        root = json.loads(documents.of({"/orders": read, "/news": free}))
        return json.dumps({**root, "components": {"securitySchemes": {"login": scheme}}})

    for previous, current in ((SCHEME, wrong), (wrong, SCHEME)):
        comparison = compare_documents(api(previous), api(current))

        assert comparison.changes == ()
        assert [corner.operations for corner in comparison.undecided] == [("GET /orders",)]
        assert comparison.undecided[0].pointer.startswith("/components/securitySchemes/login")


@pytest.mark.parametrize("wrong", [5, ["https://orders"], [{"url": ["https://orders"]}]])
def test_the_servers_of_the_document_are_undecided_for_everybody(documents: Any, wrong: Any) -> None:
    def api(servers: Any) -> str:
        root = json.loads(documents.of({"/orders": {"get": {"responses": {}}}}))
        return json.dumps({**root, "servers": servers})

    whole = [{"url": "https://orders/v1"}]
    for previous, current in ((whole, wrong), (wrong, whole)):
        comparison = compare_documents(api(previous), api(current))

        assert comparison.changes == ()
        assert [corner.pointer.startswith("/servers") for corner in comparison.undecided] == [True]
