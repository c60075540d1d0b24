"""A consumer names an operation on events by what the application does and the address of the channel."""

import json

import pytest

from catalog.contracts.formats import format_named, operation_key
from catalog.contracts.load import load_document

INFO = {"title": "Orders", "version": "1"}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("send orders.placed", "send orders.placed"),
        ("  Receive   orders.{id}.cancel ", "receive orders.{}.cancel"),
        ("subscribe orders.{orderId}.placed", "send orders.{}.placed"),
        ("publish /rooms/{room}/messages", "receive /rooms/{}/messages"),
        ("send orders placed", "send orders placed"),
    ],
)
def test_a_key_has_the_words_of_version_3_and_no_names_of_parameters(written: str, key: str) -> None:
    assert operation_key(written) == key
    assert format_named("asyncapi").operation_key(key) == key


@pytest.mark.parametrize(
    "written", ["orders.placed", "emit orders.placed", "send", "send ", "", "GET /orders"]
)
def test_what_is_no_operation_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="what the application does and the address"):
        format_named("asyncapi").operation_key(written)


def test_the_operations_of_both_versions_are_the_same() -> None:
    two = {
        "asyncapi": "2.0.0",
        "info": INFO,
        "channels": {"orders.{id}": {"publish": {"summary": "Change it"}, "subscribe": {}}},
    }
    channel = {"$ref": "#/channels/orders"}
    three = {
        "asyncapi": "3.1.0",
        "info": INFO,
        "channels": {"orders": {"address": "orders.{id}"}},
        "operations": {
            "change": {"action": "receive", "channel": channel, "summary": "Change it"},
            "changed": {"action": "send", "channel": channel},
            "changedToo": {"action": "send", "channel": channel},
        },
    }
    found = [
        [
            (one.key, one.display, one.summary)
            for one in format_named("asyncapi").operations(load_document(json.dumps(tree)))
        ]
        for tree in (two, three)
    ]

    assert found[0] == [
        ("receive orders.{}", "receive orders.{id}", "Change it"),
        ("send orders.{}", "send orders.{id}", ""),
    ]
    assert found[1] == found[0]
