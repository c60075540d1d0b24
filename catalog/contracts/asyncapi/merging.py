"""Traits: what several operations or messages have in common, merged into each (JSON Merge Patch, RFC 7396)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.contracts.schemas.source import Node, Synthetic, Unresolved, escape

_MAX_DEPTH = 20


def with_traits(node: Node, *, override: bool) -> Node:
    """An object with its traits merged in, later ones over earlier ones; raises Unresolved.

    In AsyncAPI 2 what a trait says counts (`override`), in AsyncAPI 3 what the object says itself.
    """
    listed = node.get("traits")
    traits = [part.resolved() for part in (listed.items() if listed is not None else ())]
    if not traits:
        return node
    return _merged(node, [node, *traits] if override else [*traits, node], 0)


def _merged(place: Node, layers: Iterable[Node], depth: int) -> Node:
    """Objects laid over each other; every member keeps the place where it is written."""
    found: dict[str, Node] = {}
    for layer in layers:
        for key, part in layer.members():
            if key == "traits":
                continue
            below = found.get(key)
            if part.value is None:
                found.pop(key, None)
            elif below is not None and _object(below) and _object(part) and depth < _MAX_DEPTH:
                found[key] = _merged(_below(place, key), [below.resolved(), part.resolved()], depth + 1)
            else:
                found[key] = part
    values: dict[str, Any] = {key: part.value for key, part in found.items()}
    return Node(
        place.source, place.pointer, Synthetic(values, {(key,): part.pointer for key, part in found.items()})
    )


def _below(place: Node, key: str) -> Node:
    return Node(place.source, f"{place.pointer}/{escape(key)}", value=None)


def _object(node: Node) -> bool:
    try:
        return isinstance(node.resolved().value, dict)
    except Unresolved:
        return False
