"""Making instances of schemas: as small as they may be, from the document's own examples where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from catalog.contracts.changes import Direction
from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.conditions import Counts, Guard, Implies, Requires
from catalog.contracts.schemas.elements import or_anything
from catalog.contracts.schemas.normal import Normaliser
from catalog.contracts.schemas.shapes import Shape, Term, item_at
from catalog.contracts.schemas.single_values import MAX_SIZE, documented, scalars
from catalog.contracts.schemas.source import Node, Source
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.undecidable import Undecidable
from catalog.contracts.schemas.values import identity, type_of

NOTHING: Final = object()
UNDECLARED: Final = "undeclared"
MAX_DEPTH = 12
MAX_WEIGHT = 5_000
MAX_TRIED = 4 * MAX_WEIGHT
_NESTED = 3


class NoSample(Exception):  # noqa: N818 - there are schemas without instances, or with none that is found easily
    """No instance was found."""


class Sampler:
    """Makes instances of terms and shapes; in `text` an empty list cannot be told from none, so that it has an item."""

    def __init__(self, normaliser: Normaliser, direction: Direction, *, text: bool = False) -> None:
        self._normaliser = normaliser
        self.direction = direction
        self._fewest = int(text)
        self._validators = Validators()
        self._varying = 0
        self._weights: dict[int, tuple[Any, int]] = {}
        self._known: dict[tuple[tuple[Source, str], ...], Any] = {}

    def of_term(self, term: Term, depth: int = 0, hint: Any = NOTHING) -> Any:
        """An instance of a term, with the values of a documented one where they fit; raises NoSample."""
        if hint is not NOTHING:
            return self._fresh(term, depth, hint)
        key = tuple((node.source, node.pointer) for node in term)
        if key not in self._known:
            self._known[key] = self._fresh(term, depth)
        return self._known[key]

    def shapes(self, term: Term) -> list[Shape]:
        """The alternatives of a term, none where they cannot be worked out."""
        try:
            return self._normaliser.shapes(term, self.direction)
        except Undecidable:
            return []

    def _fresh(self, term: Term, depth: int, hint: Any = NOTHING) -> Any:
        if not term:
            return "any" if hint is NOTHING else hint
        meant = None if hint is NOTHING else type_of(hint)
        # Null says least: it is the last resort.
        order = sorted(self.shapes(term), key=lambda shape: (shape.type != meant, shape.type == "null"))
        for shape in order:
            try:
                return self.of_shape(shape, depth, hint)
            except NoSample:
                continue
        raise NoSample

    def of_shape(self, shape: Shape, depth: int = 0, hint: Any = NOTHING) -> Any:
        """An instance of a shape; raises NoSample."""
        if depth > MAX_DEPTH:
            raise NoSample
        if shape.values is not None:
            key = None if hint is NOTHING else identity(hint)
            return shape.values[key] if key in shape.values else next(iter(shape.values.values()))
        if shape.type == "object":
            return self.members(shape, {}, depth, hint=hint)
        if shape.type == "array":
            fewest = min(self._fewest, shape.limits["maxItems"].value if "maxItems" in shape.limits else 1)
            return self.elements(shape, depth=depth, size=int(fewest), hint=hint)
        wanted = () if hint is NOTHING else (hint,)
        return None if shape.type == "null" else _first(scalars(shape, wanted))

    def members(
        self,
        shape: Shape,
        given: dict[str, Any],
        depth: int = 0,
        *,
        without: str = "",
        hint: Any = NOTHING,
    ) -> dict[str, Any]:
        """An object with the given members, those that it needs, and no more; raises NoSample, OutOfBudget."""
        self._normaliser.budget.check()
        instance = dict(given)
        hints = _hints(shape, hint, dict)
        for name in self._needed(shape, instance):
            if name not in instance and name != without:
                term = shape.properties.get(name) or shape.additional or ()
                instance[name] = self.of_term(term, depth + 1, hints.get(name, NOTHING))
        smallest = shape.limits.get("minProperties")
        for name, term in shape.properties.items():
            if smallest is None or len(instance) >= smallest.value:
                break
            if name not in instance and name != without and self.shapes(term):
                instance[name] = self.of_term(term, depth + 1, hints.get(name, NOTHING))
        self._fill(shape, instance, depth)
        instance = self._fulfilled(shape, instance, depth, without)
        self._weigh(instance, instance.values())
        return instance

    def _fulfilled(self, shape: Shape, instance: dict[str, Any], depth: int, without: str) -> dict[str, Any]:
        """The object with what the conditions add that apply to it as it is."""
        for condition in shape.conditions.values():
            if isinstance(condition, Implies) and self._applies(condition.guard, instance):
                demanded = [one for one in self.shapes((condition.node,)) if one.type == "object"]
                if not demanded:
                    raise NoSample
                instance = self.members(demanded[0], instance, depth + 1, without=without)
        return instance

    def _applies(self, guard: Guard, instance: dict[str, Any]) -> bool:
        if guard.schema is None:
            return (guard.member in instance) == guard.fits
        return self.fits(guard.schema, instance) == guard.fits

    def fits(self, schema: Node, value: Any) -> bool | None:
        """Whether a value is valid against the schema at a place, None where that cannot be asked."""
        validator = self._validators.of(schema, self.direction)
        return None if validator is None else bool(validator.is_valid(value))

    def _needed(self, shape: Shape, given: dict[str, Any]) -> list[str]:
        """The members that are required, also because of others that are there."""
        names = dict.fromkeys([*shape.required, *given])
        demands = [one for one in shape.conditions.values() if isinstance(one, Requires)]
        while more := [one.name for one in demands if one.guard in names and one.name not in names]:
            names |= dict.fromkeys(more)
        return list(names)

    def _fill(self, shape: Shape, instance: dict[str, Any], depth: int) -> None:
        """Put in members that nothing names, where an object needs more than are named."""
        smallest = shape.limits.get("minProperties")
        for number in range(min(int(smallest.value), MAX_SIZE) if smallest and shape.open else 0):
            if smallest is None or len(instance) >= smallest.value:
                break
            instance[f"{UNDECLARED}{number}"] = self.of_term(shape.additional or (), depth + 1)

    def elements(
        self,
        shape: Shape,
        given: dict[int, Any] | None = None,
        depth: int = 0,
        *,
        size: int = 0,
        hint: Any = NOTHING,
    ) -> list[Any]:
        """An array of at least `size` items, with the given ones at their places; raises NoSample, OutOfBudget."""
        self._normaliser.budget.check()
        known = given or {}
        smallest = int(shape.limits["minItems"].value) if "minItems" in shape.limits else 0
        size = max(size, smallest, *(at + 1 for at in known))
        if size > MAX_SIZE:
            raise NoSample
        hints = dict(enumerate(_hints(shape, hint, list)))
        items = [
            known[index]
            if index in known
            else self.of_term(item_at(shape, index), depth + 1, hints.get(index, NOTHING))
            for index in range(size)
        ]
        for counted in shape.conditions.values():
            if isinstance(counted, Counts):
                if counted.least > MAX_SIZE:
                    raise NoSample
                items += [self.of_term((counted.node, *shape.items), depth + 1)] * counted.least
        if shape.unique and len({identity(item) for item in items}) < len(items):
            items = self._distinct(shape, items)
        self._weigh(items, items)
        return items

    def _weigh(self, container: Any, parts: Iterable[Any]) -> None:
        """Refuse what is too large: parts are shared here, but are written out in full for the validator."""
        weight = 1 + sum(map(self._weight, parts))
        if weight > MAX_WEIGHT:
            raise NoSample
        # The container is kept with its weight, so that its identity stays its own.
        self._weights[id(container)] = (container, weight)

    def _weight(self, part: Any) -> int:
        return self._weights.get(id(part), (None, 1))[1]

    def _distinct(self, shape: Shape, items: list[Any]) -> list[Any]:
        """As many items, none twice; those that are tried may weigh little more than what can be kept."""
        chosen, tried = {identity(item): item for item in items}, 0
        alternatives = self.shapes(or_anything(shape.items, shape)) if self._varying < _NESTED else []
        self._varying += 1  # the items may be lists of different items themselves, without end
        try:
            for value in chain.from_iterable(self._varied(one, 2 * len(items)) for one in alternatives):
                if len(chosen) == len(items) or tried > MAX_TRIED:
                    break
                tried += self._weight(value)
                chosen.setdefault(identity(value), value)
        finally:
            self._varying -= 1
        if len(chosen) < len(items):
            raise NoSample
        return list(chosen.values())

    def _varied(self, shape: Shape, count: int, depth: int = 1) -> Iterator[Any]:
        """Several instances of a shape: its values, numbers, texts, lists of every size, objects by what is in them."""
        try:
            if shape.values is not None:
                yield from shape.values.values()
            elif shape.type == "array":
                yield from (self.elements(shape, size=size, depth=depth) for size in range(count))
            elif shape.type == "object" and depth <= _NESTED:
                for name, alternative in self._alternatives_inside(shape):
                    for value in self._varied(alternative, count, depth + 1):
                        yield self.members(shape, {name: value}, depth)
            else:
                texts = (*(f"item-{number}" for number in range(count)), *map(str, range(count)))
                numbered = range(count) if shape.type == "number" else texts
                yield from (value for value in numbered if accepts(shape, value))
        except NoSample:
            return

    def _alternatives_inside(self, shape: Shape) -> Iterator[tuple[str, Shape]]:
        names = sorted(shape.properties, key=lambda name: name not in shape.required)
        return ((name, one) for name in names for one in self.shapes(shape.properties[name]))


def _first(candidates: Iterator[Any]) -> Any:
    for candidate in candidates:
        return candidate
    raise NoSample


def _hints(shape: Shape, hint: Any, kind: type[Any]) -> Any:
    """The parts of a documented instance: of the one that is given, or of the shape's own."""
    stated = [hint] if hint is not NOTHING else documented(shape.origin.value)
    return next((one for one in stated if isinstance(one, kind)), kind())
