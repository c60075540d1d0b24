"""What is called like a piece of documentation in a description of events is judged as everything else is."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

NAMES = ["title", "description", "examples", "summary"]


def api(name: str, changed: str = "") -> str:
    """A channel with one message; everything that has a name has this one, and the part that is named has changed."""

    def schema(part: str) -> dict[str, Any]:
        kind = "integer" if part == changed else "string"
        return {"type": "object", "properties": {name: {"type": kind}}}

    placed: dict[str, Any] = {
        "address": f"{name}.{{{name}}}",
        "messages": {name: {"headers": schema("headers"), "payload": schema("payload")}},
        "parameters": {name: {"enum": ["a"] if changed == "parameter" else ["a", "b"]}},
        "bindings": {"ws": {"headers": schema("binding")}},
    }
    return json.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {"title": "Orders", "version": "1"},
            "channels": {name: placed},
            "operations": {name: {"action": "send", "channel": {"$ref": f"#/channels/{name}"}}},
        }
    )


@pytest.mark.parametrize("part", ["headers", "payload", "parameter", "binding"])
@pytest.mark.parametrize("name", NAMES)
def test_a_channel_message_header_or_parameter_may_have_any_name(name: str, part: str) -> None:
    found, usual = (
        [change.rule_id for change in compare_documents(api(called), api(called, part)).changes]
        for called in (name, "plain")
    )

    assert found == usual
    assert len(found) == 1
