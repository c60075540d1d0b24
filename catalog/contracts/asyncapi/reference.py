"""An AsyncAPI document as people read it: its operations with their messages, and the types that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.asyncapi.documents import api_of
from catalog.contracts.asyncapi.model import Message, Operation, Parameter, Schema
from catalog.contracts.asyncapi.reading import members, text
from catalog.contracts.documents.document import Document
from catalog.contracts.reference import Entry, Field, Group
from catalog.contracts.schemas.source import Node, Unresolved

MAX_FIELDS = 500
MAX_DEPTH = 4
_LIMITS = ("format", "pattern", "minimum", "maximum", "minLength", "maxLength")


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each operation, and one for each schema among the components."""
    api = api_of(document)
    operations = tuple(
        _operation(key, one) for key, listed in api.contents().operations.items() for one in listed
    )
    components = api.source.root.get("components")
    schemas = components.get("schemas") if components is not None else None
    return operations + tuple(_schema(name, node) for name, node in members(schemas))


def _operation(key: str, operation: Operation) -> Entry:
    node, channel = operation.node, operation.channel
    said = [text(one, what) for one in (node, channel.node) for what in ("summary", "description")]
    groups = [_parameters(channel.parameters)] if channel.parameters else []
    for message in operation.messages.listed:
        groups += _message(message, "Message")
    reply = operation.reply
    for message in reply.messages.listed if reply else ():
        groups += _message(message, "Reply")
    return Entry(
        operation.action,
        channel.address,
        operation.written.pointer[1:],
        key,
        "\n\n".join(dict.fromkeys(filter(None, said))),
        groups=tuple(groups),
    )


def _parameters(parameters: list[Parameter]) -> Group:
    return Group(
        "Parameters",
        tuple(
            Field(one.name, type_of(one.schema), text(one.node, "description") or "", required=True)
            for one in parameters
        ),
    )


def _message(message: Message, title: str) -> Iterator[Group]:
    described = text(message.node, "summary") or text(message.node, "description") or ""
    kind = f" ({message.content_type.text})" if message.content_type else ""
    yield Group(f"{title} {message.label}{kind}", tuple(_fields(message.payload)), described)
    if message.headers is not None:
        yield Group(f"Headers of {message.label}", tuple(_fields(message.headers)))


def _fields(schema: Schema | None) -> list[Field]:
    if schema is None:
        return []
    if schema.format.dialect is None:
        return [Field("payload", schema.format.media_type)]
    found = list(_members(schema.node, "", 0))[:MAX_FIELDS]
    return found or [Field("payload", type_of(schema.node), _description(schema.node))]


def _members(node: Node, prefix: str, depth: int) -> Iterator[Field]:
    """The properties of an object with those of `allOf`, and of what is inside them, as dotted paths."""
    try:
        schema = node.resolved()
    except Unresolved:
        return
    parts = schema.get("allOf")
    for part in parts.items() if parts is not None and depth < MAX_DEPTH else ():
        yield from _members(part, prefix, depth + 1)
    required = schema.value.get("required") if isinstance(schema.value, dict) else None
    names = required if isinstance(required, list) else []
    properties = schema.get("properties")
    for name, member in properties.members() if properties is not None else ():
        target = _target(member)
        deprecated = isinstance(target, dict) and target.get("deprecated") is True
        path = f"{prefix}{name}"
        yield Field(path, type_of(member), _description(member), name in names, deprecated)
        if not _named(member) and depth < MAX_DEPTH:
            items = member.get("items")
            inside, joint = (items, "[].") if items is not None and not _named(items) else (member, ".")
            yield from _members(inside, f"{path}{joint}", depth + 1)


def type_of(node: Node) -> str:
    """How the type of a schema is written: `string (uuid)`, `Order`, `Item[]`, `integer | null`."""
    if _named(node):
        return str(node.value["$ref"]).rpartition("/")[2]
    value = node.value
    if not isinstance(value, dict):
        return "any" if value is True else "nothing"
    if "const" in value or isinstance(value.get("enum"), list):
        return " | ".join(repr(one) for one in (value.get("enum") or [value.get("const")])[:20])
    for keyword, joint in (("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")):
        listed = node.get(keyword)
        if listed is not None and listed.items() and "type" not in value:
            return joint.join(type_of(one) for one in listed.items()[:20])
    stated = value.get("type")
    kinds = " | ".join(map(str, stated)) if isinstance(stated, list) else str(stated or "any")
    items = node.get("items")
    if kinds == "array" and items is not None and isinstance(items.value, dict):
        return f"{type_of(items)}[]"
    limits = ", ".join(
        str(value[key]) if key == "format" else f"{key} {value[key]}" for key in _LIMITS if key in value
    )
    return f"{kinds} ({limits})" if limits else kinds


def _schema(name: str, node: Node) -> Entry:
    fields = tuple(list(_members(node, "", 0))[:MAX_FIELDS])
    groups = (Group("Properties", fields),) if fields else (Group("Type", (Field(name, type_of(node)),)),)
    return Entry("schema", name, node.pointer[1:], description=_description(node), groups=groups)


def _named(node: Node) -> bool:
    return isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str)


def _target(node: Node) -> Any:
    try:
        return node.resolved().value
    except Unresolved:
        return None


def _description(node: Node) -> str:
    target = _target(node)
    stated = target.get("description") if isinstance(target, dict) else None
    return stated if isinstance(stated, str) else ""
