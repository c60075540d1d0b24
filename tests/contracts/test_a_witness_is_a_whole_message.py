"""A proof is the request or response as it is sent: minimal, complete, and like the API's own examples."""

import json
from typing import Any
from urllib.parse import unquote

from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.witnesses import message_text

Api = dict[str, Any]


def described(
    operation: Api, path: str = "/charges/{charge}/lines", method: str = "post", **components: Api
) -> str:
    responses = {"responses": {"204": {"description": "Done"}}}
    item = {method: {**responses, **operation}}
    info = {"title": "Charges", "version": "1"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": {path: item}, "components": components})


def parameter(name: str, location: str, schema: Api, **rest: Any) -> Api:
    return {"name": name, "in": location, "required": location == "path", "schema": schema, **rest}


CHARGE = parameter("charge", "path", {"type": "string"}, example="ch_1")


def proof(previous: str, current: str) -> Any:
    (change,) = compare_documents(previous, current).with_severity("breaking")
    return change.witness


def limited(minimum: int, **rest: Any) -> str:
    limit = parameter("limit", "query", {"type": "integer", "minimum": minimum})
    return described({"parameters": [CHARGE, limit], **rest})


def test_a_request_has_what_it_needs_and_no_more() -> None:
    tenant = parameter("X-Tenant", "header", {"type": "string", "format": "uuid"}, required=True)
    session = parameter("session", "cookie", {"type": "string"}, required=True)
    page = parameter("page", "query", {"type": "integer"})
    amount = {
        "type": "object",
        "required": ["amount"],
        "properties": {"amount": {"type": "integer", "example": 2000}},
    }
    body = {"required": True, "content": {"application/json": {"schema": amount}}}

    def api(minimum: int) -> str:
        limit = parameter("limit", "query", {"type": "integer", "minimum": minimum})
        return described({"parameters": [CHARGE, limit, tenant, session, page], "requestBody": body})

    assert message_text(proof(api(0), api(1))) == (
        "POST /charges/ch_1/lines?limit=0\n"
        "Cookie: session=session\n"
        "X-Tenant: 0b7f6a6e-5a63-4d9b-9d0c-3f3a1c2b4d5e\n"
        "Content-Type: application/json\n"
        "\n"
        '{\n  "amount": 2000\n}'
    )


def test_a_response_has_its_status_and_the_headers_that_are_promised() -> None:
    def api(kind: str) -> str:
        content = {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": kind}}}}}
        headers = {"ETag": {"required": True, "schema": {"type": "string"}, "example": "abc"}}
        answer = {"description": "OK", "headers": headers, "content": content}
        return described({"parameters": [CHARGE], "responses": {"2XX": answer}})

    response = proof(api("string"), api("integer"))["response"]

    assert response["status"] == 200
    assert response["headers"] == {"ETag": "abc"}
    assert response["content_type"] == "application/json"


def test_lists_are_written_in_the_style_of_the_parameter() -> None:
    def api(most: int) -> str:
        schema = {"type": "array", "items": {"type": "string", "example": "a,b"}, "maxItems": most}
        ids = parameter("ids", "query", schema, style="pipeDelimited", explode=False)
        return described({"parameters": [CHARGE, ids]})

    assert proof(api(2), api(1))["request"]["query"] == {"ids": ["a,b|a,b"]}


def test_a_list_without_items_is_no_proof_in_a_query_because_nothing_would_be_sent() -> None:
    def api(least: int) -> str:
        schema = {"type": "array", "items": {"type": "string"}, "minItems": least}
        return described({"parameters": [CHARGE, parameter("ids", "query", schema)]})

    (change,) = compare_documents(api(0), api(1)).changes
    assert change.witness is None


def test_a_form_is_shown_as_it_is_sent() -> None:
    def api(kind: str) -> str:
        card = {"type": "object", "properties": {"number": {"type": kind}}, "required": ["number"]}
        schema = {"type": "object", "properties": {"card": card}, "required": ["card"]}
        content = {"application/x-www-form-urlencoded": {"schema": schema}}
        return described({"parameters": [CHARGE], "requestBody": {"content": content}})

    assert proof(api("string"), api("integer"))["request"]["body"] == "card[number]=text"


def test_the_fields_of_a_form_are_written_as_their_encodings_say() -> None:
    def api(kind: str) -> str:
        card = {"type": "object", "properties": {"number": {"type": kind}}}
        ids = {"type": "array", "items": {"type": "integer"}, "minItems": 2}
        schema = {"type": "object", "properties": {"card": card, "ids": ids}, "required": ["card", "ids"]}
        encoding = {"card": {"contentType": "application/json"}, "ids": {"style": "form", "explode": False}}
        content = {"application/x-www-form-urlencoded": {"schema": schema, "encoding": encoding}}
        return described({"parameters": [CHARGE], "requestBody": {"content": content}})

    body = proof(api("string"), api("integer"))["request"]["body"]

    assert unquote(body) == 'card={"number":"text"}&ids=1,1'


def test_the_example_of_the_media_type_lends_its_values() -> None:
    def api(kind: str) -> str:
        properties = {"id": {"type": "string"}, "note": {"type": kind}, "unused": {"type": "string"}}
        schema = {"type": "object", "properties": properties, "required": ["id"]}
        example = {"id": "ch_42", "note": "paid", "unused": "x"}
        content = {"application/json": {"schema": schema, "example": example}}
        return described({"parameters": [CHARGE], "requestBody": {"content": content}})

    assert proof(api("string"), api("integer"))["request"]["body"] == {"id": "ch_42", "note": "text"}
