"""Order, names and words of documentation change nothing in a description of events, and neither do traits."""

import json
from typing import Any

import pytest
import yaml

from catalog.contracts.compare import compare_documents

DOCUMENT = """
asyncapi: 3.0.0
info: {title: Orders, version: '1'}
defaultContentType: application/json
servers:
  production: {host: broker.example.com, protocol: kafka, security: [{$ref: '#/components/securitySchemes/login'}]}
channels:
  placed:
    address: orders.{region}.placed
    parameters: {region: {enum: [eu, us], description: Where}}
    messages:
      OrderPlaced: {$ref: '#/components/messages/OrderPlaced'}
      OrderShipped: {payload: {type: object, properties: {parcel: {type: string}}}}
  quotes: {address: quotes, messages: {Quote: {payload: {type: number}}}}
operations:
  sendPlaced:
    action: send
    channel: {$ref: '#/channels/placed'}
    bindings: {kafka: {clientId: {type: string}}}
  ask:
    action: receive
    channel: {$ref: '#/channels/placed'}
    messages: [{$ref: '#/channels/placed/messages/OrderPlaced'}]
    reply: {channel: {$ref: '#/channels/quotes'}}
components:
  securitySchemes: {login: {type: userPassword}}
  schemas:
    Order: {type: object, required: [id, total], properties: {id: {type: string}, total: {type: number}}}
  messages:
    OrderPlaced:
      name: OrderPlaced
      headers: {type: object, properties: {trace: {type: string}}}
      payload: {$ref: '#/components/schemas/Order'}
      correlationId: {location: '$message.header#/trace'}
"""


def tree() -> Any:
    return yaml.safe_load(DOCUMENT)


def turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: turned(part) for key, part in reversed(value.items())}
    if isinstance(value, list):
        return [turned(part) for part in reversed(value)]
    return value


def documented(document: Any) -> Any:
    document["info"] |= {"description": "All about orders", "version": "2"}
    document["channels"]["placed"] |= {"title": "Placed", "summary": "Orders", "description": "All of them"}
    document["operations"]["ask"] |= {
        "summary": "Ask",
        "tags": [{"name": "orders"}],
        "externalDocs": {"url": "https://e.x"},
    }
    document["components"]["messages"]["OrderPlaced"] |= {
        "title": "An order",
        "examples": [{"payload": {"id": "1", "total": 2}}],
    }
    document["components"]["schemas"]["Order"]["description"] = "What somebody wants"
    return document


def renamed(document: Any) -> Any:
    text = json.dumps(document)
    for old, new in (("schemas/Order", "schemas/Purchase"), ("{region}", "{area}"), ('"region"', '"area"')):
        text = text.replace(old, new)
    found = json.loads(text)
    found["components"]["schemas"]["Purchase"] = found["components"]["schemas"].pop("Order")
    return found


def in_traits(document: Any) -> Any:
    message = document["components"]["messages"]["OrderPlaced"]
    headers = message.pop("headers")
    document["components"]["messageTraits"] = {
        "traced": {"headers": headers, "correlationId": message.pop("correlationId"), "name": "Overridden"}
    }
    message["traits"] = [{"$ref": "#/components/messageTraits/traced"}]
    operation = document["operations"]["sendPlaced"]
    operation["traits"] = [{"bindings": operation.pop("bindings")}]
    return document


def in_components(document: Any) -> Any:
    document["components"]["channels"] = {"placed": document["channels"]["placed"]}
    document["components"]["servers"] = {"main": document["servers"]["production"]}
    document["components"]["parameters"] = {"region": document["channels"]["placed"]["parameters"]["region"]}
    document["components"]["channels"]["placed"]["parameters"] = {
        "region": {"$ref": "#/components/parameters/region"}
    }
    document["channels"]["placed"] = {"$ref": "#/components/channels/placed"}
    document["servers"]["production"] = {"$ref": "#/components/servers/main"}
    return document


def said_by_each(document: Any) -> Any:
    del document["defaultContentType"]
    for message in (
        document["components"]["messages"]["OrderPlaced"],
        document["channels"]["placed"]["messages"]["OrderShipped"],
        document["channels"]["quotes"]["messages"]["Quote"],
    ):
        message["contentType"] = "application/json"
    return document


def of_a_later_version(document: Any) -> Any:
    return {**document, "asyncapi": "3.1.0"}


@pytest.mark.parametrize(
    "rewriting", [turned, documented, renamed, in_traits, in_components, said_by_each, of_a_later_version]
)
def test_a_document_that_is_written_otherwise_has_no_changes(rewriting: Any) -> None:
    other = rewriting(tree())

    for previous, current in ((tree(), other), (other, tree())):
        comparison = compare_documents(json.dumps(previous), json.dumps(current))
        assert [change.message for change in comparison.changes] == []
        assert comparison.undecided == ()


def test_a_document_does_not_differ_from_itself() -> None:
    assert compare_documents(DOCUMENT, DOCUMENT + "\n# the same").changes == ()


@pytest.mark.parametrize("name", ["description", "examples", "title", "x-placed"])
def test_a_message_that_is_called_like_a_word_of_documentation_is_compared(name: str) -> None:
    def document(kind: str) -> str:
        found = tree()
        found["channels"]["quotes"]["messages"] = {name: {"payload": {"type": kind}}}
        found["operations"]["quote"] = {"action": "send", "channel": {"$ref": "#/channels/quotes"}}
        found["operations"]["quote"]["messages"] = [{"$ref": f"#/channels/quotes/messages/{name}"}]
        return json.dumps(found)

    changes = compare_documents(document("string"), document("integer")).changes

    assert "response-type-changed" in {change.rule_id for change in changes}
