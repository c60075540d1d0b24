"""Comparing schemas: is every instance of one an instance of the other, and if not, where not?

Both schemas are brought to their normal form and their alternatives matched. What differs is recorded on the
pair where it differs; pairs are memoised, so that a shared component is compared once, and a pair that is met
again while it is being compared is assumed to hold (coinduction).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.lifecycle import Notice
from catalog.contracts.pairs import Pair, Place, Step, pairs_below
from catalog.contracts.schemas.acceptance import as_list
from catalog.contracts.schemas.alternatives import match_alternatives
from catalog.contracts.schemas.annotations import compare_annotations
from catalog.contracts.schemas.as_text import in_one_form, where_only_texts
from catalog.contracts.schemas.digests import Digests, target
from catalog.contracts.schemas.discriminators import (
    both_discriminators,
    compare_discriminators,
    in_new_words,
    successors,
)
from catalog.contracts.schemas.elements import compare_elements
from catalog.contracts.schemas.implications import compare_conditions, differing_unread, unknown_kinds
from catalog.contracts.schemas.lists import compare_with_list
from catalog.contracts.schemas.members import compare_members
from catalog.contracts.schemas.normal import Normaliser, Reading
from catalog.contracts.schemas.overlaps import compare_overlaps
from catalog.contracts.schemas.partition import in_parts
from catalog.contracts.schemas.scalars import compare_scalars
from catalog.contracts.schemas.settling import fixed_values, with_all_needed
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.signatures import term_signature
from catalog.contracts.schemas.type_changes import match_types
from catalog.contracts.schemas.undecidable import Undecidable

MAX_NESTED_TRIALS = 60


class SchemaComparer:
    """The pairs of schemas of one comparison."""

    def __init__(self, digests: Digests, budget: Budget, notice: Notice | None = None) -> None:
        """`notice`: what is promised about the life of properties is compared, as from that day."""
        self.digests = digests
        self.notice = notice
        self.budget = budget
        self.normaliser = Normaliser(digests, budget)
        self._pairs: dict[tuple[Any, ...], Pair] = {}
        self._fixed: dict[tuple[Term, Direction], frozenset[Hashable]] = {}
        self._waiting: list[Pair] = []
        self._open: set[Pair] = set()
        self._finished: set[Pair] = set()

    def link(self, parent: Pair, previous: Term, current: Term, step: Step) -> None:
        """Compare two terms below a pair, unless they mean the same anyway."""
        if not self._same(previous, current):
            place = parent.read_at.below(step)
            parent.link(self.pair(previous, current, place), step)

    def _same(self, previous: Term, current: Term) -> bool:
        if len(previous) == len(current) == 1:
            return self.digests.same(previous[0], current[0])
        return term_signature(self.digests, previous) == term_signature(self.digests, current)

    def pair(self, previous: Term, current: Term, place: Place) -> Pair:
        """The pair of two terms; what differs is known after `finish`."""
        key = (_places(previous), _places(current), place)
        return self._known(key, place, (previous, current), self._compare_terms)

    def shape_pair(self, previous: Shape, current: Shape, place: Place) -> Pair:
        place = place.of(previous.type)
        # The pair keeps its shapes, so that their identities stay theirs.
        key = (id(previous), id(current), place)
        return self._known(key, place, (previous, current), self._compare_shapes)

    def kinds(self, term: Term, direction: Direction) -> frozenset[str]:
        """The JSON types of the values that a term accepts; none where that is not known."""
        return frozenset(shape.type for shape in self.shapes(term, direction))

    def shapes(self, term: Term, direction: Direction) -> list[Shape]:
        """The alternatives of a term; none where they are not known, or it is nested too deep."""
        try:
            return self.normaliser.shapes(term, direction)
        except (Undecidable, RecursionError):
            return []

    def fixed_values(self, term: Term, direction: Direction) -> frozenset[Hashable]:
        """The values that tell an alternative apart: those of a constant or a short list."""
        key = (term, direction)
        if key not in self._fixed:
            shapes = self.shapes(term, direction)
            either = any(shape.type == "boolean" for shape in shapes)
            self._fixed[key] = frozenset() if either else fixed_values(shapes)
        return self._fixed[key]

    def finish(self) -> None:
        """Compare all that was asked for, and what is below it; raises OutOfBudget.

        What was only tried, and is part of nothing, stays as it is.
        """
        while self._waiting:
            pair = self._waiting.pop()
            if pair not in self._finished:
                self._finished.add(pair)
                self._ensure(pair)
                self._waiting.extend(child for _, child in pair.edges)
                self._waiting.extend(trial for event in pair.events for trial in event.evidence)

    def holds(self, pair: Pair) -> bool:
        """Is nothing below this pair harmful? What is being compared at the moment is assumed to hold."""
        for below in pairs_below(pair):
            self._ensure(below)
            if below.undecided or any(event.harmful for event in below.events):
                return False
        return True

    def speculates(self, pair: Pair) -> bool:
        """Is there something below this pair that only an instance could decide?"""
        return any(event.speculative for below in pairs_below(pair) for event in below.events)

    def rests_on_assumptions(self, pair: Pair) -> bool:
        """Is something below this pair still being compared, so that it was only assumed to hold?"""
        return any(below in self._open for below in pairs_below(pair))

    def _known(self, key: tuple[Any, ...], place: Place, subject: Any, expand: Any) -> Pair:
        pair = self._pairs.get(key)
        if pair is None:
            self.budget.spend()
            pair = self._pairs[key] = Pair(place=place, subject=subject, expand=expand)
        if not self._open:
            self._waiting.append(pair)
        return pair

    def _ensure(self, pair: Pair) -> None:
        expand, pair.expand = pair.expand, None
        if expand is None:
            return
        self._open.add(pair)
        try:
            self._expand(pair, expand)
        except Undecidable as error:
            pair.undecided.append((error.node, error.reason))
        except RecursionError:
            pair.undecided.append((_origin(pair.subject[1]), "the schema is nested too deep"))
        finally:
            self._open.discard(pair)

    def _expand(self, pair: Pair, expand: Callable[[Pair], None]) -> None:
        if len(self._open) > MAX_NESTED_TRIALS:
            raise Undecidable(_origin(pair.subject[1]), "alternatives are nested too deep to be matched")
        expand(pair)

    def _compare_terms(self, pair: Pair) -> None:
        previous, current = pair.subject
        place = pair.read_at
        compare_annotations(pair, previous, current, self.notice)
        before = self.normaliser.shapes(previous, place.direction, strict=place.strict)
        after = self.normaliser.shapes(current, place.direction, strict=place.strict)
        unknown = unknown_kinds(before, after)
        pair.undecided += dict.fromkeys((one.node, one.reason) for one in unknown.values())
        compare_overlaps(pair, previous, current)
        alike = in_one_form(self, pair, *where_only_texts(place, before, after))
        if alike is None:
            return
        before, after = alike
        both = both_discriminators(previous, current)
        named = successors(both) if both else {}
        before = in_new_words(both, before, after) if both else before
        for ones, others in match_types(pair, before, after, unknown.keys()):
            if not compare_with_list(self, pair, (previous, current), (ones, others)):
                parts = (
                    self._spread(previous, ones, others, place),
                    self._spread(current, others, ones, place),
                )
                match_alternatives(self, pair, *parts, named)
        if both:
            compare_discriminators(self, pair, both)

    def _spread(self, term: Term, shapes: list[Shape], opposite: list[Shape], place: Place) -> list[Shape]:
        """The conditions of one alternative as alternatives, where the other side lists several."""
        if len(shapes) != 1 or len(opposite) == 1 or not shapes[0].conditions:
            return shapes
        parts = in_parts(shapes[0], lambda member: self.fixed_values(member, place.direction))
        return self.normaliser.settled(term, parts, Reading(place.direction, place.strict))

    def _compare_shapes(self, pair: Pair) -> None:
        previous, current = pair.subject
        if unknown := differing_unread(previous, current):
            pair.undecided += unknown
            return
        listed = as_list(previous), as_list(current)
        if (previous.values is None) != (current.values is None) or _only_the_same(*listed):
            previous, current = listed
        sends_previous = pair.direction == "request"
        previous, current = (
            with_all_needed(previous, current, sends=sends_previous),
            with_all_needed(current, previous, sends=not sends_previous),
        )
        compare_scalars(self.budget, pair, previous, current)
        if previous.values is not None and current.values is not None:
            return  # lists of values say all
        compare_conditions(self, pair, previous, current)
        if previous.type == "array":
            compare_elements(self, pair, previous, current)
        elif previous.type == "object":
            compare_members(self, pair, previous, current)


def _only_the_same(previous: Shape, current: Shape) -> bool:
    return (
        previous.values is not None
        and current.values is not None
        and len(previous.values) == 1
        and previous.values.keys() == current.values.keys()
    )


def _places(term: Term) -> tuple[tuple[int, str, bool], ...]:
    """The places where the schemas of a term are written, behind references that say nothing else."""
    return tuple(sorted({(id(node.source), target(node).pointer, node.value is True) for node in term}))


def _origin(subject: Any) -> Any:
    return subject.origin if isinstance(subject, Shape) else subject[0]
