"""What an event carries in Avro or protobuf is judged as these are, from where the message goes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.contracts.changes import BREAKING, SAFE, Change
from catalog.contracts.compare import compare_documents

AVRO = "application/vnd.apache.avro;version=1.9.0"
PROTOBUF = "application/vnd.google.protobuf;version=3"
PROTO = """\
syntax = "proto3";
package acme;
import "google/protobuf/timestamp.proto";
message Order {
  string id = 1;
  Line line = 2;
  google.protobuf.Timestamp placed_at = 3;
}
message Line {
  int32 quantity = 1;
}
"""


def record(*fields: tuple[str, Any], **rest: Any) -> dict[str, Any]:
    listed = [{"name": name, "type": kind} for name, kind in fields]
    return {"type": "record", "name": "Order", "namespace": "acme", "fields": listed, **rest}


def events(language: str, schema: Any, action: str = "send", **message: Any) -> str:
    """A document of version 3 with one operation on `orders`."""
    return json.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {"title": "Orders", "version": "1"},
            "channels": {
                "orders": {
                    "address": "orders",
                    "messages": {
                        "Order": {"payload": {"schemaFormat": language, "schema": schema}, **message}
                    },
                }
            },
            "operations": {"o": {"action": action, "channel": {"$ref": "#/channels/orders"}}},
        }
    )


def second(language: str, payload: Any) -> str:
    """The same sent by a document of version 2."""
    message = {"name": "Order", "schemaFormat": language, "payload": payload}
    info = {"title": "Orders", "version": "1"}
    channels = {"orders": {"subscribe": {"message": message}}}
    return json.dumps({"asyncapi": "2.6.0", "info": info, "channels": channels})


def changed(previous: str, current: str) -> Iterator[tuple[str, str]]:
    found = compare_documents(previous, current)
    assert found.undecided == ()
    return ((change.rule_id, change.severity) for change in found.changes)


def the_change(previous: str, current: str) -> Change:
    found = compare_documents(previous, current)
    assert found.undecided == ()
    (change,) = found.changes
    return change


NARROW, WIDE = record(("id", "string"), ("size", "int")), record(("id", "string"), ("size", "long"))


@pytest.mark.parametrize(
    ("action", "previous", "current", "severity", "breaks"),
    [
        ("send", NARROW, WIDE, BREAKING, ("forward",)),
        ("receive", NARROW, WIDE, SAFE, ()),
        ("send", WIDE, NARROW, SAFE, ()),
        ("receive", WIDE, NARROW, BREAKING, ("backward",)),
    ],
)
def test_avro_that_is_sent_has_to_be_read_by_who_is_deployed_and_what_is_received_by_the_new_version(
    action: str, previous: Any, current: Any, severity: str, breaks: tuple[str, ...]
) -> None:
    change = the_change(events(AVRO, previous, action), events(AVRO, current, action))

    assert (change.severity, change.breaks, change.operations) == (severity, breaks, (f"{action} orders",))
    assert (change.witness is not None) == (severity == BREAKING)


def test_a_change_of_avro_stands_at_its_place_in_the_document_and_names_the_field() -> None:
    change = the_change(events(AVRO, NARROW), events(AVRO, WIDE))

    assert change.current_pointer == "/channels/orders/messages/Order/payload/schema/fields/1/type"
    assert change.fields == ("size",)
    assert "`orders message Order payload acme.Order.size`" in change.message
    assert change.witness is not None
    assert change.witness["operation"] == "send orders"
    assert change.witness["part"] == "message Order payload"
    assert change.witness["accepted_by"] == "current"
    assert change.witness["avro"]["encoded"]
    assert change.witness["event"] == {"channel": "orders", "payload": change.witness["instance"]}


def test_a_field_of_protobuf_that_has_another_type_is_shown_by_a_message_of_who_sends() -> None:
    current = PROTO.replace("int32 quantity", "string quantity")

    sent = the_change(events(PROTOBUF, PROTO), events(PROTOBUF, current))
    received = the_change(events(PROTOBUF, PROTO, "receive"), events(PROTOBUF, current, "receive"))

    assert (sent.rule_id, sent.severity, sent.fields) == (
        "protobuf-field-type-changed",
        BREAKING,
        ("line.quantity",),
    )
    assert sent.current_pointer == "/channels/orders/messages/Order/payload/schema"
    assert (sent.breaks, received.breaks) == (("forward",), ("backward",))
    assert sent.witness is not None
    assert received.witness is not None
    assert (sent.witness["accepted_by"], received.witness["accepted_by"]) == ("current", "previous")


def test_a_line_of_a_payload_is_a_line_of_the_document() -> None:
    def described(text: str) -> str:
        indented = "".join(f"            {line}\n" for line in text.splitlines())
        return (
            "asyncapi: 2.6.0\ninfo: {title: Orders, version: '1'}\nchannels:\n  orders:\n    subscribe:\n"
            f"      message:\n        schemaFormat: {PROTOBUF}\n        payload: |\n{indented}"
        )

    change = the_change(described(PROTO), described(PROTO.replace("int32 quantity", "string quantity")))

    assert change.current_position is not None
    line = described(PROTO).splitlines()[change.current_position.line - 1]
    assert line[change.current_position.column - 1 :].startswith("int32 quantity")


@pytest.mark.parametrize(
    ("content_type", "severity"), [("application/json", BREAKING), ("application/x-protobuf", SAFE)]
)
def test_a_name_is_on_the_wire_of_json_alone(content_type: str, severity: str) -> None:
    renamed = PROTO.replace("string id", "string key")

    change = the_change(
        events(PROTOBUF, PROTO, contentType=content_type), events(PROTOBUF, renamed, contentType=content_type)
    )

    assert (change.rule_id, change.severity) == ("protobuf-field-renamed", severity)
    assert (change.witness is not None) == (severity == BREAKING)


def test_the_same_payload_in_both_versions_of_asyncapi_is_no_change() -> None:
    for language, schema in ((AVRO, NARROW), (PROTOBUF, PROTO)):
        assert [*changed(second(language, schema), events(language, schema, name="Order"))] == []


def test_what_is_only_told_otherwise_is_no_change() -> None:
    told = record(("id", "string"), doc="An order")
    commented = PROTO.replace("message Order", "// An order.\nmessage Order")

    assert [
        *changed(events(AVRO, record(("id", "string"))), events("application/vnd.apache.avro+json", told))
    ] == []
    assert [*changed(events(PROTOBUF, PROTO), events(PROTOBUF, commented))] == []


def test_a_payload_that_goes_from_one_language_to_another_breaks_the_wire() -> None:
    before = events("application/schema+json;version=draft-07", {"type": "object"})

    assert [*changed(before, events(AVRO, NARROW))] == [("message-schema-format-changed", BREAKING)]
    assert [*changed(events(AVRO, NARROW), events(PROTOBUF, PROTO))] == [
        ("message-schema-format-changed", BREAKING)
    ]


def test_headers_are_json_schema_beside_a_payload_in_avro() -> None:
    headers = [{"type": "object", "properties": {"trace": {"type": kind}}} for kind in ("string", "integer")]

    change = the_change(*(events(AVRO, NARROW, headers=one) for one in headers))

    assert (change.rule_id, change.fields) == ("response-type-changed", ("headers.trace",))


def test_a_payload_that_several_messages_share_is_one_change_that_reaches_all_operations() -> None:
    def shared(schema: Any) -> str:
        document = json.loads(events(AVRO, {"$ref": "#/components/schemas/Order"}))
        document["components"] = {"schemas": {"Order": schema}}
        other = json.loads(json.dumps(document["channels"]["orders"]))
        document["channels"]["copies"] = {**other, "address": "copies"}
        document["operations"]["c"] = {"action": "send", "channel": {"$ref": "#/channels/copies"}}
        return json.dumps(document)

    change = the_change(shared(NARROW), shared(WIDE))

    assert change.operations == ("send copies", "send orders")
    assert change.current_pointer == "/components/schemas/Order/fields/1/type"


def test_messages_that_hold_each_other_are_compared_to_the_end() -> None:
    text = 'syntax = "proto3"; message A { B b = 1; } message B { A a = 1; int32 size = 2; }'

    change = the_change(events(PROTOBUF, text), events(PROTOBUF, text.replace("int32", "string")))

    assert (change.rule_id, change.operations) == ("protobuf-field-type-changed", ("send orders",))


def test_true_is_not_taken_for_one() -> None:
    def with_default(value: Any) -> str:
        return events(AVRO, {**record(), "fields": [{"name": "n", "type": "int", "default": value}]})

    assert [rule for rule, _ in changed(with_default(1), with_default(True))] == ["avro-default-changed"]
