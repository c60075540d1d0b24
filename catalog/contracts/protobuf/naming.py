"""Names for places in `.proto` files that people understand: `orders.v1.Order.total`, `orders.v1.Orders/Get`."""

from __future__ import annotations

from catalog.contracts.documents.pointers import split
from catalog.contracts.schemas.source import Node

_NESTED = 4  # kind, name, what of it, and which one


def place_name(node: Node, stable: bool) -> str:  # noqa: ARG001 - what people call it survives the next commit
    """What people call the place."""
    parts = split(node.pointer)
    if len(parts) < 2:  # noqa: PLR2004 - kind and name
        return "the contract"
    kind, name = parts[:2]
    if len(parts) < _NESTED:
        return name
    part, which = parts[2:4]
    if part == "methods":
        return f"{name}/{which}"
    declared = node.source.tree[kind][name][part]
    return f"{name}.{declared[which]['name'] if part == 'fields' else which}"
