"""The places that say together what a schema means: behind references, in the parts of an `allOf`, beside null."""

from __future__ import annotations

from catalog.contracts.schemas.source import Node, Unresolved

TOGETHER = ("allOf", "anyOf", "oneOf")
"""Keywords that list schemas about the value itself."""


def speakers(node: Node) -> list[Node]:
    """The places that say together what is meant: a node, and behind its `$ref` what that leads to.

    Where keywords beside a reference do not count, the place that it leads to is the only one.
    """
    found: list[Node] = []
    seen: set[str] = set()
    while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
        if node.source.dialect.reference_siblings and len(node.value) > 1:
            found.append(node)
        if reference in seen:
            return found
        seen.add(reference)
        try:
            node = node.source.node(reference)
        except Unresolved:
            return found
    return [*found, node]


def speaking(node: Node) -> list[Node]:
    """Every place that speaks of what a schema describes as a whole, the outermost first.

    These are the places behind references, the parts of an `allOf`, and the branch of a union that has no other but
    null: what they state beside demands holds for the same value (JSON Schema 2020-12, Core 7.7).
    """
    found: dict[str, Node] = {}
    waiting = speakers(node)
    for place in waiting:
        if place.pointer not in found and isinstance(place.value, dict):
            found[place.pointer] = place
            waiting += [speaker for part in _parts(place) for speaker in speakers(part)]
    return list(found.values())


def _parts(node: Node) -> list[Node]:
    found: list[Node] = []
    for key in [key for key in TOGETHER if isinstance(node.value.get(key), list)]:
        branches = enumerate(node.value[key])
        kept = [at for at, one in branches if not (isinstance(one, dict) and one.get("type") == "null")]
        if key == "allOf" or len(kept) == 1:
            listed = node.child(key)
            found += [listed.child(at) for at in kept]
    return found
