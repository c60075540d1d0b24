"""The normal form of a schema: a union of shapes, each one JSON type with its constraints.

`{type: [string, null], maxLength: 5}` is two shapes, a string with a limit and null; an `enum` is a set of
values in each type; `allOf` is the meet of shapes; nullability in any spelling is the null shape.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog.contracts.schemas.conditions import Conditions, declared_under, without_excluded
from catalog.contracts.schemas.digests import target
from catalog.contracts.schemas.patterns import ANYTHING, matches
from catalog.contracts.schemas.projection import met_subjects, sends_others
from catalog.contracts.schemas.source import Node

Term = tuple[Node, ...]
"""Schemas that all hold at once; the empty term accepts everything."""

BOUNDS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
LOWER = frozenset(lower for lower, _ in BOUNDS)


class Limit(NamedTuple):
    """A bound on size or value and the schema that states it."""

    value: float
    exclusive: bool
    node: Node

    def within(self, other: Limit, keyword: str) -> bool:
        """Does everything inside this limit lie inside the other?"""
        if self.value == other.value:
            return self.exclusive or not other.exclusive
        return (self.value > other.value) == (keyword in LOWER)

    @property
    def shown(self) -> str:
        return f"{self.value}{' (exclusive)' if self.exclusive else ''}"


@dataclass(slots=True)
class Shape:
    """One alternative of a schema.

    `about` are the types that the keywords around it are about, None where a type is stated.
    `values` are the only ones allowed (None: no list). `additional` is the term for members that are not
    named,
    None where the document does not say. `hidden` are members that do not travel in this direction.
    `contents` are the media types that a text holds.
    `conditions` are demands beyond these; equal keys, equal meaning. `name` is the component that the alternative
    is.
    """

    type: str
    origin: Node
    name: str = ""
    about: frozenset[str] | None = None
    integral: bool = False
    values: dict[Hashable, Any] | None = None
    limits: dict[str, Limit] = field(default_factory=dict)
    multiples: dict[float, Node] = field(default_factory=dict)
    patterns: dict[str, Node] = field(default_factory=dict)
    formats: dict[str, Node] = field(default_factory=dict)
    contents: dict[str, Node] = field(default_factory=dict)
    unique: Node | None = None
    items: Term = ()
    prefix: tuple[Term, ...] = ()
    properties: dict[str, Term] = field(default_factory=dict)
    required: dict[str, Node] = field(default_factory=dict)
    hidden: dict[str, Term] = field(default_factory=dict)
    additional: Term | None = None
    pattern_members: dict[str, Term] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Does a conforming sender send members that are not named? The sender's projection."""
        return sends_others(
            declares=bool(self.properties or self.hidden),
            speaks=self.additional is not None or bool(self.pattern_members),
        )

    @property
    def sends_undeclared(self) -> bool:
        """Are there members in what a sender sends that the schema does not name under `properties`?"""
        named = self.required.keys() | declared_under(self.conditions)
        return self.open or not named <= self.properties.keys()

    @property
    def plain(self) -> bool:
        """Does the shape accept every value of its type?"""
        if self.integral or self.values or self.limits or self.multiples or self.patterns or self.formats:
            return False
        if self.contents or self.unique or self.items or self.prefix or self.conditions:
            return False
        if self.properties or self.hidden or self.required or self.pattern_members:
            return False
        return all(node.value in (True, {}) for node in self.additional or ())


def meet(one: Shape, other: Shape) -> Shape | None:
    """What both shapes accept; None when they are of different types or nothing is left."""
    if one.type != other.type:
        return None
    both = Shape(one.type, one.origin, one.name or other.name, met_subjects(one.about, other.about))
    both.integral = one.integral or other.integral
    values = _met_values(one.values, other.values)
    both.values, both.conditions = without_excluded(values, one.conditions | other.conditions)
    if both.values is not None and not both.values:
        return None
    both.limits = met_limits(one.limits, other.limits)
    if contradictory(both.limits):
        return None
    both.multiples = one.multiples | other.multiples
    both.patterns = one.patterns | other.patterns
    both.formats = one.formats | other.formats
    both.contents = one.contents | other.contents
    both.unique = one.unique or other.unique
    if both.type == "array":
        _meet_elements(both, one, other)
    elif both.type == "object":
        _meet_members(both, one, other)
    return both


def met_limits(one: dict[str, Limit], other: dict[str, Limit]) -> dict[str, Limit]:
    merged = dict(one)
    for keyword, limit in other.items():
        if keyword not in merged or limit.within(merged[keyword], keyword):
            merged[keyword] = limit
    return merged


def contradictory(limits: dict[str, Limit]) -> bool:
    """Is a lower bound beyond the upper one?"""
    pairs = [(limits[lower], limits[upper]) for lower, upper in BOUNDS if lower in limits and upper in limits]
    return any(
        low.value > high.value or (low.value == high.value and (low.exclusive or high.exclusive))
        for low, high in pairs
    )


def impossible(shape: Shape) -> bool:
    """Does a shape ask for members or items that it refuses?"""
    if shape.type == "array":
        least = shape.limits.get("minItems")
        telling = len(shape.prefix) + 1  # from there on all items are alike
        return least is not None and any(
            forbids(item_at(shape, index)) for index in range(min(int(least.value), telling))
        )
    most = shape.limits.get("maxProperties")
    if most is not None and len(shape.required) > most.value:
        return True
    others = None if shape.pattern_members else shape.additional
    return any(forbids(shape.properties.get(name, others)) for name in shape.required)


def refuses_members(shape: Shape) -> bool:
    """Is the shape that of the empty object, since no member is allowed?"""
    named = shape.properties.keys() | shape.hidden.keys() | shape.pattern_members.keys()
    return shape.type == "object" and not named and forbids(shape.additional)


def forbids(term: Term | None) -> bool:
    if term is None or len(term) > 1:
        return any(target(node).value is False for node in term or ())
    return bool(term) and target(term[0]).value is False


def _met_values(
    one: dict[Hashable, Any] | None, other: dict[Hashable, Any] | None
) -> dict[Hashable, Any] | None:
    if one is None or other is None:
        return other if one is None else one
    return {key: value for key, value in one.items() if key in other}


def joined(*terms: Term) -> Term:
    """The conjunction of terms, each schema once."""
    return tuple({(node.source, node.pointer): node for term in terms for node in term}.values())


def _meet_elements(both: Shape, one: Shape, other: Shape) -> None:
    longest = max(len(one.prefix), len(other.prefix))
    both.prefix = tuple(joined(item_at(one, index), item_at(other, index)) for index in range(longest))
    both.items = joined(one.items, other.items)


def item_at(shape: Shape, index: int) -> Term:
    return shape.prefix[index] if index < len(shape.prefix) else shape.items


def most_items(shape: Shape) -> float | None:
    """How many items there may be, by a limit or since those behind the listed ones are refused."""
    stated = [limit.value] if (limit := shape.limits.get("maxItems")) else []
    listed = [len(shape.prefix)] if forbids(shape.items) else []
    return min([*stated, *listed], default=None)


def _meet_members(both: Shape, one: Shape, other: Shape) -> None:
    both.required = one.required | other.required
    # A schema that demands a member which only another one hides has it sent.
    sent = {name: term for name, term in (one.hidden | other.hidden).items() if name in both.required}
    both.hidden = {name: term for name, term in (one.hidden | other.hidden).items() if name not in sent}
    for name in dict.fromkeys([*one.properties, *other.properties, *sent]):
        if name not in both.hidden:
            terms = (declared(one, name), declared(other, name), sent.get(name, ()))
            both.properties[name] = joined(*terms)
    both.pattern_members = {
        pattern: joined(one.pattern_members.get(pattern, ()), other.pattern_members.get(pattern, ()))
        for pattern in one.pattern_members | other.pattern_members
    }
    if one.additional is None or other.additional is None:
        both.additional = other.additional if one.additional is None else one.additional
    else:
        both.additional = joined(one.additional, other.additional)


def declared(shape: Shape, name: str) -> Term:
    """What a shape says about a member: its own schema, or the one for members that are not named."""
    if name in shape.properties:
        return shape.properties[name]
    terms = matching_members(shape, name)
    return joined(*terms) if terms else shape.additional or ()


def matching_members(shape: Shape, name: str) -> list[Term]:
    """What a shape says about every member whose name matches one of its patterns."""
    return [term for pattern, term in shape.pattern_members.items() if matches(pattern, name)]


def generalise(shape: Shape) -> None:
    """What a pattern that every name matches says of all members is said of those that are not named."""
    every = [shape.pattern_members.pop(one) for one in sorted(ANYTHING & shape.pattern_members.keys())]
    if every:
        shape.additional = joined(*every)
        shape.pattern_members = {
            pattern: joined(term, *every) for pattern, term in shape.pattern_members.items()
        }
