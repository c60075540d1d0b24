"""Discriminators: a property whose values on the wire name the alternative; there, names count."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node, Unresolved


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property and what its values stand for: the name of a component by value."""

    node: Node
    member: str
    values: dict[str, str]


def compare_discriminators(pair: Pair, previous: Term, current: Term) -> None:
    """Record values that stand for something else or for nothing; alternatives that came or went are not told again."""
    before, after = discriminator(previous), discriminator(current)
    if before is None or after is None:
        return
    nodes = {"previous": before.node, "current": after.node}
    if before.member != after.member:
        facts = {"before": before.member, "after": after.member}
        pair.note("discriminator", "moved", effect="replaces", **facts, **nodes)
        return
    for value, name in sorted(before.values.items()):
        if value not in after.values and name in after.values.values():
            pair.note("discriminator value", "removed", effect="narrows", name=value, before=name, **nodes)
        elif after.values.get(value, name) != name:
            facts = {"before": name, "after": after.values[value]}
            pair.note("discriminator value", "changed", effect="replaces", name=value, **facts, **nodes)
    for value, name in sorted(after.values.items()):
        if value not in before.values and name in before.values.values():
            pair.note("discriminator value", "added", effect="widens", name=value, after=name, **nodes)


def discriminator(term: Term) -> Discriminator | None:
    """The discriminator of the first schema in a term that has one with alternatives."""
    for node in term:
        try:
            schema = node.resolved()
        except Unresolved:
            continue
        found = schema.get("discriminator")
        branches = schema.get("oneOf") or schema.get("anyOf")
        if found is not None and branches is not None and isinstance(found.value, dict):
            return _read(found, branches)
    return None


def _read(node: Node, branches: Node) -> Discriminator | None:
    member, mapping = node.value.get("propertyName"), node.value.get("mapping")
    if not isinstance(member, str):
        return None
    references = [branch.value["$ref"] for branch in branches.items() if _is_reference(branch)]
    stated = {
        str(value): reference
        for value, reference in (mapping.items() if isinstance(mapping, dict) else ())
        if isinstance(reference, str)
    }
    implied = [reference for reference in references if _name(reference) not in map(_name, stated.values())]
    values = {value: _name(reference) for value, reference in stated.items()}
    return Discriminator(node, member, values | {_name(reference): _name(reference) for reference in implied})


def _is_reference(branch: Node) -> bool:
    return isinstance(branch.value, dict) and isinstance(branch.value.get("$ref"), str)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
