"""Comparing who may call: security requirements as alternatives, and the schemes that they name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from catalog.contracts.budget import Budget
from catalog.contracts.openapi.fields import Malformed, members, word
from catalog.contracts.openapi.model import Api, OperationPlace
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Unresolved

Alternative = Mapping[str, frozenset[str]]
"""Schemes that are all needed, with their scopes; the empty one lets everybody in."""


class _Way(NamedTuple):
    """An alternative of one side: by the names of its schemes, and by what these stand for."""

    names: Alternative
    schemes: dict[Hashable, frozenset[str]]


_ADDRESSES = ("authorizationUrl", "tokenUrl", "refreshUrl")
_NO_REQUIREMENTS = "there should be a list of security requirements here"


@dataclass(eq=False, slots=True)
class SecurityWalker:
    """Compares the effective security of operations, wherever it is declared.

    A scheme goes on under its name, also where it has changed. Of one whose name is new, is gone, or is that of another
    scheme now, it is the meaning that counts.
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
        self._known = _identities(now | was, names, goes_on), _identities(was | now, names, goes_on)
        self._exchanged = tuple(
            {name: f"{name} ({_shown(side[name])})" for name in exchanged} for side in (before, after)
        )
        self._changed = {}
        for name in sorted(goes_on):
            pair = Pair(label=name)
            _compare_schemes(pair, before[name], after[name])
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
                {known.get(name, name): scopes for name, scopes in one.items()},
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


def _identities(
    meanings: dict[str, Hashable], names: dict[Hashable, str], goes_on: dict[str, str]
) -> dict[str, Hashable]:
    """What each name of one side stands for: a scheme that goes on, one of these, or what it means."""
    return {name: goes_on.get(name) or names.get(meant, meant) for name, meant in meanings.items()}


def _compare_schemes(pair: Pair, previous: Node, current: Node) -> None:
    was, now = meaning(previous), meaning(current)
    renewed = _renewals(previous, current)
    if mistake := _mistake(previous, current):
        pair.undecided.append(mistake)
    elif was != now or renewed:
        action = "extended" if _only_more_flows(was, now) and not renewed else "changed"
        before, after = renewed if was == now and renewed else (_shown(previous), _shown(current))
        nodes = {"previous": previous, "current": current}
        pair.note("security scheme", action, before=before, after=after, name=pair.label, **nodes)


def _mistake(previous: Node, current: Node) -> tuple[Node, str] | None:
    """What cannot be read in two schemes that are not the same."""
    if previous.value == current.value:
        return None
    for scheme in (previous, current):
        try:
            _check(scheme.resolved())
        except (Unresolved, Malformed) as error:
            return (error.node if isinstance(error, Malformed) else None) or scheme, str(error)
    return None


def _check(scheme: Node) -> None:
    """Raise Malformed where it is no scheme."""
    if not isinstance(scheme.value, dict):
        raise Malformed("there should be a security scheme here", scheme)
    for key in ("type", "scheme", "in", "name", "openIdConnectUrl", "flow", *_ADDRESSES):
        word(scheme, key, "")
    for name, flow in members(scheme, "flows"):
        if name.startswith("x-"):
            continue
        if not isinstance(flow.value, dict):
            raise Malformed("there should be a flow of OAuth 2 here", flow)
        for key in _ADDRESSES:
            word(flow, key, "")


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


def meaning(node: Node) -> Hashable:
    """What a client has to do for a scheme, without words of documentation."""
    kind, *stated = _stated(node)
    if kind == "http" or (kind == "apiKey" and stated[0] == "header"):
        return (kind, *(str(word).lower() for word in stated))  # RFC 9110, sections 5.1 and 11.1
    return (kind, *stated)


def _stated(node: Node) -> tuple[Hashable, ...]:
    """The same as it is written."""
    try:
        scheme = node.resolved().value
    except Unresolved:
        return (str(node.value["$ref"]),)
    if not isinstance(scheme, dict):
        return ("nothing",)
    kind = str(scheme.get("type"))
    if kind in ("basic", "http"):
        return ("http", "basic" if kind == "basic" else str(scheme.get("scheme")))
    if kind == "apiKey":
        return (kind, str(scheme.get("in")), str(scheme.get("name")))
    if kind == "openIdConnect":
        return (kind, str(scheme.get("openIdConnectUrl")))
    return (kind, *_flows(scheme))


def _flows(scheme: dict[str, Any]) -> list[Hashable]:
    """The flows of OAuth 2 by their OpenAPI 3 names, with their addresses."""
    return [
        (name, str(flow.get("authorizationUrl", "")), str(flow.get("tokenUrl", "")))
        for name, flow in _flows_by_name(scheme)
    ]


def _flows_by_name(scheme: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    names = {"application": "clientCredentials", "accessCode": "authorizationCode"}
    stated = scheme.get("flows")
    flows = dict(stated) if isinstance(stated, dict) else {}
    if isinstance(scheme.get("flow"), str):
        flows[names.get(scheme["flow"], scheme["flow"])] = scheme
    return [(name, flow) for name, flow in sorted(flows.items()) if isinstance(flow, dict)]


def _renewals(previous: Node, current: Node) -> tuple[str, str] | None:
    """The addresses at which tokens are renewed, where both sides state one and they differ."""
    was, now = (_renewed_at(node) for node in (previous, current))
    moved = [name for name in sorted(was.keys() & now.keys()) if was[name] != now[name]]
    if not moved:
        return None
    before, after = (", ".join(f"{name} renewed at {side[name]}" for name in moved) for side in (was, now))
    return before, after


def _renewed_at(node: Node) -> dict[str, str]:
    try:
        scheme = node.resolved().value
    except Unresolved:
        return {}
    flows = _flows_by_name(scheme) if isinstance(scheme, dict) else []
    return {name: str(flow["refreshUrl"]) for name, flow in flows if "refreshUrl" in flow}


def _only_more_flows(was: Hashable, now: Hashable) -> bool:
    """Is every way to a token still there, at the same addresses?"""
    if not (isinstance(was, tuple) and isinstance(now, tuple)):
        return False
    return was[0] == now[0] == "oauth2" and set(was) <= set(now)


def _shown(scheme: Node) -> str:
    return " ".join(" ".join(part) if isinstance(part, tuple) else str(part) for part in _stated(scheme))


def _named(alternatives: list[Alternative]) -> str:
    return " or ".join(" and ".join(sorted(alternative)) or "nothing" for alternative in alternatives)
