"""Bringing schemas to their normal form: `allOf` merged, alternatives spread out, `$ref` followed when needed."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from functools import partial
from typing import Any, NamedTuple

from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.schemas.condition_keywords import read_conditions
from catalog.contracts.schemas.conditions import without_excluded
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.evaluation import close_unevaluated
from catalog.contracts.schemas.keywords import allowed_values, also_demanded, base_shape
from catalog.contracts.schemas.kinds import demands, mistakes_of, undecidable, without
from catalog.contracts.schemas.patterns import matches
from catalog.contracts.schemas.projection import TYPES, declared_types, means
from catalog.contracts.schemas.settling import fixed_values, implied, listed
from catalog.contracts.schemas.shapes import Shape, Term, generalise, joined, matching_members, meet
from catalog.contracts.schemas.source import Node, Unresolved, component_kind
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.undecidable import Undecidable
from catalog.contracts.schemas.unions import absorbed, unite
from catalog.contracts.schemas.values import identity
from catalog.contracts.schemas.visibility import hidden

_UNIONS = ("anyOf", "oneOf")
MAX_MATCHES = 100_000
MAX_TOGETHER = 6
"""So many branches of an `anyOf` have 63 ways to be fitted together."""

_NEIGHBOURLY = frozenset({"unevaluatedProperties", "unevaluatedItems"})


class Reading(NamedTuple):
    """How a schema is read: which members travel, and whether as a validator reads it.

    `strict`: objects are open unless they say otherwise and keywords say nothing about other types, as inside a
    `not`, where taking a schema for smaller than it is would be wrong. `together`: what no branch has looked at is
    held to something, so that it matters which branches an instance fits together.
    """

    direction: Direction
    strict: bool = False
    together: bool = False


class Normaliser:
    """Normal forms of the schemas of both documents, each worked out once per direction."""

    def __init__(self, digests: Digests, budget: Budget) -> None:
        self._digests = digests
        self.budget = budget
        self._known: dict[tuple[object, ...], list[Shape]] = {}
        self._alternatives: dict[tuple[Term, Reading], list[Shape]] = {}
        self._open: set[tuple[object, ...]] = set()
        self._validators = Validators()

    def shapes(self, term: Term, direction: Direction, *, strict: bool = False) -> list[Shape]:
        """The alternatives of a term; raises Undecidable."""
        key = (term, Reading(direction, strict))
        if key not in self._alternatives:
            self._alternatives[key] = self._worked_out(*key)
        return list(self._alternatives[key])

    def _worked_out(self, term: Term, reading: Reading) -> list[Shape]:
        shapes = self._expanded(term[0], reading) if term else []
        for node in term[1:]:
            shapes = self._met(shapes, self._expanded(node, reading), node)
        if len(term) > 1:
            shapes = self.settled(term, shapes, reading)
        return absorbed([shape for shape in shapes if reading.strict or means(shape.about, shape.type)])

    def _expanded(self, node: Node, reading: Reading) -> list[Shape]:
        if isinstance(node.value, bool):
            return _anything(node) if node.value else []
        key = (node.source, node.pointer, reading)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            raise Undecidable(node, "the schema is made of itself, with nothing in between")
        self._open.add(key)
        try:
            shapes = self._known[key] = self._spread(node, reading)
        finally:
            self._open.discard(key)
        return shapes

    def _spread(self, node: Node, reading: Reading) -> list[Shape]:
        self.budget.check()
        schema = node.value
        if not isinstance(schema, dict):
            raise Undecidable(node, "there should be a schema here")
        if "$dynamicRef" in schema:
            raise Undecidable(node, "where a `$dynamicRef` leads depends on how it was reached")
        referring = isinstance(schema.get("$ref"), str)
        if referring and not (node.source.dialect.reference_siblings and len(schema) > 1):
            return self._referenced(node, reading)
        if (unclear := undecidable(node)) is not None:
            raise Undecidable(*unclear)
        shapes = self._own(node, reading)
        alone = _NEIGHBOURLY.isdisjoint(schema)
        reading = reading if alone else Reading(reading.direction, reading.strict, together=True)
        if referring:
            shapes = self._met(self._referenced(node, reading), shapes, node)
        for part in also_demanded(node):
            shapes = self._met(shapes, self._expanded(part, reading), part)
        for keyword in _UNIONS:
            if isinstance(schema.get(keyword), list) and schema[keyword]:
                union = self._union(node.child(keyword), reading)
                if keyword == "anyOf" and reading.together:
                    union = self._together(node, union)
                shapes = self._met(shapes, union, node)
        close_unevaluated(node, shapes, self._digests)
        return self._with_null(node, self.settled((node,), shapes, reading))

    def _referenced(self, node: Node, reading: Reading) -> list[Shape]:
        try:
            target = node.source.node(node.value["$ref"])
        except Unresolved as error:
            raise Undecidable(node, str(error)) from None
        if component_kind(target.pointer) not in (None, "schemas"):
            raise Undecidable(node, f"the reference leads to {target.pointer}, which is no schema")
        return self._expanded(target, reading)

    def _own(self, node: Node, reading: Reading) -> list[Shape]:
        mistakes, written = mistakes_of(node), node
        if mistakes:
            node = without(node, mistakes)
        types, integral = declared_types(node.value)
        values = allowed_values(node)
        shapes = []
        for kind in TYPES:
            shape = base_shape(node, kind, integral=integral, values=values) if kind in types else None
            if shape is None or not self._read_conditions(shape, node):
                continue
            if kind == "array":
                _read_elements(shape, node)
            elif kind == "object":
                self._read_members(shape, node, reading)
            if mistakes:
                shape.conditions = shape.conditions | demands(written, mistakes, kind)
            shapes.append(shape)
        return shapes

    def _read_conditions(self, shape: Shape, node: Node) -> bool:
        """Read what else is demanded, and answer whether any value is left."""
        conditions = read_conditions(node, shape.type, self._digests, integral=shape.integral)
        if conditions is not None:
            shape.values, shape.conditions = without_excluded(shape.values, conditions)
        return conditions is not None and shape.values != {}

    def _read_members(self, shape: Shape, node: Node, reading: Reading) -> None:
        required = node.value.get("required")
        names = [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
        properties = node.get("properties")
        for name, schema in properties.members() if properties else ():
            if hidden(schema, reading.direction):
                shape.hidden[name] = (schema,)
            else:
                shape.properties[name] = (schema,)
        shape.required = {name: node for name in names if name not in shape.hidden}
        patterns = node.get("patternProperties")
        shape.pattern_members = {
            pattern: (schema,) for pattern, schema in (patterns.members() if patterns else ())
        }
        self._check_patterns(node, shape)
        for name in shape.properties:
            shape.properties[name] = joined(shape.properties[name], *matching_members(shape, name))
        additional = node.get("additionalProperties")
        if additional is not None:
            shape.additional = (additional,)
        elif reading.strict and node.get("unevaluatedProperties") is None:
            shape.additional = (Node(node.source, node.pointer, value=True),)
        generalise(shape)

    def _union(self, branches: Node, reading: Reading) -> list[Shape]:
        united: list[Shape] = []
        # A branch that is listed twice is one alternative; that a `oneOf` then refuses it is an overlap.
        once = {(_component(branch), self._digests.of(branch)): branch for branch in branches.items()}
        for (name, _), branch in once.items():
            for shape in self._expanded(branch, reading):
                unite(united, dataclasses.replace(shape, name=name) if name else shape)
            self._check_size(branches, united)
        return united

    def _together(self, node: Node, branches: list[Shape]) -> list[Shape]:
        """Also what fits several branches of an `anyOf`, since then all of them look at its members and items."""
        found = list(branches)
        for kind in ("object", "array"):
            alike = [shape for shape in branches if shape.type == kind]
            if len(alike) > MAX_TOGETHER:
                reason = f"which of more than {MAX_TOGETHER} branches an instance fits is not worked out"
                raise Undecidable(node, reason)
            several: list[Shape] = []
            for number, branch in enumerate(alike):
                several += self._met([*alike[:number], *several], [branch], node)
            found += several
        return found

    def settled(self, term: Term, shapes: list[Shape], reading: Reading) -> list[Shape]:
        """What is left of shapes once their own demands are added up; raises Undecidable."""
        found: list[Shape] = []
        waiting = shapes[::-1]
        while waiting:
            shape, always = implied(waiting.pop(), partial(self._values_of, reading))
            if always:
                met = [shape]
                for condition in always:
                    met = self._met(met, self._expanded(condition.node, reading), condition.node)
                waiting += reversed(met)
            elif (left := listed(shape, partial(self._refuses, term, reading))) is not None:
                found.append(left)
        return found

    def _values_of(self, reading: Reading, term: Term) -> frozenset[Hashable]:
        try:
            return fixed_values(self.shapes(term, reading.direction, strict=reading.strict))
        except Undecidable:
            return frozenset()

    def accepts(self, term: Term, direction: Direction, value: Any) -> bool | None:
        """Does a receiver accept the value by the schemas of a term? None where that cannot be told."""
        validators = [self._validators.of(node, direction) for node in term]
        verdicts = [None if one is None else one.is_valid(value) for one in validators]
        return False if False in verdicts else None if None in verdicts else True

    def _refuses(self, term: Term, reading: Reading, value: Any) -> bool:
        return self.accepts(term, reading.direction, value) is False

    def _met(self, ones: list[Shape], others: list[Shape], node: Node) -> list[Shape]:
        shapes: list[Shape] = []
        for one in ones:
            for other in others:
                self._check_patterns(node, one, other)
                both = meet(one, other)
                if both is not None:
                    both.origin = _more_telling(one, other)
                    unite(shapes, both)
            self._check_size(node, shapes)
        return shapes

    def _check_size(self, node: Node, shapes: list[Shape]) -> None:
        self.budget.check()
        if len(shapes) > self.budget.max_alternatives:
            raise Undecidable(node, f"the schema has more than {self.budget.max_alternatives} alternatives")

    def _check_patterns(self, node: Node, *shapes: Shape) -> None:
        """Raise Undecidable where it cannot be told, or would take long, which members match which patterns."""
        self.budget.check()
        for pattern in (pattern for shape in shapes for pattern in shape.pattern_members):
            if matches(pattern, "") is None:
                raise Undecidable(node, f"the names that {pattern} matches are beyond a linear-time engine")
        names = sum(len(shape.properties) for shape in shapes)
        patterns = sum(len(shape.pattern_members) for shape in shapes)
        if names * patterns > MAX_MATCHES:
            raise Undecidable(
                node, f"{names:,} properties and {patterns:,} patterns are too many to be matched"
            )

    def _with_null(self, node: Node, shapes: list[Shape]) -> list[Shape]:
        nullable = any(node.value.get(keyword) is True for keyword in node.source.dialect.null_keywords)
        if not nullable:
            return shapes
        others = [shape for shape in shapes if shape.type != "null"]
        return [Shape("null", node, values={identity(None): None}), *others]


def _anything(node: Node) -> list[Shape]:
    empty = Node(node.source, node.pointer, {})
    shapes = [base_shape(empty, kind, integral=False, values=None) for kind in TYPES]
    return [dataclasses.replace(shape, origin=node) for shape in shapes if shape is not None]


def _component(branch: Node) -> str:
    """The name of the component that a branch refers to, if it does."""
    reference = branch.value.get("$ref") if isinstance(branch.value, dict) else None
    path, _, name = reference.rpartition("/") if isinstance(reference, str) else ("", "", "")
    return name if path in ("#/components/schemas", "#/definitions", "#/$defs") else ""


def _read_elements(shape: Shape, node: Node) -> None:
    prefix = node.get("prefixItems")
    items = node.get("items")
    if items is not None and isinstance(items.value, list):
        prefix, items = items, node.get("additionalItems")
    shape.prefix = tuple((item,) for item in prefix.items()) if prefix else ()
    shape.items = () if items is None else (items,)
    shape.unique = node if node.value.get("uniqueItems") is True else None


def _more_telling(one: Shape, other: Shape) -> Node:
    """The one of two origins that has properties, or says anything at all; people know an alternative by that."""
    has_properties = isinstance(other.origin.value, dict) and "properties" in other.origin.value
    return other.origin if has_properties or one.plain else one.origin
