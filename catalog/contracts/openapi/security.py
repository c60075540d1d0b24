"""Comparing who may call: security requirements as alternatives, and the schemes that they name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.openapi.fields import Malformed, members, word
from catalog.contracts.openapi.model import Api, OperationPlace
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Unresolved

Alternative = Mapping[str, frozenset[str]]
"""Schemes that are all needed, with their scopes; the empty one lets everybody in."""

_ADDRESSES = ("authorizationUrl", "tokenUrl", "refreshUrl")
_NO_REQUIREMENTS = "there should be a list of security requirements here"


@dataclass(eq=False, slots=True)
class SecurityWalker:
    """Compares the effective security of operations, wherever it is declared."""

    previous: Api
    current: Api
    budget: Budget
    _before: dict[str, Node] = field(init=False)
    _after: dict[str, Node] = field(init=False)
    _schemes: dict[str, Pair] = field(init=False)

    def __post_init__(self) -> None:
        self._before, self._after = self.previous.security_schemes(), self.current.security_schemes()
        self._schemes = {}
        for name in sorted(self._before.keys() & self._after.keys()):
            pair = Pair(label=name)
            _compare_schemes(pair, self._before[name], self._after[name])
            if pair.events or pair.undecided:
                self._schemes[name] = pair

    def compare(self, pair: Pair, before: OperationPlace, after: OperationPlace) -> None:
        """Record which ways to get in came, went or changed; raises OutOfBudget.

        In a call of the provider, a callback or webhook, it is the provider that presents the credentials.
        """
        was_at, was = _alternatives(self.previous, before)
        now_at, now = _alternatives(self.current, after)
        if was is None or now is None:
            pair.undecided.append((was_at if was is None else now_at, _NO_REQUIREMENTS))
            return
        for alternative in was:
            for name in alternative:
                if name in self._schemes and any(name in other for other in now):
                    pair.link(self._schemes[name])
        if was == now:
            return
        sent, taken = (was, now) if before.direction == "request" else (now, was)
        nodes = {"previous": was_at, "current": now_at, "direction": before.direction}
        paired = self._compare_scopes(pair, was, now, nodes)
        refused = [one for one in sent if not any(self._suffices(one, other) for other in taken)]
        new = [one for one in taken if not any(self._suffices(one, other) for other in sent)]
        differing = [[one for one in side if one not in paired] for side in (refused, new)]
        gone, come = differing if before.direction == "request" else differing[::-1]
        _note_alternatives(pair, (was, now), (gone, come), nodes)

    def _suffices(self, credentials: Alternative, demanded: Alternative) -> bool:
        """Do the credentials of one alternative open another?"""
        self.budget.check()
        held = {self._identity(name): scopes for name, scopes in credentials.items()}
        wanted = {self._identity(name): scopes for name, scopes in demanded.items()}
        return all(scheme in held and scopes <= held[scheme] for scheme, scopes in wanted.items())

    def _identity(self, name: str) -> Hashable:
        """What a scheme is: its meaning, unless a scheme of this name is on both sides."""
        if name in self._before and name in self._after:
            return name
        node = self._before.get(name) or self._after.get(name)
        wanted = meaning(node) if node else name
        for other in sorted(self._before.keys() & self._after.keys()):
            if meaning(self._before[other]) == wanted:
                return other
        return wanted

    def _compare_scopes(
        self, pair: Pair, was: list[Alternative], now: list[Alternative], nodes: dict[str, Any]
    ) -> list[Alternative]:
        """Alternatives of the same schemes with other scopes; answers those, so that they are not judged
        twice.
        """
        paired: list[Alternative] = []
        for before in was:
            self.budget.check()
            schemes = {self._identity(name) for name in before}
            alike = [other for other in now if {self._identity(name) for name in other} == schemes]
            if not alike or before in alike or not before:
                continue
            held, wanted = _scopes(before), _scopes(alike[0])
            paired += [before, alike[0]]
            if not any(self._suffices(before, other) for other in now):
                for scope in sorted(wanted - held):
                    pair.note("scope", "added", name=scope, effect="narrows", **nodes)
            if not any(self._suffices(alike[0], other) for other in was):
                for scope in sorted(held - wanted):
                    pair.note("scope", "removed", name=scope, effect="widens", **nodes)
        return paired


def _compare_schemes(pair: Pair, previous: Node, current: Node) -> None:
    was, now = meaning(previous), meaning(current)
    renewed = _renewals(previous, current)
    if mistake := _mistake(previous, current):
        pair.undecided.append(mistake)
    elif was != now or renewed:
        action = "extended" if _only_more_flows(was, now) and not renewed else "changed"
        before, after = renewed if was == now and renewed else (_shown(was), _shown(now))
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
    sides: tuple[list[Alternative], list[Alternative]],
    differing: tuple[list[Alternative], list[Alternative]],
    nodes: dict[str, Any],
) -> None:
    was, now = sides
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
    try:
        scheme = node.resolved().value
    except Unresolved:
        return str(node.value["$ref"])
    if not isinstance(scheme, dict):
        return "nothing"
    kind = str(scheme.get("type"))
    if kind in ("basic", "http"):
        return ("http", "basic" if kind == "basic" else str(scheme.get("scheme")).lower())
    if kind == "apiKey":
        name = str(scheme.get("name"))
        return ("apiKey", str(scheme.get("in")), name.lower() if scheme.get("in") == "header" else name)
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


def _shown(scheme: Hashable) -> str:
    if not isinstance(scheme, tuple):
        return str(scheme)
    return " ".join(" ".join(part) if isinstance(part, tuple) else str(part) for part in scheme)


def _named(alternatives: list[Alternative]) -> str:
    return " or ".join(" and ".join(sorted(alternative)) or "nothing" for alternative in alternatives)
