"""The parts of a message and of its address that have a schema, with a label that people understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from catalog.contracts.asyncapi.media_types import DEFAULT
from catalog.contracts.asyncapi.model import Channel, Message, Schema
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.changes import Direction
from catalog.contracts.pairs import SAME, Pair, Place, Step, pairs_below
from catalog.contracts.schemas.source import Node, Synthetic

Schemas = tuple[Schema | None, Schema | None]

_IMPOSSIBLE = {"": False}
"""A member that cannot be there: an object that declares it, and nothing else, is sent empty."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part on both sides: `Part("payload", ...)`; `name` is that of a parameter, or protocol and key of a binding.

    `holders` are the objects that have the schema, or do not; `messages` are those that it belongs to, None where it
    belongs to none.
    """

    kind: Literal["payload", "headers", "parameter", "binding"]
    label: str
    direction: Direction
    holders: tuple[Node, Node]
    name: tuple[str, ...] = ()
    messages: tuple[Message, Message] | None = None

    @property
    def place(self) -> Place:
        """A parameter is written into an address, where everything is text."""
        return Place(self.direction, text=self.kind == "parameter")

    @property
    def content_type(self) -> str:
        """The media type in which its message is sent, empty where it is not said."""
        sender = self.messages and self.messages[0 if self.direction == "request" else 1]
        return sender.content_type.text if sender and sender.content_type else ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """Where messages are exchanged: the channel on both sides."""

    previous: Channel
    current: Channel


def link_schemas(payloads: Payloads, pair: Pair, part: Part, schemas: Schemas, step: Step = SAME) -> None:
    """Compare the schemas of a part below a pair, unless they mean the same.

    A payload that is not described can be anything; headers that are not described are not sent, and are ignored by
    who receives them.
    """
    if schemas == (None, None):
        return
    before, after = (
        schema or _unsaid(part, holder, sends=(part.direction == "request") == (side == 0))
        for side, (schema, holder) in enumerate(zip(schemas, part.holders, strict=True))
    )
    if payloads.same(before, after):
        return
    inner = Pair(place=part.place, label=part.label)
    engine = payloads.engine(before, after)
    if engine is not None:
        inner.subject, inner.part = engine.places(before.node, after.node), part
        previous, current = inner.subject
        inner.link(engine.comparer.pair((previous,), (current,), part.place))
    elif (known := payloads.other(before, after, part.direction, part.content_type)) is not None:
        inner.part = part
        inner.link(known)
    else:
        inner.undecided.append((after.node, _not_compared(before, after)))
    pair.link(inner, step)


def covered(
    payloads: Payloads, previous: Schema | None, current: Schema | None, direction: Direction
) -> bool:
    """Is everything that the sender may send accepted by the receiver? Not where nobody can tell."""
    if payloads.same(previous, current):
        return True
    if previous is None or current is None:
        receiver = current if direction == "request" else previous
        return receiver is None
    engine = payloads.engine(previous, current)
    if engine is None:
        found = payloads.other(previous, current, direction, "")
        return found is not None and not any(
            pair.undecided or any(event.harmful for event in pair.events) for pair in pairs_below(found)
        )
    before, after = engine.places(previous.node, current.node)
    pair = engine.comparer.pair((before,), (after,), Place(direction))
    return engine.comparer.holds(pair) and not engine.comparer.speculates(pair)


def _unsaid(part: Part, holder: Node, *, sends: bool) -> Schema:
    objects = part.kind == "headers" or part.name[-1:] in (("headers",), ("query",))
    value: Any = True
    if objects:
        value = Synthetic({"type": "object", "properties": _IMPOSSIBLE} if sends else {"type": "object"})
    pointer = f"{holder.pointer}/{'/'.join(part.name) or part.kind}"
    return Schema(Node(holder.source, pointer, value), DEFAULT)


def _not_compared(previous: Schema, current: Schema) -> str:
    before, after = previous.format.media_type, current.format.media_type
    if before == after:
        return f"schemas in {after} are not compared"
    return f"the schema went from {before} to {after}, which cannot be compared"
