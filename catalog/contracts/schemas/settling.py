"""What the demands of a schema add up to: members that are required because others are, conditions whose guard
always or never holds, and lists of values without those that a neighbour refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.condition_keywords import only_required
from catalog.contracts.schemas.conditions import Condition, Guard, Implies, Names, Requires, Unread
from catalog.contracts.schemas.digests import target
from catalog.contracts.schemas.patterns import matches
from catalog.contracts.schemas.shapes import Shape, Term, declared, forbids
from catalog.contracts.schemas.source import Node

ValuesOf = Callable[[Term], frozenset[Hashable]]
"""The values that a term is limited to, none where it is not."""

Refused = Callable[[Any], bool]
"""Does the whole schema refuse a value, as far as that is known?"""

_OPPOSITES = {"has": "lacks", "fits": "misses"}
_GUARDING = frozenset({"properties", "required", "type"})


def fixed_values(shapes: list[Shape]) -> frozenset[Hashable]:
    """The values that alternatives are limited to; none where there are others."""
    if any(shape.values is None for shape in shapes):
        return frozenset()
    return frozenset(key for shape in shapes for key in shape.values or ())


def listed(shape: Shape, refused: Refused) -> Shape | None:
    """A shape whose values are all that it says; None where none is left.

    What a list of values leaves of a limit or a pattern is which of the values it refuses.
    """
    if shape.values is None or any(isinstance(one, Unread) for one in shape.conditions.values()):
        return shape
    deep = shape.type in ("array", "object") or bool(shape.conditions)
    said = shape.limits or shape.multiples or shape.patterns or shape.formats or deep
    if not said:
        return shape
    values = {
        key: value
        for key, value in shape.values.items()
        if accepts(shape, value) and not (deep and refused(value))
    }
    if not values:
        return None
    if shape.type in ("array", "object"):
        return replace(shape, values=values)
    unread = {pattern: node for pattern, node in shape.patterns.items() if matches(pattern, "") is None}
    bare = Shape(shape.type, shape.origin, shape.name, shape.about, shape.integral, values)
    return replace(bare, patterns=unread, conditions=shape.conditions)


def implied(shape: Shape, values_of: ValuesOf) -> tuple[Shape, list[Implies]]:
    """An object with all the members that it requires, without the conditions that this meets or that never apply, and
    the conditions that always apply.
    """
    if shape.type != "object" or not shape.conditions:
        return shape, []
    shape = _with_listed_names(shape, values_of)
    required = dict(shape.required)
    while more := _more_required(shape.conditions.values(), required):
        required |= more
    shape = replace(shape, required=required)
    left, always = {}, []
    for key, condition in shape.conditions.items():
        if _is_met(condition, required):
            continue
        verdict = _holds(condition.guard, shape, values_of) if isinstance(condition, Implies) else None
        if isinstance(condition, Implies) and verdict:
            always.append(condition)
        elif verdict is None:
            left[key] = condition
    return replace(shape, conditions=left), always


def _with_listed_names(shape: Shape, values_of: ValuesOf) -> Shape:
    """An object whose members can have a few names only has members of these names and refuses all others."""
    for key, condition in shape.conditions.items():
        names = values_of((condition.node,)) if isinstance(condition, Names) else frozenset()
        if names:
            listed = sorted(name[1] for name in names if isinstance(name, tuple) and name[0] == "string")
            return replace(
                shape,
                properties={name: declared(shape, name) for name in listed if name not in shape.hidden},
                additional=(Node(condition.node.source, condition.node.pointer, value=False),),
                pattern_members={},
                conditions={one: other for one, other in shape.conditions.items() if one != key},
            )
    return shape


def with_all_needed(shape: Shape, asked: Shape, *, sends: bool) -> Shape:
    """An object that has to have so many members that all are there which it knows, with those required that another
    one asks for by name.

    `sends`: it is what a conforming sender sends, who knows no other members than those that are declared.
    """
    least = shape.limits.get("minProperties")
    if least is None or not (_refuses_others(shape) or (sends and not shape.sends_undeclared)):
        return shape
    if shape.hidden and not sends:
        return shape
    known = [name for name, term in shape.properties.items() if not forbids(term)]
    if len(known) > least.value:
        return shape
    there = {name: shape.origin for name in known if name in asked.required}
    return replace(shape, required=there | shape.required)


def _refuses_others(shape: Shape) -> bool:
    return forbids(shape.additional) and not shape.pattern_members


def _more_required(conditions: Any, required: dict[str, Node]) -> dict[str, Node]:
    """What is required with what is required anyway, or whichever way a guard turns out."""
    found: dict[str, Node] = {}
    demanded: dict[tuple[str, Hashable], dict[str, Node]] = {}
    for one in conditions:
        if isinstance(one, Requires):
            demanded.setdefault(("has", one.guard), {})[one.name] = one.node
            if one.guard in required:
                found[one.name] = one.node
        elif isinstance(one, Implies):
            demanded.setdefault(one.guard.key, {}).update(dict.fromkeys(_required(one.node), one.node))
    for (kind, subject), names in demanded.items():
        opposite = demanded.get((_OPPOSITES.get(kind, ""), subject), {})
        found |= {name: node for name, node in names.items() if name in opposite}
    return {name: node for name, node in found.items() if name not in required}


def _required(node: Node) -> list[str]:
    schema = target(node).value
    names = schema.get("required") if isinstance(schema, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _is_met(condition: Condition, required: dict[str, Node]) -> bool:
    if isinstance(condition, Requires):
        return condition.name in required
    names = only_required(target(condition.node).value) if isinstance(condition, Implies) else None
    return names is not None and required.keys() >= set(names)


def _holds(guard: Guard, shape: Shape, values_of: ValuesOf) -> bool | None:
    """Does every instance of an object fit a guard, or none? None where that depends, or is not worked out."""
    if guard.member:
        fits = _has(shape, guard.member)
    else:
        fits = None if guard.schema is None else _fits(target(guard.schema), shape, values_of)
    return fits if guard.fits or fits is None else not fits


def _has(shape: Shape, name: str) -> bool | None:
    if name in shape.required:
        return True
    return False if forbids(shape.properties.get(name)) else None


def _fits(guard: Node, shape: Shape, values_of: ValuesOf) -> bool | None:
    """A guard that says which values single members have is decided where the members are listed, as tags are."""
    schema = guard.value
    if (
        not isinstance(schema, dict)
        or not schema.keys() <= _GUARDING
        or schema.get("type", "object") != "object"
    ):
        return None
    properties = guard.get("properties")
    verdicts = [_has(shape, name) for name in _required(guard)]
    verdicts += [
        _listed_within(shape, name, values_of((wanted,)), values_of)
        for name, wanted in (properties.members() if properties else ())
    ]
    return False if False in verdicts else True if all(verdicts) else None


def _listed_within(shape: Shape, name: str, wanted: frozenset[Hashable], values_of: ValuesOf) -> bool | None:
    values = values_of(shape.properties[name]) if name in shape.properties else frozenset()
    if not values or not wanted:
        return None
    if values <= wanted:
        return True
    return False if name in shape.required and not values & wanted else None
