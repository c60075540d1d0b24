"""What a consumer can name of a contract in protobuf: methods, and the messages that no method carries.

`orders.v1.Orders/Get` as on the wire of gRPC, `orders.v1.OrderPlaced` of a contract of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.operations import Operation

_IDENTIFIER = r"[A-Za-z_][A-Za-z0-9_]*"
_NAME = re.compile(rf"[./]?({_IDENTIFIER}(?:\.{_IDENTIFIER})*(?:/{_IDENTIFIER})?)")


def operation_key(text: str) -> str:
    """The identity of an operation that somebody named: `/orders.v1.Orders/Get` → `orders.v1.Orders/Get`.

    Raises ValueError where the text is neither a method with its service nor the full name of a message.
    """
    named = _NAME.fullmatch(text.strip())
    if named is None:
        raise ValueError(
            "An operation in protobuf is named by its service and method, as in 'orders.v1.Orders/Get', or by the full "
            f"name of a message, as in 'orders.v1.OrderPlaced', not {text!r}"
        )
    return named[1]


def method_key(service: str, method: str) -> str:
    return f"{service}/{method}"


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """The methods of all services, then the messages of their own, in the order of the document."""
    return (*_methods(document.tree), *_messages(document.tree))


def _methods(tree: dict[str, Any]) -> Iterator[Operation]:
    for service, facts in tree["services"].items():
        for name, method in facts["methods"].items():
            pointer = f"/services/{service}/methods/{name}"
            deprecated = method["deprecated"] or facts["deprecated"]
            key = method_key(service, name)
            yield Operation(key, key, summary(method), deprecated, pointer)


def _messages(tree: dict[str, Any]) -> Iterator[Operation]:
    for name in messages_of_their_own(tree):
        message = tree["messages"][name]
        yield Operation(name, name, summary(message), message["deprecated"], f"/messages/{name}")


def messages_of_their_own(tree: dict[str, Any]) -> list[str]:
    """The messages at the top of their files which no method takes or answers with, be it inside another message."""
    carried = _carried(tree)
    return [
        name for name, message in tree["messages"].items() if not message["parent"] and name not in carried
    ]


def _carried(tree: dict[str, Any]) -> set[str]:
    methods = [method for service in tree["services"].values() for method in service["methods"].values()]
    waiting = [method[side] for method in methods for side in ("input", "output")]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in tree["messages"]:
            continue
        seen.add(name)
        for field in tree["messages"][name]["fields"].values():
            waiting.extend(type_names(field))
    return seen


def held_messages(tree: Mapping[str, Any]) -> set[str]:
    """The messages and enums that another message than themselves has in a field."""
    return {
        name
        for holder, message in tree["messages"].items()
        for field in message["fields"].values()
        for name in type_names(field)
        if name != holder
    }


def type_names(field: dict[str, Any]) -> list[str]:
    """The messages and enums that a field holds."""
    return [kind["typeName"] for kind in field["map"] or [field] if kind["typeName"]]


def summary(declared: dict[str, Any]) -> str:
    """The first paragraph of what its comment says, on one line."""
    return " ".join(str(declared["description"]).partition("\n\n")[0].split())
