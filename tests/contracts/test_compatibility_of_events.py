"""Whether events are compatible, in the words of the schema registries: what is received is forward, what is sent
backward, and a channel that has gone is neither.
"""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
EITHER = {"type": ["string", "integer"]}


def document(verb: str, payload: Any = None, address: str = "orders") -> str:
    channels = {address: {verb: {"message": {"payload": payload}}}} if payload else {}
    return json.dumps(
        {"asyncapi": "2.6.0", "info": {"title": "Orders", "version": "1"}, "channels": channels}
    )


@pytest.mark.parametrize(
    ("verb", "previous", "current", "backward", "forward"),
    [
        ("publish", EITHER, TEXT, False, True),  # consumers that send numbers are refused
        ("publish", TEXT, EITHER, True, False),  # a provider of the previous version refuses numbers
        ("subscribe", TEXT, EITHER, True, False),  # consumers of the previous version are sent numbers
        ("subscribe", EITHER, TEXT, False, True),
        ("publish", TEXT, NUMBER, False, False),
        ("subscribe", TEXT, NUMBER, False, False),
        ("subscribe", TEXT, None, False, False),
        ("subscribe", None, TEXT, True, True),
        (
            "subscribe",
            {"enum": ["a"]},
            {"enum": ["a", "b"]},
            True,
            False,
        ),  # dangerous, and a value nobody knew
    ],
)
def test_a_change_is_compatible_with_those_whom_it_leaves_alone(
    verb: str, previous: Any, current: Any, backward: bool, forward: bool
) -> None:
    comparison = compare_documents(document(verb, previous), document(verb, current))

    assert comparison.is_compatible("backward") is backward
    assert comparison.is_compatible("forward") is forward
    assert comparison.is_compatible("full") is (backward and forward)
