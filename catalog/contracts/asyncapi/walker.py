"""Walking two AsyncAPI documents once, operation by operation, and recording what differs where.

An operation that is written alike on both sides is not walked. Channels, servers, security schemes and messages are
pairs of their own, compared once however many operations use them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.asyncapi.bindings import BindingWalker
from catalog.contracts.asyncapi.channels import ChannelWalker
from catalog.contracts.asyncapi.languages import COMPILED
from catalog.contracts.asyncapi.messages import MessageWalker
from catalog.contracts.asyncapi.model import Api, Channel, Contents, Messages, Operation
from catalog.contracts.asyncapi.parts import Interaction
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.asyncapi.replies import ReplyWalker
from catalog.contracts.asyncapi.security import SecurityWalker
from catalog.contracts.asyncapi.servers import ServerWalker
from catalog.contracts.changes import Direction
from catalog.contracts.pairs import Event, Pair, Place
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import written_alike
from catalog.contracts.wrapping import Route

WHOLE_API = ""
"""The root of differences that concern no operation."""

_DOCUMENTATION = frozenset({"asyncapi", "id", "info", "tags", "externalDocs"})
"""Keys of a document that say nothing of its channels."""


@dataclass(eq=False, slots=True)
class Walker:
    """One walk over two documents; `roots` are the operations' pairs by operation key."""

    previous: Api
    current: Api
    payloads: Payloads
    roots: dict[str, Pair] = field(default_factory=dict)
    walked: int = 0
    _alike: bool = False
    _reached_alike: bool = False
    _channels: ChannelWalker = field(init=False)
    _servers: ServerWalker = field(init=False)
    _security: SecurityWalker = field(init=False)
    _messages: MessageWalker = field(init=False)
    _replies: ReplyWalker = field(init=False)

    def __post_init__(self) -> None:
        bindings = BindingWalker(self.payloads)
        self._security = SecurityWalker(self.previous, self.current, self.payloads.budget)
        self._channels = ChannelWalker(self.payloads, bindings)
        self._servers = ServerWalker(self.previous, self.current, self._security, bindings)
        self._messages = MessageWalker(self.payloads, bindings)
        self._replies = ReplyWalker(self._messages, self._channels)

    def walk(self) -> dict[str, Pair]:
        """Compare everything; raises OutOfBudget."""
        if self._written_alike():
            return self.roots
        check = self.payloads.budget.check
        before, after = self.previous.contents(check), self.current.contents(check)
        self._whole().undecided.extend([*before.problems, *after.problems])
        self._servers.walk()
        self._whole().undecided.extend(self._servers.problems)
        self._channels.find(before, after, names=self.previous.names_channels and self.current.names_channels)
        self._find_context()
        moved = {self._channels.moved_key(key): key for key in before.operations}
        renamed = {moved.get(key, key): listed for key, listed in after.operations.items()}
        for key in sorted(before.operations.keys() | renamed.keys()):
            self.payloads.budget.check()
            was, now = before.operations.get(key, []), renamed.get(key, [])
            pair = self.roots[key] = self._root((was or now)[0])
            if was and now:
                self._compare(pair, was, now)
            elif not any((before if now else after).may_hold(one.channel, one) for one in was or now):
                self._channels.note_operation(pair, was[0] if was else None, now[0] if now else None)
            self.payloads.finish()
        self._compare_unused(before, after)
        self._link_servers()
        self.payloads.finish()
        return self.roots

    @property
    def _digests(self) -> Digests:
        return self.payloads.main.comparer.digests

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event; see `Prover`."""
        return self.payloads.prove(pair, event, above)

    def _root(self, operation: Operation) -> Pair:
        return Pair(place=Place(operation.direction), label=operation.display)

    def _whole(self) -> Pair:
        return self.roots.setdefault(WHOLE_API, Pair(label="the API"))

    def _written_alike(self) -> bool:
        """Do both documents say the same, word for word, but for what is documentation?"""
        trees = [
            {key: part for key, part in api.source.tree.items() if key not in _DOCUMENTATION}
            for api in (self.previous, self.current)
        ]
        same_names = self.previous.names_channels == self.current.names_channels
        return (
            same_names and written_alike(*trees) and not self._digests.leads_nowhere(self.current.source.root)
        )

    def _find_context(self) -> None:
        """Do the documents agree in what is outside of an operation and its channel and has a say in it?"""
        roots = [api.source.root for api in (self.previous, self.current)]
        types = [root.value.get("defaultContentType") for root in roots]
        same_names = self.previous.names_channels == self.current.names_channels
        self._alike = same_names and written_alike(*types) and self._compiled_alike()
        components = [root.value.get("components") for root in roots]
        reached = [
            [root.value.get("servers"), held.get("securitySchemes") if isinstance(held, dict) else None]
            for root, held in zip(roots, components, strict=True)
        ]
        self._reached_alike = written_alike(*reached)

    def _compiled_alike(self) -> bool:
        """Was every text that both documents carry compiled to the same? Not where a file that it imports changed."""
        made = [api.source.tree.get(COMPILED, {}) for api in (self.previous, self.current)]
        return all(
            kept == made[1][kind].get(key, kept)
            for kind in made[0].keys() & made[1].keys()
            for key, kept in made[0][kind].items()
        )

    def _compare(self, pair: Pair, was: list[Operation], now: list[Operation]) -> None:
        pair.subject = Interaction(was[0].channel, now[0].channel)
        unchanged = len(was) == len(now) == 1 and self._unchanged(was[0], now[0])
        for before, after in () if unchanged and self._reached_alike else paired(was, now):
            self._servers.link(pair, before.channel, after.channel)
            self._security.compare(pair, (before.security, after.security), (before.written, after.written))
        if unchanged:
            return
        self.walked += 1
        pair.undecided.extend(problem for one in (*was, *now) for problem in one.problems)
        for before, after in paired(was, now):
            self._channels.link(pair, before.channel, after.channel)
            self._channels.compare_operations(pair, before, after)
        self._replies.compare(pair, was, now)
        self._messages.compare(pair, _together(was), _together(now))

    def _unchanged(self, before: Operation, after: Operation) -> bool:
        own = self._same_place(before.channel.node, after.channel.node)
        if not after.written.pointer.startswith(f"{after.channel.node.pointer}/"):
            own = own and self._same_place(before.written, after.written)
        return own and before.channel.address == after.channel.address and before.id == after.id

    def _same_place(self, before: Node, after: Node) -> bool:
        """Do two places mean the same, as far as anybody can tell what they mean?"""
        return self._alike and self._digests.same(before, after) and not self._digests.leads_nowhere(after)

    def _compare_unused(self, before: Contents, after: Contents) -> None:
        """Channels that no operation uses: somebody may send on them, and somebody receive, so both ways count."""
        whole = self._whole()
        for key in sorted(before.unused.keys() | after.unused.keys()):
            was, now = before.unused.get(key), after.unused.get(key)
            if was and now:
                if not self._same_place(was.node, now.node):
                    self._channels.link(whole, was, now)
                    self._compare_both_ways(whole, was, now)
            elif was and key not in after.channels and not after.may_hold(was):
                self._channels.note_channel(whole, was, None)
            elif now and key not in before.channels and not before.may_hold(now):
                self._channels.note_channel(whole, None, now)

    def _compare_both_ways(self, whole: Pair, before: Channel, after: Channel) -> None:
        whole.undecided.extend([*before.messages.problems, *after.messages.problems])
        directions: tuple[Direction, ...] = ("request", "response")
        for direction in directions:
            inner = Pair(place=Place(direction), label=after.address, subject=Interaction(before, after))
            self._messages.compare(inner, before.messages, after.messages)
            whole.link(inner)

    def _link_servers(self) -> None:
        """What changed at a server that no compared operation uses concerns the contract as such."""
        linked = {child for pair in self.roots.values() for _, child in pair.edges}
        for pair in self._servers.pairs.values():
            if pair not in linked:
                self._whole().link(pair)


def paired(was: list[Operation], now: list[Operation]) -> list[tuple[Operation, Operation]]:
    """Operations of one address and action on both sides: those of the same name, then one after the other."""
    names = {operation.id: operation for operation in now if operation.id is not None}
    found = [(one, names[one.id]) for one in was if one.id in names]
    left = [[one for one in side if all(one not in pair for pair in found)] for side in (was, now)]
    return [*found, *zip(*left, strict=False)]


def _together(operations: Iterable[Operation]) -> Messages:
    """The messages of several operations, each once."""
    listed = list(operations)
    found = {message.written.pointer: message for one in listed for message in one.messages.listed}
    return Messages(list(found.values()), [problem for one in listed for problem in one.messages.problems])
