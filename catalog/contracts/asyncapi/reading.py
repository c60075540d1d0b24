"""Reading what both major versions of AsyncAPI have in common: messages, parameters, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from catalog.contracts.asyncapi.addresses import parameter_names
from catalog.contracts.asyncapi.media_types import normal_media_type, schema_format
from catalog.contracts.asyncapi.merging import with_traits
from catalog.contracts.asyncapi.model import (
    Channel,
    Contents,
    Malformed,
    Message,
    Messages,
    Parameter,
    Parameters,
    Problem,
    Schema,
    Stated,
)
from catalog.contracts.documents.pointers import join, unescape
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.schemas.source import Node, Source, Synthetic, Unresolved

_Read = TypeVar("_Read")


def attempt(problems: list[Problem], node: Node, read: Callable[[Node], _Read]) -> _Read | None:
    """Read a place, or note why that is not possible."""
    try:
        return read(node)
    except (Unresolved, Malformed) as error:
        problems.append((node, str(error)))
        return None


def an_object(node: Node, kind: str) -> Node:
    """What a place stands for, which has to be an object; raises Unresolved and Malformed."""
    found = node.resolved()
    if not isinstance(found.value, dict):
        raise Malformed(f"there should be {kind} here")
    return found


def text(node: Node | None, key: str) -> str | None:
    """The text under a key."""
    value = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
    return value if isinstance(value, str) else None


def stated(node: Node | None, key: str = "location") -> Stated | None:
    """The text under a key of what a place stands for, with its place; raises Unresolved."""
    if node is None:
        return None
    found = node.resolved()
    value = text(found, key)
    return None if value is None else Stated(found.child(key), value)


def read_message(node: Node, known_as: str | None = None, *, override: bool) -> Message:
    """A message; `known_as` is the name that its channel has for it. Raises Unresolved and Malformed.

    `override` is whether traits count more than what the message says itself, as in AsyncAPI 2.
    """
    written = an_object(node, "a message")
    merged = with_traits(written, override=override)
    own = text(merged, "messageId") or known_as
    called = {text(merged, "name"), own, *_component_names(node, written)}
    return Message(
        merged,
        written,
        name=text(merged, "name"),
        id=own,
        names=frozenset(name for name in called if name),
        payload=_schema(merged.get("payload"), text(merged, "schemaFormat")),
        headers=_schema(merged.get("headers"), None),
        content_type=_content_type(merged),
        correlation=stated(merged.get("correlationId")),
    )


def read_messages(nodes: Iterable[Node], read: Callable[[Node], Message]) -> Messages:
    """The messages at some places, each once."""
    problems: list[Problem] = []
    messages = [message for node in nodes if (message := attempt(problems, node, read)) is not None]
    found: dict[str, Message] = {}
    for message in messages:
        found.setdefault(message.node.pointer, message)
    return Messages(list(found.values()), problems)


def _component_names(node: Node, written: Node) -> Iterable[str]:
    """What the reference that leads to a message calls it, and what its own place does."""
    reference = node.value.get("$ref") if isinstance(node.value, dict) else None
    pointers = (reference, written.pointer) if isinstance(reference, str) else ()
    return (unescape(pointer.rpartition("/")[2]) for pointer in pointers)


def _schema(node: Node | None, named: str | None) -> Schema | None:
    """A schema, which AsyncAPI 3 can wrap together with the name of its language; raises Unresolved."""
    if node is None:
        return None
    target = node.resolved()
    if isinstance(target.value, dict) and "schema" in target.value and "schemaFormat" in target.value:
        wrapped = Schema(target.child("schema"), schema_format(text(target, "schemaFormat")))
        if wrapped.format.dialect is None:
            wrapped.node.resolved()  # who knows the language need not know references
        return wrapped
    return Schema(node, schema_format(named))


def names_languages(sources: Sequence[SourceText]) -> bool:
    """May a document describe payloads in languages that it names? Looking for those costs as much as reading it."""
    return not sources or any(b"schemaFormat" in source.content for source in sources)


def carried_schemas(contents: Contents) -> list[Schema]:
    """The payloads and headers that are no JSON Schema, each place once."""
    operations = [one for listed in contents.operations.values() for one in listed]
    messages = [
        *(channel.messages for channel in contents.unused.values()),
        *(one.messages for one in operations),
        *(one.reply.messages for one in operations if one.reply),
    ]
    schemas = [schema for held in messages for one in held.listed for schema in (one.payload, one.headers)]
    found = {
        schema.node.resolved().pointer: schema
        for schema in schemas
        if schema is not None and schema.format.dialect is None
    }
    return list(found.values())


def _content_type(message: Node) -> Stated | None:
    """The media type of a payload: its own, or that of all messages of the document."""
    for node in (message, message.source.root):
        key = "contentType" if node is message else "defaultContentType"
        value = text(node, key)
        if value is not None:
            return Stated(node.child(key), normal_media_type(value))
    return None


def read_parameters(schema_of: Callable[[Node], Node], channel: Channel) -> Parameters:
    """The parameters of an address in its order; one that is not declared can be any text."""
    node, found = channel.node, Parameters()
    declared = node.get("parameters")
    for name in parameter_names(channel.address):
        stands = declared.get(name) if declared is not None else None
        parameter = stands and attempt(found.problems, stands, lambda one: an_object(one, "a parameter"))
        if parameter is None:
            unsaid = any_text(node.source, join(node.pointer, "parameters", name))
            found.listed.append(Parameter(node, name, unsaid, None))
            continue
        location = text(parameter, "location")
        place = Stated(parameter.child("location"), location) if location else None
        found.listed.append(Parameter(parameter, name, schema_of(parameter), place))
    return found


def any_text(source: Source, pointer: str) -> Node:
    """The schema of a parameter of which nothing is said."""
    return Node(source, f"{pointer}/schema", Synthetic({"type": "string"}))


def members(node: Node | None) -> list[tuple[str, Node]]:
    """The members of an object, extensions left out."""
    return [
        (key, part) for key, part in (node.members() if node is not None else ()) if not key.startswith("x-")
    ]


def component(root: Node, kind: str, name: str) -> Node | None:
    """A component by its name."""
    components = root.get("components")
    listed = components.get(kind) if components is not None else None
    return listed.get(name) if listed is not None else None
