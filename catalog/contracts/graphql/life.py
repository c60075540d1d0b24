"""Deprecation of fields, arguments, fields of input objects and values of enums (GraphQL, section 3.13.3)."""

from __future__ import annotations

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node


def note_deprecation(pair: Pair, before: Node, after: Node) -> None:
    """Record that something is deprecated now, is no more, or for another reason."""
    was, now = before.value.get("deprecated"), after.value.get("deprecated")
    if was == now:
        return
    action = "added" if was is None else "removed" if now is None else "reason changed"
    pair.note("deprecation", action, previous=before, current=after, before=was, after=now, direction=None)


def removal(node: Node) -> str:
    """The action of a removal: whether it was announced."""
    return "removed after deprecation" if "deprecated" in node.value else "removed"
