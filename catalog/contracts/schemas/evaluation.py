"""What decides which members and items `unevaluatedProperties` and `unevaluatedItems` leave to look at."""

from __future__ import annotations

from collections.abc import Hashable

from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.source import Node

_DECIDING = ("if", "contains")
_BRANCHES = ("anyOf", "oneOf")
_NAMED = ("properties", "patternProperties")
_PARTS = ("then", "else")


def looked_at(node: Node, digests: Digests) -> Hashable:
    """Equal for two schemas that look at the same members and items of every instance.

    Which branch an instance fits depends on all that the branch says; of the other parts only the names count.
    (JSON Schema 2020-12, Core 11.)
    """
    schema = node.value
    if not isinstance(schema, dict):
        return "nothing"
    deciding = [part for key in _DECIDING if (part := node.get(key)) is not None]
    deciding += [branch for key in _BRANCHES for branch in _below(node, key).items()]
    if isinstance(reference := schema.get("$ref"), str):
        deciding.append(Node(node.source, f"{node.pointer}/$ref", {"$ref": reference}))
    parts = [(key, part) for key in _PARTS if (part := node.get(key)) is not None]
    parts += [("allOf", part) for part in _below(node, "allOf").items()]
    parts += _below(node, "dependentSchemas").members()
    return (
        tuple(tuple(name for name, _ in _below(node, key).members()) for key in _NAMED),
        tuple(digests.of(part) for part in deciding),
        tuple((key, looked_at(part, digests)) for key, part in parts),
        "additionalProperties" in schema,
        "items" in schema,
        len(_below(node, "prefixItems").items()),
    )


def _below(node: Node, key: str) -> Node:
    return node.get(key) or Node(node.source, node.pointer, None)
