"""A contract in protobuf as people read it: its methods with what goes in and comes out, its messages and enums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.protobuf.operations import messages_of_their_own, method_key
from catalog.contracts.protobuf.types import written
from catalog.contracts.reference import Entry, Field, Group

_LABELS = {"required": "required ", "repeated": "repeated "}


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each method, message, enum and extension, in the order of the document."""
    return declared_entries(document.tree)


def declared_entries(tree: dict[str, Any]) -> tuple[Entry, ...]:
    """The same of a tree."""
    return (*_methods(tree), *_messages(tree), *_enums(tree), *_extensions(tree))


def _methods(tree: dict[str, Any]) -> Iterator[Entry]:
    for service, facts in tree["services"].items():
        for name, method in facts["methods"].items():
            key = method_key(service, name)
            groups = (_carried(tree, method, "input", "client"), _carried(tree, method, "output", "server"))
            pointer = f"/services/{service}/methods/{name}"
            deprecated = method["deprecated"] or facts["deprecated"]
            yield Entry("method", key, pointer, key, method["description"], deprecated, groups)


def _carried(tree: dict[str, Any], method: dict[str, Any], side: str, sender: str) -> Group:
    """The message that goes in or comes out; of one from outside the contract only its name is known."""
    name = method[side]
    stream = "stream of " if method[f"{sender}Streaming"] else ""
    message = tree["messages"].get(name)
    title = "Request" if side == "input" else "Response"
    fields = _fields(message) if message else ()
    return Group(f"{title}: {stream}{name}", fields, message["description"] if message else "")


def _messages(tree: dict[str, Any]) -> Iterator[Entry]:
    own = set(messages_of_their_own(tree))
    for name, message in tree["messages"].items():
        groups = (Group("Fields", _fields(message)),)
        key = name if name in own else ""
        told = message["description"], message["deprecated"]
        yield Entry("message", name, f"/messages/{name}", key, *told, groups)


def _fields(message: dict[str, Any]) -> tuple[Field, ...]:
    return tuple(_field(field) for field in message["fields"].values())


def _field(field: dict[str, Any]) -> Field:
    kind = f"map<{', '.join(written(part) for part in field['map'])}>" if field["map"] else written(field)
    group = f", one of {field['oneof']}" if field["oneof"] else ""
    return Field(
        field["name"],
        f"{_LABELS.get(field['cardinality'], '')}{kind} = {field['number']}{group}",
        field["description"],
        required=field["cardinality"] == "required",
        deprecated=field["deprecated"],
    )


def _enums(tree: dict[str, Any]) -> Iterator[Entry]:
    for name, enum in tree["enums"].items():
        values = tuple(
            Field(value, str(facts["number"]), facts["description"], deprecated=facts["deprecated"])
            for value, facts in enum["values"].items()
        )
        told = enum["description"], enum["deprecated"]
        yield Entry("enum", name, f"/enums/{name}", "", *told, (Group("Values", values),))


def _extensions(tree: dict[str, Any]) -> Iterator[Entry]:
    for name, facts in tree["extensions"].items():
        groups = (Group(f"Extends {facts['extendee']}", (_field(facts),)),)
        pointer = f"/extensions/{name}"
        yield Entry("extension", name, pointer, "", facts["description"], facts["deprecated"], groups)
