"""Comparing who may call: security requirements as alternatives of the schemes that they name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from catalog.contracts.budget import Budget
from catalog.contracts.openapi.model import Api, OperationPlace
from catalog.contracts.openapi.schemes import compare_schemes, meaning, renewed_at, shown
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node

Alternative = Mapping[str, frozenset[str]]
"""Schemes that are all needed, with their scopes; the empty one lets everybody in."""


class _Way(NamedTuple):
    """An alternative of one side: by the names of its schemes, and by what these stand for."""

    names: Alternative
    schemes: dict[Hashable, frozenset[str]]


_NO_REQUIREMENTS = "there should be a list of security requirements here"


@dataclass(eq=False, slots=True)
class SecurityWalker:
    """Compares the effective security of operations, wherever it is declared.

    A scheme that has changed goes on under its name. Of all others it is the meaning that counts: of those that stay as
    they are, and of one whose name is new, is gone, or is that of another scheme now.
    """

    previous: Api
    current: Api
    budget: Budget
    _known: tuple[dict[str, Hashable], dict[str, Hashable]] = field(init=False)
    _changed: dict[str, Pair] = field(init=False)
    _exchanged: tuple[dict[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        before, after = self.previous.security_schemes(), self.current.security_schemes()
        was, now = ({name: meaning(node) for name, node in side.items()} for side in (before, after))
        both = was.keys() & now.keys()
        exchanged = {name for name in both if was[name] != now[name] and was[name] in set(now.values())}
        names = {was[name]: name for name in sorted(both, reverse=True) if was[name] == now[name]}
        goes_on = {name: name for name in both - exchanged}
        goes_on |= _firsts({name: before[name] for name in sorted(goes_on) if was[name] == now[name]})
        self._known = _identities(now | was, names, goes_on), _identities(was | now, names, goes_on)
        self._exchanged = tuple(
            {name: f"{name} ({shown(side[name])})" for name in exchanged} for side in (before, after)
        )
        self._changed = {}
        for name in sorted(goes_on):
            pair = Pair(label=name)
            compare_schemes(pair, before[name], after[name])
            if pair.events or pair.undecided:
                self._changed[name] = pair

    def compare(self, pair: Pair, before: OperationPlace, after: OperationPlace) -> None:
        """Record which ways to get in came, went or changed; raises OutOfBudget.

        In a call of the provider, a callback or webhook, it is the provider that presents the credentials.
        """
        was_at, was = _alternatives(self.previous, before)
        now_at, now = _alternatives(self.current, after)
        if was is None or now is None:
            pair.undecided.append((was_at if was is None else now_at, _NO_REQUIREMENTS))
            return
        for name in sorted({*chain(*was)} & {*chain(*now)} & self._changed.keys()):
            pair.link(self._changed[name])
        if was == now and self._exchanged[0].keys().isdisjoint(chain(*was)):
            return
        nodes = {"previous": was_at, "current": now_at, "direction": before.direction}
        ways = self._ways(was, 0), self._ways(now, 1)
        paired = self._compare_scopes(pair, ways, nodes)
        sent, taken = ways if before.direction == "request" else ways[::-1]
        refused = [one for one in sent if not any(self._suffices(one, other) for other in taken)]
        new = [one for one in taken if not any(self._suffices(one, other) for other in sent)]
        differing = [[one.names for one in side if one not in paired] for side in (refused, new)]
        gone, come = differing if before.direction == "request" else differing[::-1]
        _note_alternatives(pair, ways, (gone, come), nodes)

    def _suffices(self, credentials: _Way, demanded: _Way) -> bool:
        """Do the credentials of one alternative open another?"""
        self.budget.check()
        held = credentials.schemes
        return all(scheme in held and scopes <= held[scheme] for scheme, scopes in demanded.schemes.items())

    def _ways(self, alternatives: list[Alternative], side: int) -> list[_Way]:
        called, known = self._exchanged[side], self._known[side]
        return [
            _Way(
                {called.get(name, name): scopes for name, scopes in one.items()},
                _by_identity(one, known),
            )
            for one in alternatives
        ]

    def _compare_scopes(
        self, pair: Pair, ways: tuple[list[_Way], list[_Way]], nodes: dict[str, Any]
    ) -> list[_Way]:
        """Alternatives of the same schemes with other scopes; answers those, so that they are not judged
        twice.
        """
        was, now = ways
        paired: list[_Way] = []
        for before in was:
            self.budget.check()
            alike = [other for other in now if other.schemes.keys() == before.schemes.keys()]
            if not alike or any(before.schemes == other.schemes for other in alike) or not before.names:
                continue
            held, wanted = _scopes(before.names), _scopes(alike[0].names)
            paired += [before, alike[0]]
            if not any(self._suffices(before, other) for other in now):
                for scope in sorted(wanted - held):
                    pair.note("scope", "added", name=scope, effect="narrows", **nodes)
            if not any(self._suffices(alike[0], other) for other in was):
                for scope in sorted(held - wanted):
                    pair.note("scope", "removed", name=scope, effect="widens", **nodes)
        return paired


def _firsts(schemes: dict[str, Node]) -> dict[str, str]:
    """For each scheme the first one of the same meaning, whose tokens are renewed at the same addresses."""
    found: dict[Hashable, str] = {}
    return {
        name: found.setdefault((meaning(node), frozenset(renewed_at(node).items())), name)
        for name, node in schemes.items()
    }


def _by_identity(alternative: Alternative, known: Mapping[str, Hashable]) -> dict[Hashable, frozenset[str]]:
    """The schemes of an alternative by what they stand for, two that are the same with the scopes of both."""
    found: dict[Hashable, frozenset[str]] = {}
    for name, scopes in alternative.items():
        scheme = known.get(name, name)
        found[scheme] = found.get(scheme, frozenset()) | scopes
    return found


def _identities(
    meanings: dict[str, Hashable], names: dict[Hashable, str], goes_on: dict[str, str]
) -> dict[str, Hashable]:
    """What each name of one side stands for: a scheme that goes on, one of these, or what it means."""
    return {name: goes_on.get(name) or names.get(meant, meant) for name, meant in meanings.items()}


def _scopes(alternative: Alternative) -> frozenset[str]:
    return frozenset().union(*alternative.values())


def _note_alternatives(
    pair: Pair,
    ways: tuple[list[_Way], list[_Way]],
    differing: tuple[list[Alternative], list[Alternative]],
    nodes: dict[str, Any],
) -> None:
    was, now = ([way.names for way in side] for side in ways)
    gone, come = differing
    free_before, free_after = any(not other for other in was), any(not other for other in now)
    if free_before and not free_after:
        pair.note("security", "demanded", effect="narrows", after=_named(now), **nodes)
        return
    if free_after and not free_before:
        pair.note("security", "lifted", effect="widens", before=_named(was), **nodes)
        return
    left = _named(now)
    for alternative in gone:
        facts = {"name": _named([alternative]), "after": left}
        pair.note("security", "alternative removed", effect="narrows", **facts, **nodes)
    for alternative in come:
        pair.note("security", "alternative added", effect="widens", name=_named([alternative]), **nodes)


def _alternatives(api: Api, place: OperationPlace) -> tuple[Node, list[Alternative] | None]:
    """Where the security of an operation is declared, and the alternatives; without any, everybody may
    call. None where what is declared cannot be read.

    What is declared for the document says who may call the provider, and nothing of calls by the provider.
    """
    node = place.node.get("security")
    if node is None and place.direction == "request":
        node = api.source.root.get("security")
    if node is None or node.value == []:
        return node or place.node, [{}]
    if not isinstance(node.value, list) or not all(map(_is_requirement, node.value)):
        return node, None
    alternatives: list[Alternative] = [
        {name: frozenset(str(scope) for scope in scopes or ()) for name, scopes in entry.items()}
        for entry in node.value
    ]
    return node, alternatives


def _is_requirement(entry: Any) -> bool:
    return isinstance(entry, dict) and all(isinstance(scopes, list | None) for scopes in entry.values())


def _named(alternatives: list[Alternative]) -> str:
    return " or ".join(" and ".join(sorted(alternative)) or "nothing" for alternative in alternatives)
