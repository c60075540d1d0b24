"""Comparing links: where the document says that what a response holds can be sent on to."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from catalog.contracts.documents.pointers import local_pointer, split
from catalog.contracts.openapi.fields import Malformed, members, word
from catalog.contracts.openapi.model import Response, operations_in
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import identity, shown

_MEANING = ("operationId", "operationRef", "parameters", "requestBody", "server")


def compare_links(pair: Pair, before: Response, after: Response) -> None:
    """Record links that came, went or lead elsewhere; nothing else on the wire depends on them."""
    label = f"response {after.status}"
    for name in sorted(before.links.keys() | after.links.keys()):
        was, now = before.links.get(name), after.links.get(name)
        facts: dict[str, Any] = {"previous": was, "current": now, "name": f"{name} of the {label}"}
        if was and now and was.value == now.value:
            continue
        if mistake := _mistake(was, now):
            pair.undecided.append(mistake)
        elif was is None or now is None:
            pair.note("link", "added" if was is None else "removed", **facts)
        elif _meaning(was) != _meaning(now):
            pair.note("link", "changed", before=_shown(was), after=_shown(now), **facts)


def _mistake(*links: Node | None) -> tuple[Node, str] | None:
    """What cannot be read in the links of both sides."""
    for link in filter(None, links):
        try:
            _check(link)
        except Malformed as error:
            return error.node or link, str(error)
    return None


def _check(link: Node) -> None:
    """Raise Malformed where it is no link."""
    if not isinstance(link.value, dict):
        raise Malformed("there should be a link here", link)
    word(link, "operationId", "")
    word(link, "operationRef", "")
    members(link, "parameters")
    members(link, "server")


def _meaning(link: Node) -> Hashable:
    """What is called how; a link that names its operation by id and one that refers to it say the same."""
    return identity({"operation": _target(link), **_stated(link, _MEANING[2:])})


def _target(link: Node) -> str | None:
    """The key of the operation that a link leads to, or what it says of one that is not in the document."""
    reference, name = link.value.get("operationRef"), link.value.get("operationId")
    if reference is not None:
        return _referred(reference)
    places = operations_in(link.source.root.get("paths"), "request").places
    return next((key for key, one in places.items() if one.node.value.get("operationId") == name), name)


def _referred(reference: str) -> str:
    match split(local_pointer(reference) or ""):
        case ["paths", path, method]:
            return f"{method.upper()} {path_key(path)}"
    return path_key(reference)


def _shown(link: Node) -> str:
    stated = _stated(link, _MEANING)
    if "operationRef" in stated:
        stated["operationRef"] = path_key(stated["operationRef"])
    return shown(stated)


def _stated(link: Node, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: link.value[key] for key in keys if link.value.get(key) is not None}
