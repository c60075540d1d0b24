"""Comparing channels: whether they are there, where they are, and what their parameters may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from catalog.contracts.asyncapi.addresses import address_key
from catalog.contracts.asyncapi.bindings import BindingWalker, Owner
from catalog.contracts.asyncapi.media_types import DEFAULT
from catalog.contracts.asyncapi.model import Channel, Contents, Operation, Parameter, Schema
from catalog.contracts.asyncapi.parts import Interaction, Part, link_schemas
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.pairs import Pair, Place


@dataclass(eq=False, slots=True)
class ChannelWalker:
    """Compares channels; each is one pair, which the operations on it share."""

    payloads: Payloads
    bindings: BindingWalker
    _before: Contents = field(default_factory=Contents)
    _after: Contents = field(default_factory=Contents)
    _moved: dict[str, str] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)

    def find(self, before: Contents, after: Contents, *, names: bool) -> None:
        """Take in what both documents declare; `names` is whether a channel keeps its name when its address moves."""
        self._before, self._after = before, after
        now = {channel.id: channel for channel in after.channels.values()} if names else {}
        for key, channel in before.channels.items():
            other = now.get(channel.id)
            if other and other.key != key and key not in after.channels and other.key not in before.channels:
                self._moved[key] = other.key

    def moved_key(self, key: str) -> str:
        """The key that an operation has in the current document, where its channel moved."""
        action, _, address = key.partition(" ")
        return f"{action} {self._moved.get(address, address)}"

    def note_operation(self, pair: Pair, before: Operation | None, after: Operation | None) -> None:
        """Record that an operation has gone or come, or the whole channel, if nothing else is left on it."""
        if before is not None and before.channel.key not in self._after.channels:
            self.note_channel(pair, before.channel, None)
        elif after is not None and after.channel.key not in self._before.channels:
            self.note_channel(pair, None, after.channel)
        elif before is not None:
            pair.note("operation", "removed", previous=before.written, name=before.display, direction=None)
        elif after is not None:
            pair.note("operation", "added", current=after.written, name=after.display, direction=None)

    def note_channel(self, pair: Pair, before: Channel | None, after: Channel | None) -> None:
        """Record below the pair of an operation that its channel has gone or come, which all others on it share."""
        key = (before.key if before else "", after.key if after else "")
        if key not in self._pairs:
            inner = self._pairs[key] = Pair(label="channel")
            if before is not None:
                inner.note("channel", "removed", previous=before.node, name=before.address)
            elif after is not None:
                inner.note("channel", "added", current=after.node, name=after.address)
        pair.link(self._pairs[key])

    def link(self, pair: Pair, before: Channel, after: Channel) -> None:
        """Link what differs in a channel below the pair of an operation on it; raises OutOfBudget."""
        key = (before.node.pointer, after.node.pointer)
        if key not in self._pairs:
            inner = self._pairs[key] = Pair(place=Place("request"), label=f"channel {after.address}")
            inner.subject = Interaction(before, after)
            self._compare(inner, before, after)
        inner = self._pairs[key]
        if inner.events or inner.edges or inner.undecided:
            pair.link(inner)

    def compare_operations(self, pair: Pair, before: Operation, after: Operation) -> None:
        """Record what differs in an operation itself, beside its messages and its security."""
        if before.id and after.id and before.id != after.id:
            nodes: dict[str, Any] = {"previous": before.written, "current": after.written, "direction": None}
            pair.note("operation id", "changed", before=before.id, after=after.id, **nodes)
        self.bindings.compare(pair, Owner("operation", (before.node, after.node), before.direction))

    def _compare(self, pair: Pair, before: Channel, after: Channel) -> None:
        nodes: dict[str, Any] = {"previous": before.node, "current": after.node, "direction": None}
        if address_key(before.address) != address_key(after.address):
            pair.note("channel", "moved", before=_told(before), after=_told(after), **nodes)
        pair.undecided.extend([*before.parameters.problems, *after.parameters.problems])
        for one, other in zip_longest(before.parameters.listed, after.parameters.listed):
            if one and other:
                self._compare_parameter(pair, one, other)
        usual = (before.address, after.address)
        self.bindings.compare(pair, Owner("channel", (before.node, after.node), topic=usual))

    def _compare_parameter(self, pair: Pair, before: Parameter, after: Parameter) -> None:
        """What may stand in an address: who wants to send or to listen has to name it, so consumers say it."""
        holders = (before.node, after.node)
        part = Part("parameter", f"parameter {after.name}", "request", holders, (before.name, after.name))
        schemas = Schema(before.schema, DEFAULT), Schema(after.schema, DEFAULT)
        link_schemas(self.payloads, pair, part, schemas)
        was, now = before.location, after.location
        if (was and was.text) != (now and now.text):
            pair.note(
                "parameter location",
                "changed",
                previous=was.node if was else before.node,
                current=now.node if now else after.node,
                name=after.name,
                before=was and was.text,
                after=now and now.text,
                direction=None,
            )


def _told(channel: Channel) -> str:
    """The address of a channel of AsyncAPI 3 in words; without one, or with null, it is known at run time only."""
    stated = channel.node.get("address")
    return f"`{channel.address}`" if stated and stated.value else "an address that is known at run time only"
