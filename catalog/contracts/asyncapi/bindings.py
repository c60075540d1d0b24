"""Comparing bindings: what a protocol needs to know beyond AsyncAPI, value by value and schema by schema.

The places of schemas and of what the messages are found by are those of the binding specifications
(https://github.com/asyncapi/bindings); everything else is a value that can only be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalog.contracts.asyncapi.media_types import DEFAULT
from catalog.contracts.asyncapi.model import Message, Schema
from catalog.contracts.asyncapi.parts import Part, link_schemas
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.asyncapi.reading import members
from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.source import Node, Unresolved

_SCHEMAS = frozenset(
    {
        *(("message", "kafka", "key"), ("message", "http", "headers"), ("message", "jms", "headers")),
        *(("message", "anypointmq", "headers"), ("message", "mqtt", "correlationData")),
        *(("message", "mqtt", "responseTopic"), ("operation", "http", "query")),
        *(("operation", "kafka", "groupId"), ("operation", "kafka", "clientId")),
        *(("channel", "ws", "query"), ("channel", "ws", "headers")),
    }
)
_LOCATING = frozenset(
    {
        *(("channel", "kafka", "topic"), ("channel", "amqp", "is"), ("channel", "amqp", "exchange.name")),
        *(("channel", "amqp", "exchange.type"), ("channel", "amqp", "exchange.vhost")),
        *(("channel", "amqp", "queue.name"), ("channel", "amqp", "queue.vhost"), ("channel", "ws", "method")),
        *(("operation", "http", "method"), ("operation", "http", "type"), ("channel", "jms", "destination")),
        *(("channel", "jms", "destinationType"), ("channel", "anypointmq", "destination")),
        *(("channel", "anypointmq", "destinationType"), ("channel", "googlepubsub", "topic")),
        *(("channel", "ibmmq", "queue.objectName"), ("channel", "ibmmq", "topic.string")),
        *(("channel", "ibmmq", "topic.objectName"), ("channel", "ibmmq", "destinationType")),
        *(("channel", "pulsar", "namespace"), ("channel", "sns", "name"), ("channel", "sqs", "queue.name")),
        ("message", "kafka", "schemaIdLocation"),
    }
)
_SPEAKING = frozenset({"bindingVersion"})
_MAX_DEPTH = 20

Sides = tuple[Node | None, Node | None]


@dataclass(frozen=True, slots=True)
class Owner:
    """What has bindings, on both sides: a server, a channel, an operation or a message.

    `topic` is what a Kafka topic is called where it is not said.
    """

    kind: str
    nodes: tuple[Node, Node]
    direction: Direction = "request"
    messages: tuple[Message, Message] | None = None
    topic: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """The binding of a protocol, and the pair that what differs in it is recorded on."""

    pair: Pair
    owner: Owner
    protocol: str


@dataclass(eq=False, slots=True)
class BindingWalker:
    """Compares the bindings of servers, channels, operations and messages."""

    payloads: Payloads

    def compare(self, pair: Pair, owner: Owner) -> None:
        """Record below a pair what differs in the bindings of two objects; raises OutOfBudget."""
        stated = owner.nodes[0].get("bindings"), owner.nodes[1].get("bindings")
        try:
            protocols = [dict(members(one.resolved() if one else None)) for one in stated]
            for protocol in sorted(protocols[0].keys() | protocols[1].keys()):
                sides = protocols[0].get(protocol), protocols[1].get(protocol)
                before, after = (dict(members(one.resolved() if one else None)) for one in sides)
                for name in sorted((before.keys() | after.keys()) - _SPEAKING):
                    place = _Place(pair, owner, protocol)
                    if owner.topic and (protocol, name) == ("kafka", "topic"):
                        self._compare_topic(place, (before.get(name), after.get(name)), owner.topic)
                    elif (owner.kind, protocol, name) in _SCHEMAS:
                        self._compare_schemas(place, name, (before.get(name), after.get(name)))
                    else:
                        self._compare_values(place, name, (before.get(name), after.get(name)), 0)
        except Unresolved as error:
            pair.undecided.append((next(one for one in stated if one is not None), str(error)))

    def _compare_topic(self, place: _Place, nodes: Sides, usual: tuple[str, str]) -> None:
        was, now = (node.value if node else address for node, address in zip(nodes, usual, strict=True))
        if was != now and usual[0] == usual[1]:
            _note(place, "moved", "topic", nodes, (was, now))

    def _compare_schemas(self, place: _Place, name: str, nodes: Sides) -> None:
        before, after = nodes
        if name not in ("headers", "query") and not (
            before and after and not (_text(before) or _text(after))
        ):
            self._compare_values(place, name, nodes, 0)
            return
        owner, protocol = place.owner, place.protocol
        part = Part(
            "binding",
            f"{protocol} {name}",
            owner.direction,
            owner.nodes,
            (protocol, name),
            owner.messages,
        )
        described = Schema(before, DEFAULT) if before else None, Schema(after, DEFAULT) if after else None
        link_schemas(
            self.payloads, place.pair, part, described, Step("property", f"bindings.{protocol}.{name}")
        )

    def _compare_values(self, place: _Place, name: str, nodes: Sides, depth: int) -> None:
        self.payloads.budget.check()
        before, after = (node.resolved() if node else None for node in nodes)
        if (
            before
            and after
            and isinstance(before.value, dict)
            and isinstance(after.value, dict)
            and depth < _MAX_DEPTH
        ):
            inner = dict(members(before)), dict(members(after))
            for key in sorted(inner[0].keys() | inner[1].keys()):
                self._compare_values(
                    place, f"{name}.{key}", (inner[0].get(key), inner[1].get(key)), depth + 1
                )
            return
        values = [node.value if node else None for node in (before, after)]
        if values[0] == values[1] and type(values[0]) is type(values[1]):
            return
        if (place.owner.kind, place.protocol, name) in _LOCATING and before and after:
            _note(place, "moved", name, (before, after), (values[0], values[1]))
        else:
            action = "changed" if before and after else "removed" if before else "added"
            _note(place, action, name, (before, after), (values[0], values[1]))


def _note(place: _Place, action: str, name: str, nodes: Sides, values: tuple[Any, Any]) -> None:
    place.pair.note(
        "binding",
        action,
        previous=nodes[0],
        current=nodes[1],
        name=f"{place.protocol} {place.owner.kind} binding {name}",
        before=values[0],
        after=values[1],
        direction=None,
    )


def _text(node: Node) -> bool:
    return isinstance(node.resolved().value, str)
