"""What an AsyncAPI document says, the same for both major versions; every part knows where it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from catalog.contracts.asyncapi.addresses import DIRECTIONS, Action, address_key
from catalog.contracts.asyncapi.media_types import SchemaFormat
from catalog.contracts.changes import Direction
from catalog.contracts.schemas.source import Node, Source

Problem = tuple[Node, str]


class Malformed(Exception):  # noqa: N818 - an answer about a document, not a failure of the program
    """Something else stands at a place than what belongs there."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A text with the place that states it."""

    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A payload or the headers of a message, in the language that they are described in."""

    node: Node
    format: SchemaFormat


@dataclass(eq=False, slots=True)
class Message:
    """A message with its traits merged in (`node`); `written` is the message as it stands in the document.

    `name` and `id` are what the document calls it itself; `names` are all that it is called by, also as a component.
    """

    node: Node
    written: Node
    name: str | None
    id: str | None
    names: frozenset[str]
    payload: Schema | None
    headers: Schema | None
    content_type: Stated | None
    correlation: Stated | None

    @property
    def called(self) -> str:
        """Its name; empty where it has none."""
        return self.name or self.id or min(self.names, default="")

    @property
    def label(self) -> str:
        return self.called or "without a name"


@dataclass(eq=False, slots=True)
class Messages:
    """The messages that may be sent, and the places that could not be read of them."""

    listed: list[Message] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Parameter:
    """What stands for a parameter in an address; `location` is where in the message its value is."""

    node: Node
    name: str
    schema: Node
    location: Stated | None


@dataclass(eq=False, slots=True)
class Parameters:
    """What stands for the parameters of an address, in its order, and the places that could not be read of them."""

    listed: list[Parameter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(eq=False)
class Channel:
    """A channel; `servers` by name, None where all of them have it. What is in it is read when somebody asks for it."""

    id: str
    address: str
    node: Node
    servers: frozenset[str] | None
    read_parameters: Callable[[Channel], Parameters]
    read_messages: Callable[[Channel], Messages]

    @property
    def key(self) -> str:
        return address_key(self.address)

    @cached_property
    def parameters(self) -> Parameters:
        return self.read_parameters(self)

    @cached_property
    def messages(self) -> Messages:
        """The messages that it declares itself."""
        return self.read_messages(self)


@dataclass(eq=False)
class Reply:
    """What answers a message; `channel` is None where its address is only known when the request comes."""

    node: Node
    channel: Channel | None
    location: Stated | None
    read_messages: Callable[[], Messages]

    @cached_property
    def messages(self) -> Messages:
        return self.read_messages()

    @property
    def address(self) -> str:
        """Where it goes, as people say it."""
        place = self.location and f"the address in {self.location.text}"
        return place or (self.channel.address if self.channel else "an address that is not stated")


@dataclass(eq=False)
class Operation:
    """An operation with its traits merged in; `written` is the operation as it stands in the document.

    `security` is the place of its alternatives, None where it has none of its own. `unread` are the places beside its
    messages that could not be read; messages are read when somebody asks for them.
    """

    action: Action
    channel: Channel
    node: Node
    written: Node
    id: str | None
    read_messages: Callable[[], Messages]
    security: Node | None
    reply: Reply | None = None
    unread: list[Problem] = field(default_factory=list)

    @cached_property
    def messages(self) -> Messages:
        return self.read_messages()

    @property
    def problems(self) -> list[Problem]:
        """All places that cannot be read."""
        reply = self.reply.messages.problems if self.reply else []
        return [*self.unread, *self.messages.problems, *reply]

    @property
    def key(self) -> str:
        return f"{self.action} {self.channel.key}"

    @property
    def display(self) -> str:
        return f"{self.action} {self.channel.address}"

    @property
    def direction(self) -> Direction:
        return DIRECTIONS[self.action]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A security scheme that is needed, with the name that the document has for it, and the scopes."""

    name: str | None
    scheme: Node
    scopes: frozenset[str]


Alternative = list[Requirement]
"""Schemes that are all needed; the empty one lets everybody in."""


@dataclass(eq=False, slots=True)
class Contents:
    """The operations of a document by key, channels that no operation uses by key, and what could not be read.

    Several operations of AsyncAPI 3 can share an address and an action, and are then one to a consumer. `unread` are
    the names of channels and operations that could not be read, and the keys of operations.
    """

    operations: dict[str, list[Operation]] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    unused: dict[str, Channel] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def add(self, operation: Operation) -> None:
        self.operations.setdefault(operation.key, []).append(operation)

    def may_hold(self, channel: Channel, operation: Operation | None = None) -> bool:
        """Could a channel, or an operation on it, be one that could not be read?"""
        names = {channel.id, channel.key, *((operation.key, operation.id) if operation else ())}
        return not self.unread.isdisjoint(names)


def unlimited() -> None:
    """No limit on the time that reading takes."""


class Api(Protocol):
    """A document of one major version of the format."""

    source: Source

    @property
    def names_channels(self) -> bool:
        """Does a channel have a name beside its address?"""

    def contents(self, check: Callable[[], None] = unlimited) -> Contents:
        """All that it declares; what cannot be read is in the problems. `check` is called again and again, and may
        raise when it takes too long.
        """

    def alternatives(self, stated: Node | None) -> list[Alternative]:
        """Ways to be let in; raises Unresolved and Malformed."""

    def address_of(self, server: Node) -> tuple[str, str]:
        """Host and path of a server, with its variables in them."""
