"""Comparing links: where the document says that what a response holds can be sent on to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.documents.pointers import local_pointer, split
from catalog.contracts.openapi.calls import operations_in
from catalog.contracts.openapi.fields import Malformed, members, word
from catalog.contracts.openapi.items import PathItems
from catalog.contracts.openapi.model import Response
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node, Source
from catalog.contracts.schemas.values import identity, shown

_MEANING = ("operationId", "operationRef", "parameters", "requestBody", "server")


@dataclass(eq=False, slots=True)
class LinkTargets:
    """The keys of operations by `operationId`; the operations of a document are gone through once."""

    _known: dict[Source, dict[str, str]] = field(default_factory=dict)

    def key_of(self, source: Source, name: str) -> str:
        """The name itself where the document has no operation of that name."""
        if source not in self._known:
            places = operations_in(source.root.get("paths"), "request", PathItems(source.tree)).places
            named = ((one.node.value.get("operationId"), key) for key, one in reversed(places.items()))
            self._known[source] = {stated: key for stated, key in named if isinstance(stated, str)}
        return self._known[source].get(name, name)


def compare_links(pair: Pair, before: Response, after: Response, targets: LinkTargets) -> None:
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
        elif _meaning(was, targets) != _meaning(now, targets):
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


def _meaning(link: Node, targets: LinkTargets) -> Hashable:
    """What is called how; a link that names its operation by id and one that refers to it say the same."""
    return identity({"operation": _target(link, targets), **_stated(link, _MEANING[2:])})


def _target(link: Node, targets: LinkTargets) -> str | None:
    """The key of the operation that a link leads to, or what it says of one that is not in the document."""
    reference, name = link.value.get("operationRef"), link.value.get("operationId")
    if reference is not None:
        return _referred(reference)
    return None if name is None else targets.key_of(link.source, name)


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
