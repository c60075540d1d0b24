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
            channel = attempt(found.problems, entry, partial(self._channel, found.problems, name=name))
            if channel is not None:
                found.channels.setdefault(channel.key, channel)
        for name, entry in members(self.source.root.get("operations")):
            check()
            operation = attempt(found.problems, entry, partial(self._operation, name))
            if operation is not None:
                found.add(operation)
        used = {operation.channel.key for same in found.operations.values() for operation in same}
        used |= {key for same in found.operations.values() for one in same for key in _answered_on(one)}
        for key in found.channels.keys() - used:
            channel = found.channels[key]
            found.unused[key] = (channel, self._messages_of(found.problems, channel, None))
        return found

    def _channel(self, problems: list[Problem], node: Node, name: str = "") -> Channel:
        """The channel that a place stands for: each is read once, under the name that the document has for it."""
        written = an_object(node, "a channel")
        known = self._channels.get(written.pointer)
        if known is None:
            name = name or _last(_named(node).pointer)
            address = text(written, "address") or name
            known = Channel(name, address, written)
            known.parameters = read_parameters(problems, address, written, _schema_of)
            listed = written.get("servers")
            if listed is not None and listed.items():
                known.servers = frozenset(_last(_named(server).pointer) for server in listed.items())
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
        problems: list[Problem] = []
        channel = self._channel(problems, to)
        reply = merged.get("reply")
        return Operation(
            next(one for one in ACTIONS if one == action),
            channel,
            node=merged,
            written=written,
            id=name,
            messages=self._messages_of(problems, channel, merged.get("messages")),
            security=merged.get("security"),
            reply=attempt(problems, reply, partial(self._reply, problems)) if reply is not None else None,
            problems=problems,
        )

    def _reply(self, problems: list[Problem], node: Node) -> Reply:
        written = an_object(node, "a reply")
        to, listed = written.get("channel"), written.get("messages")
        channel = self._channel(problems, to) if to is not None else None
        messages = self._messages_of(problems, channel, listed) if channel or listed else Messages()
        return Reply(written, channel, stated(written.get("address")), messages)

    def _messages_of(self, problems: list[Problem], channel: Channel | None, listed: Node | None) -> Messages:
        """The messages that are listed; where none are, all of the channel."""
        if listed is not None:
            return read_messages(problems, listed.items(), _read_listed)
        declared = channel.node.get("messages") if channel else None
        return read_messages(problems, (node for _, node in members(declared)), _read_declared)

    def alternatives(self, stated: Node | None) -> list[Alternative]:
        """Ways to be let in: any one of the schemes that are listed."""
        return [[_requirement(entry)] for entry in (stated.items() if stated is not None else ())]

    def address_of(self, server: Node) -> tuple[str, str]:
        """Host and path of a server."""
        return text(server, "host") or "", text(server, "pathname") or ""


def _answered_on(operation: Operation) -> list[str]:
    channel = operation.reply.channel if operation.reply else None
    return [channel.key] if channel else []


def _named(node: Node) -> Node:
    """The place inside the document's channels, servers or components that a reference leads to first."""
    reference = node.value.get("$ref") if isinstance(node.value, dict) else None
    return node.source.node(reference) if isinstance(reference, str) else node


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


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
