"""Discriminators: a property whose values on the wire name the alternative; there, names count."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node, Unresolved


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property and what its values stand for: the name of a component by value.

    Where the mapping leads to something that is no branch, nothing is concluded from it.
    """

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
    _compare_values(pair, before, after, nodes)


def _compare_values(pair: Pair, before: Discriminator, after: Discriminator, nodes: dict[str, Node]) -> None:
    """A component that was only renamed still stands for the same; so only names on both sides tell something."""
    common = set(before.values.values()) & set(after.values.values())
    for value, name in sorted(before.values.items()):
        if value not in after.values and name in common:
            pair.note("discriminator value", "removed", effect="narrows", name=value, before=name, **nodes)
        elif {name, after.values.get(value)} <= common and after.values[value] != name:
            facts = {"before": name, "after": after.values[value]}
            pair.note("discriminator value", "changed", effect="replaces", name=value, **facts, **nodes)
    for value, name in sorted(after.values.items()):
        if value not in before.values and name in common:
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
    names = {_name(branch.value["$ref"]) for branch in branches.items() if _is_reference(branch)}
    stated = {
        str(value): _name(target)
        for value, target in (mapping.items() if isinstance(mapping, dict) else ())
        if isinstance(target, str)
    }
    known = {value: name for value, name in stated.items() if name in names}
    if len(known) == len(stated):
        known |= {name: name for name in names - set(known.values())}
    return Discriminator(node, member, known)


def _is_reference(branch: Node) -> bool:
    return isinstance(branch.value, dict) and isinstance(branch.value.get("$ref"), str)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
