"""Discriminators: a property whose values on the wire name the alternative; there, names count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from catalog.contracts.pairs import SAME, Pair
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.source import Node, component_kind
from catalog.contracts.schemas.speaking import speakers

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property and what its values stand for: the name of a component by value.

    `complete`: these are all of them. Where the mapping leads to something that is no branch, nothing is concluded from
    it. `extensions` are the components that extend the schema; None where it has alternatives.
    """

    node: Node
    member: str
    values: dict[str, str]
    complete: bool
    extensions: dict[str, Node] | None = None


Discriminators = tuple[Discriminator, Discriminator]
"""Those of the previous and the current schema of a pair."""


def both_discriminators(previous: Term, current: Term) -> Discriminators | None:
    """The discriminators of a pair, None where a side has none."""
    before = discriminator(previous)
    after = discriminator(current) if before else None
    return (before, after) if before and after else None


def compare_discriminators(comparer: SchemaComparer, pair: Pair, both: Discriminators) -> None:
    """Record values that stand for something else or for nothing, once the alternatives of a pair are matched: those
    that came or went are not told again.

    Components that extend a schema without alternatives are compared as what its values stand for.
    """
    before, after = both
    nodes = {"previous": before.node, "current": after.node}
    if before.member != after.member:
        facts = {"before": before.member, "after": after.member}
        pair.note("discriminator", "moved", effect="replaces", **facts, **nodes)
        return
    if before.extensions is not None and after.extensions is not None:
        _compare_extensions(comparer, pair, before, after)
    else:
        _compare_values(pair, before, after, nodes)


def successors(both: Discriminators) -> dict[str, str]:
    """The component that the value of a discriminator stands for now, by the one that it stood for.

    Where that one is still there under its name, it is compared with itself: that its value changed is told.
    """
    before, after = both
    if before.member != after.member:
        return {}
    kept = set(before.values.values()) & set(after.values.values())
    found = {name: after.values[value] for value, name in before.values.items() if value in after.values}
    return {name: name if {name, now} <= kept else now for name, now in found.items()}


def in_new_words(both: Discriminators, before: list[Shape], after: list[Shape]) -> list[Shape]:
    """The previous alternatives with the discriminator's property under its new name: that it moved is told once, and
    not again as a property that went and one that came in each of them.
    """
    old, new = (one.member for one in both)
    if old == new or any(old in shape.properties for shape in after):
        return before
    return [_renamed(shape, old, new) for shape in before]


def _renamed(shape: Shape, old: str, new: str) -> Shape:
    if old not in shape.properties or new in shape.properties:
        return shape
    properties = {new if name == old else name: term for name, term in shape.properties.items()}
    required = {new if name == old else name: node for name, node in shape.required.items()}
    return replace(shape, properties=properties, required=required)


def _compare_extensions(
    comparer: SchemaComparer, pair: Pair, before: Discriminator, after: Discriminator
) -> None:
    nodes = {"previous": before.node, "current": after.node}
    for value, name in sorted(before.values.items()):
        if value not in after.values:
            pair.note("discriminator value", "removed", effect="narrows", name=value, before=name, **nodes)
        elif before.extensions and after.extensions:
            extended = before.extensions[name], after.extensions[after.values[value]]
            comparer.link(pair, (extended[0],), (extended[1],), SAME)
    for value, name in sorted(after.values.items()):
        if value not in before.values:
            pair.note("discriminator value", "added", effect="widens", name=value, after=name, **nodes)


def _compare_values(pair: Pair, before: Discriminator, after: Discriminator, nodes: dict[str, Node]) -> None:
    """A component that was only renamed still stands for the same, unless its name is what is sent."""
    common = set(before.values.values()) & set(after.values.values())
    complete = before.complete and after.complete
    told = {(event.action, event.name) for event in pair.events if event.on == "alternative"}
    for value, name in sorted(before.values.items()):
        if value not in after.values and (name in common or (complete and ("removed", name) not in told)):
            pair.note("discriminator value", "removed", effect="narrows", name=value, before=name, **nodes)
        elif {name, after.values.get(value)} <= common and after.values[value] != name:
            facts = {"before": name, "after": after.values[value]}
            pair.note("discriminator value", "changed", effect="replaces", name=value, **facts, **nodes)
    for value, name in sorted(after.values.items()):
        if value not in before.values and (name in common or (complete and ("added", name) not in told)):
            pair.note("discriminator value", "added", effect="widens", name=value, after=name, **nodes)


def discriminator(term: Term) -> Discriminator | None:
    """The discriminator of the first schema in a term that has one, itself or in what its `allOf` holds."""
    waiting, seen = [node for one in term for node in speakers(one)], set()
    for schema in waiting:
        if schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        found = schema.get("discriminator")
        branches = schema.get("oneOf") or schema.get("anyOf")
        if found is not None and branches is not None:
            names = {_name(branch.value["$ref"]) for branch in branches.items() if _is_reference(branch)}
            return _read(found, names)
        if found is not None:
            extensions = {
                _name(pointer): schema.source.node(pointer)
                for pointer in schema.source.extensions(schema.pointer)
            }
            return _read(found, set(extensions), extensions)
        waiting += [node for part in _alternatives_in(schema) for node in speakers(part)]
    return None


def _alternatives_in(schema: Node) -> list[Node]:
    """The parts of an `allOf` that bring their alternatives with them.

    Who extends a base by name is one of its forms and not all of them, unless `allOf` only wraps the reference.
    """
    parts = listed.items() if (listed := schema.get("allOf")) is not None else []
    wraps = len(parts) == 1 and component_kind(schema.pointer) is None
    return [part for part in parts if wraps or not _is_reference(part)]


def _read(node: Node, names: set[str], extensions: dict[str, Node] | None = None) -> Discriminator | None:
    stated_by = (
        node.value if isinstance(node.value, dict) else {"propertyName": node.value}
    )  # Swagger 2.0: its name
    member, mapping = stated_by.get("propertyName"), stated_by.get("mapping")
    if not isinstance(member, str):
        return None
    stated = {
        str(value): _name(target)
        for value, target in (mapping.items() if isinstance(mapping, dict) else ())
        if isinstance(target, str)
    }
    known = {value: name for value, name in stated.items() if name in names}
    complete = len(known) == len(stated)
    if complete:
        known |= {name: name for name in names - set(known.values())}
    return Discriminator(node, member, known, complete, extensions)


def _is_reference(branch: Node) -> bool:
    return isinstance(branch.value, dict) and isinstance(branch.value.get("$ref"), str)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
