"""Every format counts what its documents tell their readers, so that policies about documentation judge them all."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from catalog.contracts.documentation import Documentation
from catalog.contracts.formats import FORMATS, format_named
from catalog.contracts.load import load_document

DOCUMENTS: dict[str, tuple[str, tuple[int, int, int, int, int, int]]] = {
    "openapi": (
        """
openapi: 3.0.3
info: {title: Orders, version: '1'}
paths:
  /orders/{id}:
    get:
      summary: One order
      parameters:
        - {name: id, in: path, required: true, description: Its number, schema: {type: string}}
        - {name: full, in: query, schema: {type: boolean}}
      responses: {'204': {description: Nothing}}
    delete: {responses: {'204': {description: Gone}}}
components: {schemas: {Order: {type: object, description: An order, properties: {total: {type: integer}}}}}
""",
        (2, 1, 1, 1, 2, 1),
    ),
    "graphql": (
        """
type Query { "One order." order("Its number." id: ID!): Order orders: [Order] }
"An order." type Order { "What it costs." total: Int note: String }
enum Status { OPEN }
""",
        (2, 1, 2, 1, 3, 2),
    ),
    "protobuf": (
        """
syntax = "proto3";
service Orders {
  // One order.
  rpc Get(Order) returns (Order);
  rpc Put(Order) returns (Order);
}
// An order.
message Order {
  // Its number.
  string id = 1;
}
message Placed { string id = 1; }
""",
        (3, 1, 1, 1, 6, 5),
    ),
    "avro": (
        json.dumps(
            {
                "type": "record",
                "name": "Order",
                "doc": "An order",
                "fields": [
                    {"name": "id", "type": "string", "doc": "Its number"},
                    {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["OPEN"]}},
                ],
            }
        ),
        (1, 1, 1, 0, 2, 1),
    ),
    "jsonschema": (
        """
$schema: https://json-schema.org/draft/2020-12/schema
title: Order
type: object
properties: {id: {type: string, description: Its number}, line: {$ref: '#/$defs/Line'}}
$defs: {Line: {type: object, description: A line, properties: {sku: {type: string}}}}
""",
        (1, 0, 1, 1, 3, 2),
    ),
    "asyncapi": (
        """
asyncapi: 2.6.0
info: {title: Orders, version: '1'}
channels:
  orders:
    subscribe:
      description: An order was placed
      message: {payload: {type: object, properties: {id: {type: string, description: Its number}}}}
  cancel:
    publish: {message: {payload: {type: string}}}
components: {schemas: {Line: {type: object, properties: {sku: {type: string}}}}}
""",
        (2, 1, 1, 0, 3, 1),
    ),
}


def counted(text: str, name: str) -> Documentation:
    return format_named(name).documentation(load_document(text, format=name))


@pytest.mark.parametrize("name", FORMATS)
def test_operations_types_and_fields_are_counted_and_those_that_are_described(name: str) -> None:
    text, expected = DOCUMENTS[name]
    found = asdict(counted(text, name))

    keys = ("operations", "described", "types", "described_types", "fields", "described_fields")
    assert tuple(found[key] for key in keys) == expected


def events(*messages: dict[str, Any]) -> Documentation:
    channels = {f"c{number}": {"subscribe": {"message": one}} for number, one in enumerate(messages)}
    info = {"title": "Orders", "version": "1"}
    return counted(json.dumps({"asyncapi": "2.6.0", "info": info, "channels": channels}), "asyncapi")


def an_object(name: str, *required: str, **rest: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string", **rest}}, "required": required}


def test_messages_with_a_schema_and_with_an_example_are_counted() -> None:
    found = events(
        {"payload": an_object("total")},
        {"payload": an_object("total", example="3")},
        {"payload": an_object("total"), "examples": [{"payload": {"total": "3"}}]},
        {"name": "Nothing"},
    )

    assert (found.messages, found.schemas, found.bodies, found.examples) == (4, 3, 3, 2)


AVRO = {"schemaFormat": "application/vnd.apache.avro;version=1.9.0"}
PROTOBUF = {"schemaFormat": "application/vnd.google.protobuf;version=3"}


@pytest.mark.parametrize(
    ("message", "has_one"),
    [
        ({"payload": an_object("id", "id")}, True),
        ({"payload": an_object("id")}, False),
        ({"payload": an_object("valid", "valid")}, False),
        ({"payload": an_object("order_id", "order_id")}, False),
        ({"headers": an_object("ce_id", "ce_id")}, True),
        ({"headers": an_object("Idempotency-Key", "Idempotency-Key"), "payload": {"type": "string"}}, True),
        (
            {
                **AVRO,
                "payload": {"type": "record", "name": "O", "fields": [{"name": "eventId", "type": "string"}]},
            },
            True,
        ),
        ({**AVRO, "payload": {"type": "record", "name": "O", "fields": []}}, False),
        ({**PROTOBUF, "payload": 'syntax = "proto3"; message O { string event_id = 1; }'}, True),
        ({**PROTOBUF, "payload": 'syntax = "proto3"; message O { strin event_id = 1; }'}, False),
    ],
)
def test_a_message_is_recognised_by_a_key_that_it_always_has(message: dict[str, Any], has_one: Any) -> None:
    assert events(message).idempotency_keys == int(has_one)
