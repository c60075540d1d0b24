"""Comparing servers: where the channels are, by which protocol, and who may connect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from catalog.contracts.asyncapi.bindings import BindingWalker, Owner
from catalog.contracts.asyncapi.model import Api, Channel, Malformed
from catalog.contracts.asyncapi.reading import an_object, members, text
from catalog.contracts.asyncapi.security import SecurityWalker
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Unresolved

MAX_ADDRESSES = 64


@dataclass(eq=False, slots=True)
class _Server:
    """A server, with every address that its variables may give it."""

    name: str
    node: Node
    protocol: str
    version: str | None
    addresses: frozenset[str]


@dataclass(eq=False, slots=True)
class ServerWalker:
    """Compares the servers of two documents; each is one pair, which the operations on its channels share."""

    previous: Api
    current: Api
    security: SecurityWalker
    bindings: BindingWalker
    pairs: dict[str, Pair] = field(default_factory=dict)
    problems: list[tuple[Node, str]] = field(default_factory=list)
    _unread: set[str] = field(default_factory=set)
    _before: dict[str, _Server] = field(default_factory=dict)
    _after: dict[str, _Server] = field(default_factory=dict)

    def walk(self) -> None:
        """Compare all of them; raises OutOfBudget."""
        self._before, self._after = self._read(self.previous), self._read(self.current)
        renamed = self._renamed()
        for name in sorted((self._before.keys() | self._after.keys()) - self._unread):
            self.security.budget.check()
            before, after = self._before.get(name), self._after.get(renamed.get(name, name))
            pair = Pair(label=f"server {name}")
            if before and after:
                self._compare(pair, before, after)
            elif before:
                pair.note("server", "removed", previous=before.node, name=name)
            elif after and name not in renamed.values():
                pair.note("server", "added", current=after.node, name=name)
            if pair.events or pair.edges or pair.undecided:
                self.pairs[name] = pair

    def link(self, pair: Pair, before: Channel, after: Channel) -> None:
        """Link what changed at the servers of a channel below a pair, and record from which of them it has gone."""
        was, now = self._of(before, self._before), self._of(after, self._after)
        for name in sorted(was | now):
            if name in self.pairs:
                pair.link(self.pairs[name])
        kept = self._after.keys() - now
        for name in sorted(was & kept if before.servers or after.servers else ()):
            facts: dict[str, Any] = {"previous": before.node, "current": after.node, "direction": None}
            pair.note("channel server", "removed", name=name, **facts)
        for name in sorted((now & self._before.keys()) - was):
            facts = {"previous": before.node, "current": after.node, "direction": None}
            pair.note("channel server", "added", name=name, **facts)

    @staticmethod
    def _of(channel: Channel, servers: dict[str, _Server]) -> frozenset[str]:
        return channel.servers if channel.servers is not None else frozenset(servers)

    def _renamed(self) -> dict[str, str]:
        """The new names of servers that have another name and are the same otherwise: nobody sends the name."""
        gone = sorted(self._before.keys() - self._after.keys())
        come = sorted(self._after.keys() - self._before.keys())
        renamed = {}
        for name in gone:
            mine = self._before[name]
            for other in come:
                theirs = self._after[other]
                if (mine.protocol, mine.addresses) == (theirs.protocol, theirs.addresses):
                    renamed[name] = other
                    come.remove(other)
                    break
        return renamed

    def _compare(self, pair: Pair, before: _Server, after: _Server) -> None:
        nodes: dict[str, Any] = {"previous": before.node, "current": after.node, "name": before.name}
        if before.protocol != after.protocol:
            pair.note("server", "protocol changed", before=before.protocol, after=after.protocol, **nodes)
        if before.version and after.version and before.version != after.version:
            pair.note("server", "version changed", before=before.version, after=after.version, **nodes)
        shown = {"before": _listed(before.addresses), "after": _listed(after.addresses)}
        if not before.addresses <= after.addresses:
            pair.note("server", "moved", **shown, **nodes)
        elif before.addresses != after.addresses:
            pair.note("server", "address added", **shown, **nodes)
        stated = before.node.get("security"), after.node.get("security")
        self.security.compare(pair, stated, (before.node, after.node))
        self.bindings.compare(pair, Owner("server", (before.node, after.node)))

    def _read(self, api: Api) -> dict[str, _Server]:
        found = {}
        for name, entry in members(api.source.root.get("servers")):
            try:
                node = an_object(entry, "a server")
                found[name] = _Server(
                    name,
                    node,
                    (text(node, "protocol") or "").lower(),
                    text(node, "protocolVersion"),
                    frozenset(islice(_addresses(node, _address(api, node)), MAX_ADDRESSES)),
                )
            except (Unresolved, Malformed) as error:
                self.problems.append((entry, str(error)))
                self._unread.add(name)
        return found


def _address(api: Api, node: Node) -> tuple[str, str]:
    """Host and path; in version 2 a path alone is relative to where the document is served. Raises Malformed."""
    address = api.address_of(node)
    if not any(address):
        raise Malformed("there should be a server here, with its address")
    return address


def _addresses(node: Node, address: tuple[str, str]) -> Iterator[str]:
    """Host and path with every value that is listed for the variables; one without any stays as it is."""
    host, path = address
    template = host.lower() + path.rstrip("/")
    variables = [(name, _values(part)) for name, part in members(node.get("variables"))]
    listed = [(name, values) for name, values in variables if values]
    for chosen in product(*(values for _, values in listed)):
        found = template
        for (name, _), value in zip(listed, chosen, strict=True):
            found = found.replace(f"{{{name}}}", value)
        yield found


def _values(variable: Node) -> list[str]:
    stated = variable.resolved()
    listed = stated.get("enum")
    if listed is not None and listed.items():
        return [str(one.value) for one in listed.items()]
    default = stated.value.get("default") if isinstance(stated.value, dict) else None
    return [] if default is None else [str(default)]


def _listed(addresses: frozenset[str]) -> str:
    return ", ".join(sorted(addresses))
