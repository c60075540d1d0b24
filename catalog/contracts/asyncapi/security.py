"""Comparing who is let in: security requirements as alternatives, and the schemes that they name."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.asyncapi.model import Alternative, Api, Malformed
from catalog.contracts.budget import Budget
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Unresolved

_FLOWS = ("authorizationUrl", "tokenUrl", "refreshUrl")
_TOLD = ("in", "name", "scheme", "openIdConnectUrl")

Ways = list[dict[Hashable, frozenset[str]]]
"""Alternatives: what each scheme is, with its scopes."""


@dataclass(eq=False, slots=True)
class SecurityWalker:
    """Compares the security of servers and operations; a scheme that changed is one pair, however many use it."""

    previous: Api
    current: Api
    budget: Budget
    _schemes: dict[str, Pair] = field(default_factory=dict)
    _titles: dict[Hashable, str] = field(default_factory=dict)

    def compare(self, pair: Pair, stated: tuple[Node | None, Node | None], places: tuple[Node, Node]) -> None:
        """Record below a pair what differs; `places` are what the security is about. Raises OutOfBudget."""
        try:
            was, now = self.previous.alternatives(stated[0]), self.current.alternatives(stated[1])
        except (Unresolved, Malformed) as error:
            pair.undecided.append((stated[1] or places[1], str(error)))
            return
        renamed = self._link_schemes(pair, was, now)
        nodes = {"previous": stated[0] or places[0], "current": stated[1] or places[1], "direction": None}
        before, after = ([self._identified(one, renamed) for one in side] or [{}] for side in (was, now))
        self._note(pair, (before, after), nodes)

    def _link_schemes(
        self, pair: Pair, was: list[Alternative], now: list[Alternative]
    ) -> dict[str, Hashable]:
        """Link the schemes of one name that mean something else; answers what their names stand for."""
        before = {one.name: one.scheme for alternative in was for one in alternative if one.name}
        after = {one.name: one.scheme for alternative in now for one in alternative if one.name}
        renamed: dict[str, Hashable] = {}
        for name in sorted(before.keys() & after.keys()):
            self.budget.check()
            meanings = meaning(before[name]), meaning(after[name])
            if meanings[0] != meanings[1]:
                renamed[name] = ("named", name)
                if name not in self._schemes:
                    changed = self._schemes[name] = Pair(label=name)
                    facts = {"before": _shown(meanings[0]), "after": _shown(meanings[1]), "name": name}
                    changed.note(
                        "security scheme", "changed", previous=before[name], current=after[name], **facts
                    )
                pair.link(self._schemes[name])
        return renamed

    def _note(self, pair: Pair, sides: tuple[Ways, Ways], nodes: dict[str, Any]) -> None:
        was, now = sides
        free = {} in was, {} in now
        if free[0] != free[1]:
            action, effect = ("lifted", "widens") if free[1] else ("demanded", "narrows")
            pair.note(
                "security", action, effect=effect, before=self._named(was), after=self._named(now), **nodes
            )
            return
        told = self._note_scopes(pair, was, now, nodes)
        for one in was:
            if one not in told and not self._opened(one, now):
                facts = {"name": self._named([one]), "after": self._named(now)}
                pair.note("security", "alternative removed", effect="narrows", **facts, **nodes)
        for one in now:
            if one not in told and not self._opened(one, was):
                pair.note("security", "alternative added", effect="widens", name=self._named([one]), **nodes)

    def _note_scopes(self, pair: Pair, was: Ways, now: Ways, nodes: dict[str, Any]) -> Ways:
        """Record the scopes of alternatives of the same schemes; answers those, so that they are told once."""
        told: Ways = []
        for one in was:
            other = next((other for other in now if other.keys() == one.keys()), None)
            if other is None or one in now:
                continue
            told += [one, other]
            held, wanted = (frozenset().union(*side.values()) for side in (one, other))
            for scope in sorted(wanted - held):
                pair.note("scope", "added", name=scope, effect="narrows", **nodes)
            for scope in sorted(held - wanted):
                pair.note("scope", "removed", name=scope, effect="widens", **nodes)
        return told

    def _identified(
        self, alternative: Alternative, renamed: dict[str, Hashable]
    ) -> dict[Hashable, frozenset[str]]:
        found = {}
        for one in alternative:
            what = renamed.get(one.name or "") or meaning(one.scheme)
            self._titles.setdefault(what, one.name or _shown(what))
            found[what] = one.scopes
        return found

    def _named(self, ways: Ways) -> str:
        shown = (" and ".join(sorted(self._titles[scheme] for scheme in way)) or "nothing" for way in ways)
        return " or ".join(dict.fromkeys(shown))

    def _opened(self, credentials: dict[Hashable, frozenset[str]], ways: Ways) -> bool:
        """Is what one alternative asks for enough for one of the others?"""
        self.budget.check()
        return any(
            all(scheme in credentials and scopes <= credentials[scheme] for scheme, scopes in way.items())
            for way in ways
        )


def meaning(scheme: Node) -> Hashable:
    """What somebody has to do for a scheme, without words of documentation and without scopes."""
    try:
        value = scheme.resolved().value
    except Unresolved:
        return str(scheme.value["$ref"])
    if not isinstance(value, dict):
        return ("undeclared", scheme.pointer.rpartition("/")[2])
    told = tuple(
        (key, str(value[key]).lower() if key == "scheme" else str(value[key]))
        for key in _TOLD
        if key in value
    )
    flows = value.get("flows")
    return (str(value.get("type")), *told, *_flows(flows if isinstance(flows, dict) else {}))


def _flows(flows: dict[str, Any]) -> list[Hashable]:
    return [
        (name, *(str(flow[key]) for key in _FLOWS if key in flow))
        for name, flow in sorted(flows.items())
        if isinstance(flow, dict) and not name.startswith("x-")
    ]


def _shown(what: Hashable) -> str:
    if not isinstance(what, tuple):
        return str(what)
    return " ".join(" ".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in what)
