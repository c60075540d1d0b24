"""What follows from a schema: does everything that a conforming sender sends meet a condition?

An answer of yes is proven; an answer of no means that it was not proven, and leaves the trials that failed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.conditions import (
    Condition,
    Counts,
    Excludes,
    Forbids,
    Guard,
    Implies,
    Names,
    Refuses,
    Requires,
    Unevaluated,
    declared_under,
)
from catalog.contracts.schemas.patterns import matches
from catalog.contracts.schemas.shapes import Shape, Term, forbids, item_at, meet
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.values import identity

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

_T = TypeVar("_T", Shape, Term)


class Entailment:
    """What follows from one shape of a sender. `failed` are the trials that did not hold."""

    def __init__(self, comparer: SchemaComparer, place: Place, sender: Shape) -> None:
        self._comparer = comparer
        self._place = place.strictly()
        self._sender = sender
        self._validators = Validators()
        self.failed: list[Pair] = []
        self._proofs: dict[type[Condition], Callable[[Any], bool]] = {
            Excludes: lambda one: not accepts(sender, one.value) or self._refuses(one.value),
            Forbids: lambda one: not sends(sender, one.name),
            Requires: lambda one: not sends(sender, one.guard) or one.name in needed(sender, one.guard),
            Names: self._names_fit,
            Refuses: self._none_fits,
            Implies: self._consequence_holds,
            Counts: lambda one: self._enough_fit(one) and self._few_fit(one),
            Unevaluated: lambda _: False,
        }

    def implies(self, condition: Condition) -> bool:
        """Does everything that the shape accepts, as a sender would make it, meet the condition?

        Raises Undecidable where a schema in it has no normal form.
        """
        self._comparer.budget.check()
        return self._proofs[type(condition)](condition)

    def consequent(self, condition: Condition) -> list[Shape]:
        """What of the shape fits the guard of a condition, and so has to fit its schema too."""
        if not isinstance(condition, Implies):
            return []
        # What is open stays open, whatever members the guard names.
        sender = projected(self._sender) if self._sender.open else self._sender
        guarded = self._guarded(_unconditional(sender), condition.guard, strict=False)
        return _all_met(guarded, self._shapes((condition.node,), strict=False))

    def _refuses(self, value: Any) -> bool:
        own = [one.node for one in self._sender.conditions.values() if isinstance(one, Refuses)]
        validators = [self._validators.of(node, self._place.direction) for node in own]
        return any(validator is not None and validator.is_valid(value) for validator in validators)

    def _names_fit(self, condition: Names) -> bool:
        sender = self._sender
        if not sender.open:
            validator = self._validators.of(condition.node, self._place.direction)
            names = [*sender.properties, *sender.required, *declared_under(sender.conditions)]
            return validator is not None and all(validator.is_valid(name) for name in names)
        own = [one.node for one in sender.conditions.values() if isinstance(one, Names)]
        return any(self._within(node, condition.node) for node in own)

    def _none_fits(self, condition: Refuses) -> bool:
        values = self._sender.values
        if values is not None:
            validator = self._validators.of(condition.node, self._place.direction)
            return validator is not None and not any(map(validator.is_valid, values.values()))
        refused = self._shapes((condition.node,), strict=True)
        sent = _all_met([_unconditional(projected(self._sender))], refused)
        own = [one.node for one in self._sender.conditions.values() if isinstance(one, Refuses)]
        already = [shape for node in own for shape in self._shapes((node,), strict=False)]
        excluded = [one for one in self._sender.conditions.values() if isinstance(one, Excludes)]
        if excluded:
            values = {identity(one.value): one.value for one in excluded}
            already.append(Shape(self._sender.type, excluded[0].node, values=values))
        return self._all_covered(sent, already)

    def _consequence_holds(self, condition: Implies) -> bool:
        sender = self._sender
        sent = self._guarded(_unconditional(projected(sender)), condition.guard, strict=True)
        sent = [_with_needed(shape) for shape in sent]
        for own in sender.conditions.values():
            if isinstance(own, Implies) and self._applies(own.guard, condition.guard, sent):
                sent = _all_met(sent, self._shapes((own.node,), strict=True))
        return self._all_covered(sent, self._shapes((condition.node,), strict=False))

    def _applies(self, own: Guard, asked: Guard, sent: list[Shape]) -> bool:
        """Does a guard apply to everything that another one has let through?"""
        if own.key == asked.key:
            return True
        if own.schema is None:
            return own.fits and all(own.member in shape.required for shape in sent)
        if own.fits:
            return self._all_fit(sent, own.schema)
        if asked.fits or asked.schema is None:
            return False
        return self._all_fit(self._shapes((own.schema,), strict=True), asked.schema)

    def _all_fit(self, shapes: list[Shape], guard: Node) -> bool:
        """Is every shape within the schema of a guard? Trials of that say nothing of what is demanded."""
        tried = len(self.failed)
        fit = self._all_covered(shapes, self._shapes((guard,), strict=True))
        del self.failed[tried:]
        return fit

    def _guarded(self, base: Shape, guard: Guard, *, strict: bool) -> list[Shape]:
        """What of a shape fits a guard; where the guard is that something does not fit, all of it, to be safe."""
        if guard.member:
            if guard.fits:
                names = (
                    needed(self._sender, guard.member) if sends(self._sender, guard.member) else frozenset()
                )
                required = {**dict.fromkeys(sorted(names), base.origin), **base.required}
                return [replace(base, required=required)] if names else []
            return [] if guard.member in base.required else [base]
        if not guard.fits or guard.schema is None:
            return [base]
        return _all_met([base], self._shapes((guard.schema,), strict=strict))

    def _enough_fit(self, condition: Counts) -> bool:
        sender, least = self._sender, condition.least
        if least == 0:
            return True
        own = [one for one in sender.conditions.values() if isinstance(one, Counts) and one.least >= least]
        if any(self._within(one.node, condition.node) for one in own):
            return True
        size = sender.limits.get("minItems")
        return size is not None and size.value >= least and self._items_fit(condition.node, int(size.value))

    def _items_fit(self, node: Node, size: int) -> bool:
        different = len(self._sender.prefix) + 1
        terms = [item_at(self._sender, index) for index in range(min(size, different))]
        return all(terms) and all(
            self._term_within(term, node) for term in {id(term): term for term in terms}.values()
        )

    def _few_fit(self, condition: Counts) -> bool:
        sender, most = self._sender, condition.most
        if most is None:
            return True
        size = sender.limits.get("maxItems")
        if size is not None and size.value <= most:
            return True
        own = [one for one in sender.conditions.values() if isinstance(one, Counts) and one.most is not None]
        return any(
            one.most <= most and self._within(condition.node, one.node) for one in own if one.most is not None
        )

    def _within(self, inner: Node, outer: Node) -> bool:
        return self._term_within((inner,), outer)

    def _term_within(self, inner: Term, outer: Node) -> bool:
        pair = self._pair_of(inner, (outer,))
        return self._holds(self._comparer.pair(*pair, self._place))

    def _all_covered(self, sent: list[Shape], receivers: list[Shape]) -> bool:
        """Is every alternative that may be sent within one of the others?"""
        if not receivers:
            self.failed += [Pair(place=self._place, subject=self._pair_of(shape, shape)) for shape in sent]
            return not sent
        return all([any([self._covers(one, shape) for one in receivers]) for shape in sent])  # noqa: C419 - all trials are wanted

    def _covers(self, receiver: Shape, sender: Shape) -> bool:
        return self._holds(self._comparer.shape_pair(*self._pair_of(sender, receiver), self._place))

    def _holds(self, pair: Pair) -> bool:
        comparer = self._comparer
        held = comparer.holds(pair) and not (comparer.speculates(pair) or comparer.rests_on_assumptions(pair))
        if not held:
            self.failed.append(pair)
        return held

    def _pair_of(self, sender: _T, receiver: _T) -> tuple[_T, _T]:
        return (sender, receiver) if self._place.direction == "request" else (receiver, sender)

    def _shapes(self, term: Term, *, strict: bool) -> list[Shape]:
        shapes = self._comparer.normaliser.shapes(term, self._place.direction, strict=strict)
        return [shape for shape in shapes if shape.type == self._sender.type]


def sends(shape: Shape, name: str) -> bool:
    """May a conforming sender of the shape send a member of this name?"""
    if name in shape.hidden or ("forbids", name) in shape.conditions:
        return False
    if name in shape.properties:
        return not forbids(shape.properties[name])
    if name in shape.required or name in declared_under(shape.conditions):
        return True
    if any(matches(pattern, name) is not False for pattern in shape.pattern_members):
        return True
    return shape.open and not forbids(shape.additional)


def needed(shape: Shape, name: str) -> frozenset[str]:
    """The members that are there whenever the given one is there, itself included."""
    names = {name, *shape.required}
    demands = [one for one in shape.conditions.values() if isinstance(one, Requires)]
    while more := {one.name for one in demands if one.guard in names} - names:
        names |= more
    return frozenset(names)


def _with_needed(shape: Shape) -> Shape:
    """A shape with the members that those which it requires ask for."""
    names = {more for name in shape.required for more in needed(shape, name)}
    return replace(shape, required=dict.fromkeys(sorted(names), shape.origin) | shape.required)


def projected(shape: Shape) -> Shape:
    """The sender's projection of a shape, written out: closed or open whatever it is met with."""
    if shape.type != "object" or shape.additional is not None:
        return shape
    anything = _constant(shape, value=True)
    if shape.open:
        return replace(shape, additional=(anything,))
    named = [*shape.required, *declared_under(shape.conditions)]
    undeclared: dict[str, Term] = {name: (anything,) for name in named if name not in shape.properties}
    return replace(
        shape, properties=shape.properties | undeclared, additional=(_constant(shape, value=False),)
    )


def _constant(shape: Shape, *, value: bool) -> Node:
    return Node(shape.origin.source, shape.origin.pointer, value=value)


def _unconditional(shape: Shape) -> Shape:
    """A shape without the conditions that would be looked at again under each of them."""
    left = {key: one for key, one in shape.conditions.items() if not isinstance(one, Implies | Refuses)}
    return replace(shape, conditions=left)


def _all_met(ones: list[Shape], others: list[Shape]) -> list[Shape]:
    met = [both for one in ones for other in others if (both := meet(one, other)) is not None]
    return [shape for shape in met if all(sends(shape, name) for name in shape.required)]
