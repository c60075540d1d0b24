"""What decides which members and items `unevaluatedProperties` and `unevaluatedItems` leave to look at."""

from __future__ import annotations

from collections.abc import Hashable

from catalog.contracts.schemas.conditions import Counts, Implies, Unevaluated
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.source import Node

_DECIDING = ("if", "contains")
_BRANCHES = ("anyOf", "oneOf")
_NAMED = ("properties", "patternProperties")
_PARTS = ("then", "else")


def close_unevaluated(node: Node, shapes: list[Shape], digests: Digests) -> None:
    """What nobody has looked at, after all neighbours; where that depends on the instance it is a condition."""
    for kind, keyword in (("object", "unevaluatedProperties"), ("array", "unevaluatedItems")):
        unevaluated = node.get(keyword)
        if unevaluated is None or not isinstance(unevaluated.value, dict | bool):
            continue
        free = unevaluated.value in (True, {})
        for shape in shapes:
            if shape.type == kind and not free and _looks_deeper(node, shape):
                condition = Unevaluated(keyword, unevaluated)
                key = (keyword, digests.of(unevaluated), looked_at(node, digests))
                shape.conditions = {**shape.conditions, key: condition}
            elif shape.type == kind == "object" and shape.additional is None:
                shape.additional = (unevaluated,)
            elif shape.type == kind == "array" and not shape.items:
                shape.items = (unevaluated,)


def _looks_deeper(node: Node, shape: Shape) -> bool:
    """Does what is evaluated depend on which conditions an instance fits?"""
    conditional = any(isinstance(condition, Implies | Counts) for condition in shape.conditions.values())
    return conditional or node.get("if") is not None


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
