"""Comparing replies: who is answered, where, and with what (AsyncAPI 3, Operation Reply Object)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from catalog.contracts.asyncapi.channels import ChannelWalker
from catalog.contracts.asyncapi.messages import MessageWalker
from catalog.contracts.asyncapi.model import Operation, Reply
from catalog.contracts.asyncapi.parts import Interaction
from catalog.contracts.pairs import Pair, Place


@dataclass(eq=False, slots=True)
class ReplyWalker:
    """Compares the replies of operations: what the provider receives it answers, what it sends is answered to it."""

    messages: MessageWalker
    channels: ChannelWalker

    def compare(self, pair: Pair, was: list[Operation], now: list[Operation]) -> None:
        """Record below the pair of an operation what differs in its replies; raises OutOfBudget."""
        receives = pair.place is not None and pair.place.direction == "request"
        inner = Pair(place=Place("response" if receives else "request"), label=pair.label)
        for before, after in _paired(was, now):
            if before and after:
                self._compare(inner, before, after)
            elif after:
                inner.note("reply", "added", current=after.node, name=after.address)
            elif before:
                inner.note("reply", "removed", previous=before.node, name=before.address)
        if inner.events or inner.edges:
            pair.link(inner)

    def _compare(self, pair: Pair, before: Reply, after: Reply) -> None:
        moved = before.channel and after.channel and before.channel.key != after.channel.key
        if moved or _location(before) != _location(after) or bool(before.channel) != bool(after.channel):
            facts: dict[str, Any] = {"before": before.address, "after": after.address}
            pair.note("reply", "moved", previous=before.node, current=after.node, **facts)
        below = Pair(place=pair.place, label=f"{pair.label} reply")
        if before.channel and after.channel:
            below.subject = Interaction(before.channel, after.channel)
            if not moved:
                self.channels.link(below, before.channel, after.channel)
        self.messages.compare(below, before.messages, after.messages)
        if below.events or below.edges:
            pair.link(below)


def _location(reply: Reply) -> str | None:
    return reply.location.text if reply.location else None


def _paired(was: list[Operation], now: list[Operation]) -> list[tuple[Reply | None, Reply | None]]:
    """The replies of operations of the same name, then those of the others in their order."""
    before = {one.id: one.reply for one in was if one.reply}
    after = {one.id: one.reply for one in now if one.reply}
    both = sorted(name for name in before.keys() & after.keys() if name is not None)
    named = [(before.pop(name), after.pop(name)) for name in both]
    return [*named, *zip_longest(before.values(), after.values())]
