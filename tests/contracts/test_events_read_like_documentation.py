"""A description of events can be looked up: its operations with messages and fields, and the types that it names; and
what shows a change reads like the event that it is.
"""

import json

from catalog.contracts.compare import compare_documents
from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.reference import Entry, Field, Group
from catalog.contracts.rendering.witnesses import message_lines

DOCUMENT = """
asyncapi: 2.6.0
info: {title: Orders, version: '1'}
channels:
  orders.{region}.placed:
    parameters: {region: {description: Where, schema: {type: string, enum: [eu, us]}}}
    subscribe:
      summary: An order was placed
      message:
        name: OrderPlaced
        contentType: application/json
        summary: What was ordered
        headers: {type: object, required: [trace], properties: {trace: {type: string, format: uuid}}}
        payload: {$ref: '#/components/schemas/Order'}
        examples:
          - headers: {trace: 0b5d5a0c-0f5c-4ad4-b3a7-3f1a6f0b1d55}
            payload: {id: A-7, items: [{name: Tea, price: 3}]}
components:
  schemas:
    Item: {type: object, properties: {name: {type: string}, price: {type: number, minimum: 0}}}
    Order:
      type: object
      description: What somebody wants
      required: [id]
      properties:
        id: {type: string, description: Its number}
        items: {type: array, items: {$ref: '#/components/schemas/Item'}}
        payer: {type: object, properties: {name: {type: [string, 'null'], deprecated: true}}}
"""

ORDER = (
    Field("id", "string", "Its number", required=True),
    Field("items", "Item[]"),
    Field("payer", "object"),
    Field("payer.name", "string | null", deprecated=True),
)


def test_operations_and_types_are_entries_with_their_fields() -> None:
    operation, item, order = format_named("asyncapi").reference(load_document(DOCUMENT))

    assert operation == Entry(
        "send",
        "orders.{region}.placed",
        "/channels/orders.{region}.placed/subscribe",
        "send orders.{}.placed",
        "An order was placed",
        detail=(
            Group("Parameters", (Field("region", '"eu" | "us"', "Where", required=True),)),
            Group("Message OrderPlaced (application/json)", ORDER, "What was ordered"),
            Group("Headers of OrderPlaced", (Field("trace", "string (uuid)", required=True),)),
        ),
    )
    assert (item.kind, item.name, item.groups[0].fields[1]) == (
        "schema",
        "Item",
        Field("price", "number (minimum 0)"),
    )
    assert order == Entry(
        "schema",
        "Order",
        "/components/schemas/Order",
        description="What somebody wants",
        detail=(Group("Properties", ORDER),),
    )


def test_a_witness_is_the_whole_event_from_the_examples_of_the_document() -> None:
    current = DOCUMENT.replace("price: {type: number", "price: {type: string")

    (change,) = compare_documents(DOCUMENT, current).changes

    assert change.message == "`Item.price` went from number to string"
    assert change.fields == ("items.price",)
    assert change.witness is not None
    assert change.witness["accepted_by"] == "current"
    assert message_lines(change.witness) == [
        "Channel: orders.eu.placed",
        "Content-Type: application/json",
        "trace: 0b5d5a0c-0f5c-4ad4-b3a7-3f1a6f0b1d55",
        "",
        *json.dumps({"items": [{"price": "text"}], "id": "A-7"}, indent=2).split("\n"),
    ]
