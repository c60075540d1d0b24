"""One alternative as several: `if` the kind is card, `then` a number is required, is a list of forms, one per kind.

Conditions are told as conditions where both sides have them. Where the other side lists forms instead, they are spread
out, so that what means the same is compared as such.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from catalog.contracts.schemas.conditions import Condition, Implies
from catalog.contracts.schemas.digests import target
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import identity

ValuesOf = Callable[[Term], frozenset[Hashable]]
"""The values that a term is limited to, none where it is not."""

_TAGGING = frozenset({"properties", "required", "type"})


def in_parts(shape: Shape, values_of: ValuesOf) -> list[Shape]:
    """A shape for each way in which those of its guards turn out that ask for the value of one required member, which
    has a list of values; the shape itself where there is no such member. The conditions are left to be decided of each.
    """
    asked = [
        one
        for condition in shape.conditions.values()
        for one in _asked(condition)
        if one[0] in shape.required
    ]
    names = {name for name, _ in asked}
    listed = _list_of(shape.properties.get(min(names), ())) if len(names) == 1 else None
    if listed is None:
        return [shape]
    (name,) = names
    term, wanted = shape.properties[name], [values_of((node,)) for _, node in asked]
    known = values_of(term)
    groups: dict[tuple[bool, ...], list[int]] = {}
    for number, value in enumerate(listed.value):
        if (key := identity(value)) in known:
            groups.setdefault(tuple(key in values for values in wanted), []).append(number)
    parts = [(*term, _some_of(listed, numbers)) for numbers in groups.values()]
    return [replace(shape, properties={**shape.properties, name: part}) for part in parts]


def _asked(condition: Condition) -> list[tuple[str, Node]]:
    """The members that the guard of a condition asks for and the schemas that they have to fit, where it is one."""
    schema = condition.guard.schema if isinstance(condition, Implies) else None
    stated = None if schema is None else target(schema)
    if stated is None or not isinstance(stated.value, dict) or not stated.value.keys() <= _TAGGING:
        return []
    properties = stated.get("properties")
    members = properties.members() if properties is not None else []
    return members if len(members) == 1 else []


def _list_of(term: Term) -> Node | None:
    lists = (target(node).get("enum") for node in term)
    return next((one for one in lists if one is not None and isinstance(one.value, list)), None)


def _some_of(listed: Node, numbers: list[int]) -> Node:
    values = [listed.value[number] for number in numbers]
    return Node(listed.source, f"{listed.pointer}/{','.join(map(str, numbers))}", {"enum": values})
