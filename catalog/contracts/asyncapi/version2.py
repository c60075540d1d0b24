"""Reading AsyncAPI 2.0 to 2.6: channels by their address, with what others publish and subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from catalog.contracts.asyncapi.addresses import VERBS
from catalog.contracts.asyncapi.merging import with_traits
from catalog.contracts.asyncapi.model import (
    Alternative,
    Channel,
    Contents,
    Malformed,
    Messages,
    Operation,
    Requirement,
    unlimited,
)
from catalog.contracts.asyncapi.reading import (
    an_object,
    any_text,
    attempt,
    component,
    members,
    read_message,
    read_messages,
    read_parameters,
    text,
)
from catalog.contracts.schemas.source import Node, Source

_read_message = partial(read_message, override=True)


@dataclass(eq=False, slots=True)
class AsyncApi2:
    """An AsyncAPI 2 document."""

    source: Source

    names_channels = False

    def contents(self, check: Callable[[], None] = unlimited) -> Contents:
        found = Contents()
        for address, entry in members(self.source.root.get("channels")):
            check()
            node = attempt(found.problems, entry, lambda one: an_object(one, "a channel"))
            if node is None:
                found.unread.add(address)
            else:
                self._read_channel(found, address, node)
        return found

    def _read_channel(self, found: Contents, address: str, node: Node) -> None:
        listed = node.value.get("servers")
        servers = frozenset(map(str, listed)) if isinstance(listed, list) and listed else None
        channel = Channel(address, address, node, servers, _read_parameters, lambda _: Messages())
        found.channels.setdefault(channel.key, channel)
        verbs = [verb for verb in VERBS if node.get(verb) is not None]
        for verb in verbs:
            operation = attempt(found.problems, node.child(verb), partial(_read_operation, verb, channel))
            if operation is None:
                found.unread.add(f"{VERBS[verb]} {channel.key}")
            else:
                found.add(operation)
        if not verbs:
            found.unused[channel.key] = channel

    def alternatives(self, stated: Node | None) -> list[Alternative]:
        """Ways to be let in, as they are listed; raises Malformed."""
        if stated is None:
            return []
        if not all(isinstance(entry.value, dict) for entry in stated.items()):
            raise Malformed("there should be a list of security requirements here")
        return [
            [self._requirement(name, scopes) for name, scopes in entry.members()] for entry in stated.items()
        ]

    def _requirement(self, name: str, scopes: Node) -> Requirement:
        scheme = component(self.source.root, "securitySchemes", name)
        return Requirement(name, scheme or scopes, frozenset(str(scope.value) for scope in scopes.items()))

    def address_of(self, server: Node) -> tuple[str, str]:
        """Host and path of a server; the scheme says no more than its protocol."""
        url = text(server, "url") or ""
        host, slash, path = url.rpartition("://")[2].partition("/")
        return host, slash + path


def _read_operation(verb: str, channel: Channel, node: Node) -> Operation:
    written = an_object(node, "an operation")
    merged = with_traits(written, override=True)
    return Operation(
        VERBS[verb],
        channel,
        node=merged,
        written=written,
        id=text(merged, "operationId"),
        read_messages=lambda: read_messages(_listed(merged.get("message")), _read_message),
        security=merged.get("security"),
    )


def _listed(message: Node | None) -> list[Node]:
    """The messages of an operation: one, or one of several."""
    if message is None:
        return []
    several = message.get("oneOf")
    return [message] if several is None else several.items()


def _schema_of(parameter: Node) -> Node:
    return parameter.get("schema") or any_text(parameter.source, parameter.pointer)


_read_parameters = partial(read_parameters, _schema_of)
