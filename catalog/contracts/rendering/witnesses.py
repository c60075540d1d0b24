"""A witness as people read it.

Of HTTP the line of the request or of the status, headers, an empty line, the body; an event likewise, after the channel
that it is sent on; of GraphQL the request, and behind an empty line the response to it.
Those of protobuf are written by a module of their own.
"""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from catalog.contracts.openapi.writing import query_string
from catalog.contracts.readable import readable
from catalog.contracts.rendering import protobuf

_LONGEST_LINE = 400


def message_lines(witness: Mapping[str, Any]) -> list[str]:
    """The whole message; only the instance where no whole message could be made.

    Lines that are longer than anybody reads are cut.
    """
    return [readable(_cut(line)) for line in _lines(witness)]


def message_text(witness: Mapping[str, Any]) -> str:
    """The same as one text."""
    return "\n".join(message_lines(witness))


def _lines(witness: Mapping[str, Any]) -> Iterator[str]:
    if "request" in witness:
        request = witness["request"]
        query = query_string(request["query"])
        yield f"{request['method']} {request['path']}{'?' if query else ''}{query}"
        if request["cookies"]:
            yield "Cookie: " + "; ".join(f"{name}={value}" for name, value in request["cookies"].items())
        yield from _rest(request)
    elif "response" in witness:
        yield _status(witness["response"]["status"])
        yield from _rest(witness["response"])
    elif "protobuf" in witness:
        yield from protobuf.lines(witness)
    elif "event" in witness:
        yield from _event(witness["event"])
    elif "query" in witness:
        yield from witness["query"].split("\n")
        if witness["part"] == "response":
            yield ""
            yield from _json(witness["instance"])
    else:
        yield from _json(witness["instance"])


def _event(event: Mapping[str, Any]) -> Iterator[str]:
    yield f"Channel: {event['channel']}"
    if "content_type" in event:
        yield f"Content-Type: {event['content_type']}"
    for protocol, values in event.get("bindings", {}).items():
        yield from (f"{protocol} {name}: {_in_one_line(value)}" for name, value in values.items())
    for name, value in _members(event.get("headers")):
        yield f"{name}: {_in_one_line(value)}"
    if "payload" in event:
        yield ""
        yield from _json(event["payload"])


def _members(headers: Any) -> list[tuple[str, Any]]:
    """Headers by name; what is no object, which an instance can be, is shown as it is."""
    if isinstance(headers, dict):
        return list(headers.items())
    return [] if headers is None else [("Headers", headers)]


def _in_one_line(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rest(message: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name}: {value}" for name, value in message["headers"].items())
    if "body" in message:
        yield from _content(message)


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _content(message: Mapping[str, Any]) -> Iterator[str]:
    if not any(name.lower() == "content-type" for name in message["headers"]):
        yield f"Content-Type: {message['content_type']}"
    yield ""
    body = message["body"]
    if isinstance(body, str) and "json" not in message["content_type"]:
        yield from body.split("\n")
    else:
        yield from _json(body)


def _json(value: Any) -> list[str]:
    return json.dumps(value, indent=2, ensure_ascii=False).split("\n")


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}… ({len(line)} characters)"
