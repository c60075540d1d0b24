"""An AsyncAPI document as people read it: its operations with their messages, and the types that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.contracts.asyncapi.documents import api_of
from catalog.contracts.asyncapi.languages import PayloadFormat, language_of
from catalog.contracts.asyncapi.model import Message, Operation, Parameter, Schema
from catalog.contracts.asyncapi.reading import members, text
from catalog.contracts.documents.document import Document
from catalog.contracts.reference import Entry, Field, Group
from catalog.contracts.schemas.described import description_of, fields_of, type_of, whole
from catalog.contracts.schemas.source import Node


def reference(document: Document, *, inside: Sequence[PayloadFormat] = ()) -> tuple[Entry, ...]:
    """An entry for each operation, and one for each schema among the components."""
    api = api_of(document)
    operations = tuple(
        _operation(key, one, inside) for key, listed in api.contents().operations.items() for one in listed
    )
    components = api.source.root.get("components")
    schemas = components.get("schemas") if components is not None else None
    return operations + tuple(_schema(name, node) for name, node in members(schemas))


def _operation(key: str, operation: Operation, inside: Sequence[PayloadFormat]) -> Entry:
    node, channel = operation.node, operation.channel
    said = [text(one, what) for one in (node, channel.node) for what in ("summary", "description")]
    groups = [_parameters(channel.parameters.listed)] if channel.parameters.listed else []
    for message in operation.messages.listed:
        groups += _message(message, "Message", inside)
    reply = operation.reply
    for message in reply.messages.listed if reply else ():
        groups += _message(message, "Reply", inside)
    return Entry(
        operation.action,
        channel.address,
        operation.written.pointer[1:],
        key,
        "\n\n".join(dict.fromkeys(filter(None, said))),
        detail=tuple(groups),
    )


def _parameters(parameters: list[Parameter]) -> Group:
    return Group(
        "Parameters",
        tuple(
            Field(one.name, type_of(one.schema), text(one.node, "description") or "", required=True)
            for one in parameters
        ),
    )


def _message(message: Message, title: str, inside: Sequence[PayloadFormat]) -> Iterator[Group]:
    described = text(message.node, "summary") or text(message.node, "description") or ""
    kind = f" ({message.content_type.text})" if message.content_type else ""
    own, *further = _carried(message.payload, inside) or [Group("", tuple(_fields(message.payload)))]
    yield Group(f"{title} {message.label}{kind}", own.fields, described or own.description)
    yield from further
    if message.headers is not None:
        yield Group(f"Headers of {message.label}", tuple(_fields(message.headers)))


def _carried(schema: Schema | None, inside: Sequence[PayloadFormat]) -> Sequence[Group]:
    """What is told of a payload by who knows its language; nothing where nobody does, or it cannot be read."""
    language = schema and language_of(inside, schema.format.media_type)
    return language.groups(schema.node) if schema and language else []


def _fields(schema: Schema | None) -> list[Field]:
    if schema is None:
        return []
    if schema.format.dialect is None:
        return [Field("payload", schema.format.media_type)]
    return [*fields_of(schema.node, into_named=False)] or [whole(schema.node, "payload")]


def _schema(name: str, node: Node) -> Entry:
    fields = fields_of(node, into_named=False)
    groups = (Group("Properties", fields),) if fields else (Group("Type", (whole(node, name),)),)
    return Entry("schema", name, node.pointer[1:], description=description_of(node), detail=groups)
