import json

import pytest

from catalog.contracts.load import load_document
from catalog.contracts.openapi.operations import extract_operations, operation_key
from catalog.contracts.operations import Operation


@pytest.mark.parametrize(
    ("named", "key"),
    [
        ("post /v1/charges/{id}", "POST /v1/charges/{}"),
        ("  GET   /orders ", "GET /orders"),
        ("GET /a/{x}/b/{y}", "GET /a/{}/b/{}"),
        ("get /diff/{from}...{to}.{format}", "GET /diff/{}...{}.{}"),
        ("GET /orders/{}", "GET /orders/{}"),
        ("GET /Orders(key='{id}')", "GET /Orders(key='{}')"),
        ("DELETE /", "DELETE /"),
    ],
)
def test_without_the_names_of_parameters(named, key):
    assert operation_key(named) == key


@pytest.mark.parametrize(
    "named", ["", "GET", "GET orders", "/orders", "FETCH /orders", "GET /a b", "GET /a\nPOST /b"]
)
def test_and_what_is_no_method_and_path_is_refused(named):
    with pytest.raises(ValueError, match="named by its method and path"):
        operation_key(named)


DOCUMENT = {
    "openapi": "3.1.0",
    "paths": {
        "/orders/{id}": {
            "summary": "not an operation",
            "parameters": [],
            "get": {"operationId": "getOrder", "summary": "One order", "deprecated": True},
            "delete": {"operationId": 5, "summary": None, "deprecated": "yes"},
        },
        "/referred": {"$ref": "#/components/pathItems/Shared"},
        "/beside": {"$ref": "#/components/pathItems/Shared", "post": {"summary": "Ours"}, "put": {}},
        "/nowhere": {"$ref": "#/components/pathItems/Gone"},
        "/circle": {"$ref": "#/paths/~1circle"},
        "/broken": {"get": None, "put": [], "post": {}},
        "/more broken": 5,
        "x-extension": {"get": {}},
    },
    "components": {"pathItems": {"Shared": {"post": {}}}},
}


def test_and_extracted_in_the_order_of_the_document():
    get, delete, *others = extract_operations(load_document(json.dumps(DOCUMENT)))
    assert get == Operation(
        key="GET /orders/{}",
        display="GET /orders/{id}",
        summary="One order",
        deprecated=True,
        pointer="/paths/~1orders~1{id}/get",
    )
    assert (delete.summary, delete.deprecated) == ("", False)
    assert [(operation.key, operation.pointer) for operation in others] == [
        ("POST /referred", "/components/pathItems/Shared/post"),
        ("PUT /beside", "/paths/~1beside/put"),
        ("POST /beside", "/paths/~1beside/post"),
        ("POST /broken", "/paths/~1broken/post"),
    ]


def test_without_the_base_path():
    source = "swagger: '2.0'\nbasePath: /v1.24\npaths: {/ping: {get: {}}}\n"
    assert [operation.key for operation in extract_operations(load_document(source))] == ["GET /ping"]


def test_a_document_of_webhooks_only_has_none():
    assert extract_operations(load_document("openapi: 3.1.0\nwebhooks: {a: {post: {}}}\n")) == ()
