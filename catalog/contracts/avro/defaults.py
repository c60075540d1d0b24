"""Defaults: what a reader takes where the writer has nothing."""

from __future__ import annotations

from typing import Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import identity


def note_default(pair: Pair, before: Node, after: Node) -> None:
    """Record that the default of a field or of an enum, whose whole the nodes are, is another."""
    stated, states = "default" in before.value, "default" in after.value
    if not (stated or states):
        return
    values: dict[str, Any] = {"before": before.value.get("default"), "after": after.value.get("default")}
    if stated and states and identity(values["before"]) == identity(values["after"]):
        return
    action = "changed" if stated and states else "removed" if stated else "added"
    pair.note("default", action, previous=before, current=after, **values)
