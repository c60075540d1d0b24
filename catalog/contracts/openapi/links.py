"""Comparing links: where the document says that what a response holds can be sent on to."""

from __future__ import annotations

from typing import Any

from catalog.contracts.openapi.model import Response
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import shown

_MEANING = ("operationId", "operationRef", "parameters", "requestBody", "server")


def compare_links(pair: Pair, before: Response, after: Response) -> None:
    """Record links that came, went or lead elsewhere; nothing else on the wire depends on them."""
    label = f"response {after.status}"
    for name in sorted(before.links.keys() | after.links.keys()):
        was, now = before.links.get(name), after.links.get(name)
        facts: dict[str, Any] = {"previous": was, "current": now, "name": f"{name} of the {label}"}
        if was is None or now is None:
            pair.note("link", "added" if was is None else "removed", **facts)
        elif _meaning(was) != _meaning(now):
            pair.note("link", "changed", before=_meaning(was), after=_meaning(now), **facts)


def _meaning(link: Node) -> str:
    stated = {key: link.value[key] for key in _MEANING if key in link.value}
    if isinstance(stated.get("operationRef"), str):
        stated["operationRef"] = path_key(stated["operationRef"])
    return shown(stated)
