"""What the description of events tells its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.contracts.asyncapi.documents import api_of
from catalog.contracts.asyncapi.languages import PayloadFormat, language_of
from catalog.contracts.asyncapi.model import Contents, Message, Operation, Schema
from catalog.contracts.asyncapi.reference import reference
from catalog.contracts.documentation import Documentation, measured
from catalog.contracts.documents.document import Document
from catalog.contracts.schemas.described import fields_of
from catalog.contracts.schemas.source import Node, Unresolved

_KEY = re.compile(
    r"(?:(?:ce|cloudevents|event|message|x)[-_:]?)?(?:id|uuid)|(?:x[-_])?idempotency[-_]?key", re.IGNORECASE
)
"""The `id` of CloudEvents in a payload or as a header of a protocol, and the names that others give to such a key."""
_EXAMPLES = ("example", "examples")


def documentation(document: Document, *, inside: Sequence[PayloadFormat] = ()) -> Documentation:
    """Count over every operation and message that can be read."""
    contents = api_of(document).contents()
    operations = [one for listed in contents.operations.values() for one in listed]
    bodies = [one for one in operations if any(message.payload for message in _exchanged(one))]
    messages = {message.written.pointer: message for message in _all_messages(contents, operations)}.values()
    return replace(
        measured(reference(document, inside=inside)),
        bodies=len(bodies),
        examples=sum(any(map(_has_example, _exchanged(one))) for one in bodies),
        messages=len(messages),
        schemas=sum(message.payload is not None for message in messages),
        idempotency_keys=sum(_has_key(message, inside) for message in messages),
    )


def _exchanged(operation: Operation) -> list[Message]:
    return [*operation.messages.listed, *(operation.reply.messages.listed if operation.reply else ())]


def _all_messages(contents: Contents, operations: list[Operation]) -> Iterator[Message]:
    for operation in operations:
        yield from _exchanged(operation)
    for channel in contents.unused.values():
        yield from channel.messages.listed


def _has_example(message: Message) -> bool:
    """One of the message, of its payload, or of a property of that."""
    if _shows(message.node):
        return True
    payload = message.payload and _meant(message.payload.node)
    properties = payload.get("properties") if payload else None
    members = [member for _, member in properties.members()] if properties else []
    return any(_shows(node) for node in (payload, *map(_meant, members)) if node)


def _shows(node: Node) -> bool:
    return isinstance(node.value, dict) and any(node.value.get(name) for name in _EXAMPLES)


def _meant(node: Node) -> Node | None:
    try:
        return node.resolved()
    except Unresolved:
        return None


def _has_key(message: Message, inside: Sequence[PayloadFormat]) -> bool:
    """Does every such message have one? What a language of its own declares is there whenever it is written."""
    return any(
        _KEY.fullmatch(name)
        for schema in (message.headers, message.payload)
        for name in _kept(schema, inside)
    )


def _kept(schema: Schema | None, inside: Sequence[PayloadFormat]) -> list[str]:
    """The names of the members that cannot be left out."""
    if schema is None:
        return []
    if schema.format.dialect:
        return [field.name for field in fields_of(schema.node) if field.required]
    language = language_of(inside, schema.format.media_type)
    groups = language.groups(schema.node) if language else []
    return [field.name for group in groups[:1] for field in group.fields]
