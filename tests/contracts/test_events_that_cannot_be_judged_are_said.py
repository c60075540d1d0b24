"""What AsyncAPI documents leave open is undecided, with its place and reason, and is never counted as compatible."""

import json
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents

AVRO = "application/vnd.apache.avro;version=1.9.0"
RAML = "application/raml+yaml;version=1.0"


def sending(message: Any, **rest: Any) -> str:
    info = {"title": "Orders", "version": "1"}
    channels = {"orders.placed": {"subscribe": {"message": message}}}
    return json.dumps({"asyncapi": "2.6.0", "info": info, "channels": channels, **rest})


def reasons(comparison: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(corner.pointer, corner.reason, corner.operations) for corner in comparison.undecided]


def record(*fields: str) -> dict[str, Any]:
    return {
        "type": "record",
        "name": "Order",
        "fields": [{"name": name, "type": "string"} for name in fields],
    }


def test_payloads_in_a_language_that_nobody_knows_are_undecided_where_they_differ() -> None:
    before, after = (
        sending({"schemaFormat": RAML, "payload": record(*fields)}) for fields in (("id",), ("id", "total"))
    )

    comparison = compare_documents(before, after)

    assert comparison.changes == ()
    assert reasons(comparison) == [
        (
            "/channels/orders.placed/subscribe/message/payload",
            "schemas in application/raml are not compared",
            ("send orders.placed",),
        )
    ]
    assert not comparison.is_compatible("forward")


def test_equal_payloads_in_such_a_language_are_no_change() -> None:
    before, after = (
        sending({"schemaFormat": RAML, "payload": record("id"), "summary": words}) for words in ("One", "Two")
    )

    comparison = compare_documents(before, after)

    assert (comparison.changes, comparison.undecided) == ((), ())


def test_another_language_for_the_same_content_type_is_undecided() -> None:
    json_schema = {"contentType": "application/json", "payload": {"type": "object"}}
    avro = {"contentType": "application/json", "schemaFormat": AVRO, "payload": record("id")}

    comparison = compare_documents(sending(json_schema), sending(avro))

    assert comparison.changes == ()
    assert [reason for _, reason, _ in reasons(comparison)] == [
        "the schema went from application/vnd.aai.asyncapi to application/vnd.apache.avro, which cannot be compared"
    ]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"$ref": "#/components/messages/Nowhere"}, "leads nowhere"),
        ({"$ref": "https://example.com/messages.yaml#/Placed"}, "does not point into this document"),
        (["no", "message"], "there should be a message here"),
        ({"payload": {"$ref": "#/components/schemas/Nowhere"}}, "leads nowhere"),
        ({"traits": [{"$ref": "#/components/messageTraits/Nowhere"}]}, "leads nowhere"),
    ],
)
def test_a_message_that_cannot_be_read_hides_no_other(message: Any, reason: str) -> None:
    other = {"name": "Other", "payload": {"type": "string"}}
    changed = {"name": "Other", "payload": {"type": "integer"}}

    comparison = compare_documents(
        sending({"oneOf": [message, other]}), sending({"oneOf": [message, changed]})
    )

    assert {reason in found for _, found, _ in reasons(comparison)} == {True}
    assert [change.rule_id for change in comparison.changes] == ["response-type-changed"]


def test_what_leads_nowhere_on_both_sides_is_undecided_though_it_is_written_alike() -> None:
    message = {"$ref": "#/components/messages/Nowhere"}

    comparison = compare_documents(sending(message), sending(message, tags=[{"name": "orders"}]))

    assert [operations for _, _, operations in reasons(comparison)] == [("send orders.placed",)]


@pytest.mark.parametrize(
    "stated", [None, 7, "text", [], {"oneOf": 7}, {"payload": []}, {"headers": 7}, {"traits": {}}]
)
@pytest.mark.parametrize("place", ["message", "bindings", "security", "traits"])
def test_nonsense_ends_in_an_answer(stated: Any, place: str) -> None:
    info = {"title": "Orders", "version": "1"}
    channels = {
        "a.{x}": {"publish": {place: stated}, "parameters": stated, "servers": stated, "bindings": stated}
    }
    two = {"asyncapi": "2.6.0", "info": info, "channels": channels, "servers": {"s": stated}}
    three = {
        "asyncapi": "3.0.0",
        "info": info,
        "channels": {
            "a": {"address": stated, "messages": stated, "servers": stated, "parameters": stated},
            "b": stated,
        },
        "operations": {
            "o": {"action": "send", "channel": {"$ref": "#/channels/a"}, place: stated},
            "p": stated,
        },
        "servers": {"s": {"host": stated, "variables": stated, "security": stated}},
    }
    for one in (two, three):
        for other in (two, three):
            compare_documents(json.dumps(one), json.dumps({**other, "id": "urn:other"}))


@pytest.mark.parametrize("broken", [5, {}, {"protocol": "kafka"}, {"protocol": "kafka", "url": ""}])
def test_a_server_that_cannot_be_read_has_neither_gone_nor_moved(broken: Any) -> None:
    sound = {"protocol": "kafka", "url": "broker.example.com:9092"}
    sides = [sending({"payload": {}}, servers={"main": server}) for server in (sound, broken)]

    for previous, current in (sides, reversed(sides)):
        comparison = compare_documents(previous, current)

        assert comparison.changes == ()
        ((pointer, reason, _),) = reasons(comparison)
        assert pointer == "/servers/main"
        assert "there should be a server here" in reason
        assert not comparison.is_compatible("backward")


def test_a_server_may_be_relative_to_where_its_document_is_served() -> None:
    old, new = (
        sending({"payload": {}}, servers={"main": {"protocol": "ws", "url": url}}) for url in ("/ws", "/live")
    )

    (change,) = compare_documents(old, new).changes

    assert change.message == "the server `main` moved from /ws to /live"


def test_an_address_that_is_known_at_run_time_only_is_not_called_by_the_name_of_its_channel() -> None:
    def at(address: str | None) -> str:
        channel = {"address": address, "messages": {"Placed": {"payload": {"type": "string"}}}}
        operation = {"action": "send", "channel": {"$ref": "#/channels/placed"}}
        info = {"title": "Orders", "version": "1"}
        tree = {
            "asyncapi": "3.0.0",
            "info": info,
            "channels": {"placed": channel},
            "operations": {"o": operation},
        }
        return json.dumps(tree)

    (change,) = compare_documents(at("orders.placed"), at(None)).changes

    assert (
        change.message
        == "the channel moved from `orders.placed` to an address that is known at run time only"
    )


OPERATION = {"action": "send", "channel": {"$ref": "#/channels/orders"}}
MESSAGE = {"payload": {"type": "string"}}


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ({"operations": {"o": OPERATION}}, {"operations": {"o": {"action": "send"}}}),
        (
            {"operations": {"o": OPERATION}},
            {"operations": {"o": {"$ref": "#/components/operations/Nowhere"}}},
        ),
        (
            {"operations": {"o": OPERATION}},
            {
                "operations": {"o": OPERATION},
                "channels": {"orders": {"$ref": "#/components/channels/Nowhere"}},
            },
        ),
        ({}, {"channels": {"orders": 5}}),
    ],
)
def test_an_operation_or_channel_that_cannot_be_read_has_neither_gone_nor_come(
    sound: Any, broken: Any
) -> None:
    channels = {"orders": {"address": "orders", "messages": {"Placed": MESSAGE}}}
    info = {"title": "Orders", "version": "1"}
    sides = [
        json.dumps({"asyncapi": "3.0.0", "info": info, "channels": channels, **said})
        for said in (sound, broken)
    ]

    for previous, current in (sides, reversed(sides)):
        comparison = compare_documents(previous, current)

        assert comparison.changes == ()
        assert comparison.undecided
        assert not comparison.is_compatible("full")


@pytest.mark.parametrize("broken", [{"subscribe": 5}, 5])
def test_the_same_holds_for_version_2(broken: Any) -> None:
    info = {"title": "Orders", "version": "1"}
    sides = [
        json.dumps({"asyncapi": "2.6.0", "info": info, "channels": {"orders": channel}})
        for channel in ({"subscribe": {"message": MESSAGE}}, broken)
    ]

    for previous, current in (sides, reversed(sides)):
        comparison = compare_documents(previous, current)

        assert comparison.changes == ()
        assert comparison.undecided


def test_an_operation_beside_one_that_cannot_be_read_has_gone() -> None:
    info = {"title": "Orders", "version": "1"}
    channels = {"orders": {"subscribe": {"message": MESSAGE}}, "other": 5}
    previous, current = (
        json.dumps({"asyncapi": "2.6.0", "info": info, "channels": listed})
        for listed in (channels, {"other": 5})
    )

    assert [change.rule_id for change in compare_documents(previous, current).changes] == ["channel-removed"]
