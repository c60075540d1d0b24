"""Reading AsyncAPI 3.0 and 3.1: operations that refer to channels, which have names, addresses and messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalog.contracts.asyncapi.addresses import ACTIONS
from catalog.contracts.asyncapi.merging import with_traits
from catalog.contracts.asyncapi.model import (
    Alternative,
    Channel,
    Contents,
    Malformed,
    Message,
    Messages,
    Operation,
    Problem,
    Reply,
    Requirement,
    unlimited,
)
from catalog.contracts.asyncapi.reading import (
    an_object,
    attempt,
    members,
    read_message,
    read_messages,
    read_parameters,
    stated,
    text,
)
from catalog.contracts.documents.pointers import unescape
from catalog.contracts.schemas.source import Node, Source, Synthetic


@dataclass(eq=False, slots=True)
class AsyncApi3:
    """An AsyncAPI 3 document."""

    source: Source
    _channels: dict[str, Channel] = field(default_factory=dict)

    names_channels = True

    def contents(self, check: Callable[[], None] = unlimited) -> Contents:
        found = Contents()
        for name, entry in members(self.source.root.get("channels")):
            check()
            channel = attempt(found.problems, entry, partial(self._channel, name=name))
            if channel is None:
                found.unread.add(name)
            else:
                found.channels.setdefault(channel.key, channel)
        for name, entry in members(self.source.root.get("operations")):
            check()
            operation = attempt(found.problems, entry, partial(self._operation, name))
            if operation is None:
                found.unread.add(name)
            else:
                found.add(operation)
        used = {operation.channel.key for same in found.operations.values() for operation in same}
        used |= {key for same in found.operations.values() for one in same for key in _answered_on(one)}
        found.unused = {key: channel for key, channel in found.channels.items() if key not in used}
        return found

    def _channel(self, node: Node, name: str = "") -> Channel:
        """The channel that a place stands for: each is read once, under the name that the document has for it."""
        written = an_object(node, "a channel")
        known = self._channels.get(written.pointer)
        if known is None:
            name = name or _last(_named(node).pointer)
            address = text(written, "address") or name
            listed = written.get("servers")
            servers = frozenset(_last(_named(one).pointer) for one in (listed.items() if listed else ()))
            known = Channel(name, address, written, servers or None, _read_parameters, _declared)
            self._channels[written.pointer] = known
        return known

    def _operation(self, name: str, node: Node) -> Operation:
        written = an_object(node, "an operation")
        merged = with_traits(written, override=False)
        action, to = text(merged, "action"), merged.get("channel")
        if to is None or action not in ACTIONS:
            raise Malformed(
                "there should be an operation here, with `channel` and the `action` send or receive"
            )
        unread: list[Problem] = []
        channel, reply = self._channel(to), merged.get("reply")
        return Operation(
            next(one for one in ACTIONS if one == action),
            channel,
            node=merged,
            written=written,
            id=name,
            read_messages=partial(_messages, channel, merged.get("messages")),
            security=merged.get("security"),
            reply=attempt(unread, reply, self._reply) if reply is not None else None,
            unread=unread,
        )

    def _reply(self, node: Node) -> Reply:
        written = an_object(node, "a reply")
        to, listed = written.get("channel"), written.get("messages")
        channel = self._channel(to) if to is not None else None
        return Reply(written, channel, stated(written.get("address")), partial(_messages, channel, listed))

    def alternatives(self, stated: Node | None) -> list[Alternative]:
        """Ways to be let in: any one of the schemes that are listed."""
        return [[_requirement(entry)] for entry in (stated.items() if stated is not None else ())]

    def address_of(self, server: Node) -> tuple[str, str]:
        """Host and path of a server."""
        return text(server, "host") or "", text(server, "pathname") or ""


def _messages(channel: Channel | None, listed: Node | None) -> Messages:
    """The messages that are listed; where none are, all of the channel."""
    if listed is not None:
        return read_messages(listed.items(), _read_listed)
    return channel.messages if channel else Messages()


def _declared(channel: Channel) -> Messages:
    return read_messages((node for _, node in members(channel.node.get("messages"))), _read_declared)


def _answered_on(operation: Operation) -> list[str]:
    channel = operation.reply.channel if operation.reply else None
    return [channel.key] if channel else []


def _named(node: Node) -> Node:
    """The place inside the document's channels, servers or components that a reference leads to first."""
    reference = node.value.get("$ref") if isinstance(node.value, dict) else None
    return node.source.node(reference) if isinstance(reference, str) else node


def _last(pointer: str) -> str:
    return unescape(pointer.rpartition("/")[2])


def _read_declared(node: Node) -> Message:
    """A message of a channel under the name that the channel has for it."""
    return read_message(node, _last(node.pointer), override=False)


def _read_listed(node: Node) -> Message:
    """The same where an operation refers to it."""
    return read_message(node, _last(_named(node).pointer), override=False)


def _requirement(entry: Node) -> Requirement:
    scheme = entry.resolved()
    name = _last(_named(entry).pointer) if scheme.pointer != entry.pointer else None
    scopes = scheme.get("scopes")
    return Requirement(name, scheme, frozenset(str(one.value) for one in (scopes.items() if scopes else ())))


def _schema_of(parameter: Node) -> Node:
    """The values that a parameter may have, as a schema: it is text."""
    schema: dict[str, Any] = {"type": "string"}
    places: dict[tuple[str, ...], str] = {}
    for key in ("enum", "default"):
        if key in parameter.value:
            schema[key] = parameter.value[key]
            places[key,] = f"{parameter.pointer}/{key}"
    if "examples" in parameter.value:
        schema["examples"] = parameter.value["examples"]
    return Node(parameter.source, f"{parameter.pointer}/schema", Synthetic(schema, places))


_read_parameters = partial(read_parameters, _schema_of)
