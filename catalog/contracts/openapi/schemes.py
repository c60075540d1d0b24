"""What a security scheme means: what a client has to present, and where it gets that."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from catalog.contracts.openapi.fields import Malformed, members, word
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Unresolved

_ADDRESSES = ("authorizationUrl", "tokenUrl", "refreshUrl")


def compare_schemes(pair: Pair, previous: Node, current: Node) -> None:
    """Record what differs in a scheme that goes on."""
    was, now = meaning(previous), meaning(current)
    renewed = _renewals(previous, current)
    if mistake := _mistake(previous, current):
        pair.undecided.append(mistake)
    elif was != now or renewed:
        action = "extended" if _only_more_flows(was, now) and not renewed else "changed"
        before, after = renewed if was == now and renewed else (shown(previous), shown(current))
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
    was, now = (renewed_at(node) for node in (previous, current))
    moved = [name for name in sorted(was.keys() & now.keys()) if was[name] != now[name]]
    if not moved:
        return None
    before, after = (", ".join(f"{name} renewed at {side[name]}" for name in moved) for side in (was, now))
    return before, after


def renewed_at(node: Node) -> dict[str, str]:
    """The addresses at which tokens are renewed, by flow."""
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


def shown(scheme: Node) -> str:
    """What people are told of a scheme."""
    return " ".join(" ".join(part) if isinstance(part, tuple) else str(part) for part in _stated(scheme))
