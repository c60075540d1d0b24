"""Traits: what several operations or messages have in common, merged into each (JSON Merge Patch, RFC 7396)."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.contracts.documents.pointers import join
from catalog.contracts.schemas.source import Node, Synthetic, Unresolved

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
    found: dict[str, list[Node]] = {}
    for layer in layers:
        for key, part in layer.members():
            if part.value is None or key == "traits":
                found.pop(key, None)
            elif key in found and depth < _MAX_DEPTH and _object(part) and _object(found[key][-1]):
                found[key].append(part)
            else:
                found[key] = [part]
    laid = {
        key: parts[0]
        if len(parts) == 1
        else _merged(_below(place, key), [part.resolved() for part in parts], depth + 1)
        for key, parts in found.items()
    }
    places: dict[tuple[str, ...], str] = {(key,): part.pointer for key, part in laid.items()}
    value = Synthetic({key: part.value for key, part in laid.items()}, places)
    return Node(place.source, place.pointer, value)


def _below(place: Node, key: str) -> Node:
    return Node(place.source, join(place.pointer, key), value=None)


def _object(node: Node) -> bool:
    try:
        return isinstance(node.resolved().value, dict)
    except Unresolved:
        return False
