"""Descriptions of events that were written to be expensive cost little, and what is not worked out is said."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

SECONDS = 5
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def sending(message: Any, **components: Any) -> str:
    document = {
        "asyncapi": "2.6.0",
        "info": {"title": "Orders", "version": "1"},
        "channels": {"orders": {"subscribe": {"message": message}}},
        "components": components,
    }
    return json.dumps(document)


def many_messages(leaf: Any) -> str:
    listed = [
        {"payload": {"type": "object", "required": [f"k{n}"], "properties": {f"k{n}": leaf}}}
        for n in range(3_000)
    ]
    return sending({"oneOf": listed})


def chain_of_references(leaf: Any) -> str:
    messages = {f"M{n}": {"$ref": f"#/components/messages/M{n + 1}"} for n in range(5_000)}
    last = {"M5000": {"payload": leaf}}
    return sending({"$ref": "#/components/messages/M0"}, messages={**messages, **last})


def circle_of_messages(leaf: Any) -> str:
    messages = {f"M{n}": {"$ref": f"#/components/messages/M{(n + 1) % 3}"} for n in range(3)}
    return sending({"oneOf": [{"$ref": "#/components/messages/M0"}, {"payload": leaf}]}, messages=messages)


def recursive_payload(leaf: Any) -> str:
    node = {"type": "object", "properties": {"value": leaf, "next": {"$ref": "#/components/schemas/Node"}}}
    return sending({"payload": {"$ref": "#/components/schemas/Node"}}, schemas={"Node": node})


def many_traits(leaf: Any) -> str:
    traits = [{"headers": {"type": "object", "properties": {f"h{n}": leaf}}} for n in range(3_000)]
    return sending({"traits": traits})


def deep_bindings(leaf: Any) -> str:
    value: Any = leaf
    for _ in range(150):
        value = {"inside": value}
    return sending({"payload": TEXT, "bindings": {"solace": value}})


def many_variables(leaf: Any) -> str:
    names = [f"v{n}" for n in range(200)]
    variables = {name: {"enum": ["a", "b", leaf["type"]]} for name in names}
    document = json.loads(sending({"payload": leaf}))
    server = {"url": "".join(f"{{{name}}}." for name in names), "protocol": "kafka", "variables": variables}
    return json.dumps({**document, "servers": {"production": server}})


@pytest.mark.parametrize(
    "contract",
    [
        *(many_messages, chain_of_references, circle_of_messages, recursive_payload),
        *(many_traits, deep_bindings, many_variables),
    ],
)
def test_it_ends_in_changes_or_says_what_is_undecided(contract: Any) -> None:
    limits = Limits(seconds=SECONDS)
    started = seconds_spent()

    comparison = compare_documents(contract(TEXT), contract(NUMBER), limits=limits)
    problems = validate(load_document(contract(TEXT)), limits=limits)

    assert comparison.changes or comparison.undecided
    assert len(problems) <= limits.max_problems
    assert seconds_spent() - started < 3 * SECONDS


def test_many_channels_on_one_message_are_one_change() -> None:
    def document(leaf: Any) -> str:
        message = {"$ref": "#/components/messages/Placed"}
        channels = {f"orders.{n}": {"subscribe": {"message": message}} for n in range(500)}
        whole = json.loads(sending({}, messages={"Placed": {"payload": leaf}}))
        return json.dumps({**whole, "channels": channels})

    (change,) = compare_documents(document(TEXT), document(NUMBER)).changes

    assert (change.rule_id, len(change.operations)) == ("response-type-changed", 500)
    assert change.witness is not None
