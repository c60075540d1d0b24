"""Values that probably show a difference: what the sender may send and the receiver may refuse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

from catalog.contracts.demands import TEXTS, beyond, refused
from catalog.contracts.pairs import Event, Pair
from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.as_text import untyped_texts
from catalog.contracts.schemas.overlaps import exclusives
from catalog.contracts.schemas.samples import UNDECLARED, NoSample, Sampler
from catalog.contracts.schemas.shapes import Shape, Term, item_at
from catalog.contracts.schemas.single_values import MAX_SIZE, scalars
from catalog.contracts.schemas.texts import TELLING, matching, varied

FEW = 4
"""So many values of each alternative are tried where many may overlap."""

_MOST_TAGS = 12
_MOST_COUPLES = 30
_ANY: tuple[Any, ...] = (None, False, 0, 0.5, "text", [], {})
_NUMBERS = (0, 1, -1, 0.5, 1.5, 7, 1_000_000, 2**31, -(2**31) - 1, 2**40)


def candidates(sampler: Sampler, pair: Pair, event: Event) -> Iterator[Any]:
    """Values at the place of a pair, the most telling first."""
    if event.on == "condition" and event.name == "not":
        yield from _ruled_out(sampler, event)
    side = 0 if event.direction == "request" else 1
    sender, receiver = pair.subject[side], pair.subject[1 - side]
    if event.on == "overlap":
        yield from _overlapping(sampler, sender, receiver, event)
    if not isinstance(sender, Shape):
        sent = sampler.shapes(sender)
        texts = untyped_texts(sent) if pair.place is not None and pair.place.only_texts else None
        shapes = [*(texts or sent)]
        known = {shape.type for shape in sampler.shapes(receiver)}
        meant = event.previous if event.direction == "request" else event.current
        shapes.sort(
            key=lambda shape: (shape.origin is not meant, shape.name != event.name, shape.type in known)
        )
        for shape in shapes:
            yield from _of_shape(sampler, shape, event, ())
        return
    if event.on == "format":
        yield from (TELLING[name] for name in sender.formats if name in TELLING)
    if event.on in ("pattern", "limit", "format"):
        yield from (text for text in _texts(sender, receiver) if accepts(sender, text))
    if event.on in ("condition", "limit") and isinstance(receiver, Shape):
        yield from refused(sampler, sender, receiver, event)
    yield from _of_shape(sampler, sender, event, beyond(receiver))


def _texts(sender: Shape, receiver: Any) -> Iterator[str]:
    """Texts by the patterns of a sender, also such as are too long for the receiver."""
    largest = receiver.limits.get("maxLength") if isinstance(receiver, Shape) else None
    for pattern in sender.patterns:
        if largest is not None and (text := matching(pattern, int(largest.value) + 1)) is not None:
            yield text
        yield from varied(pattern)


def _overlapping(sampler: Sampler, sender: Term, receiver: Term, event: Event) -> Iterator[Any]:
    """Values of what the receiver accepts, and values that fit two branches of a `oneOf`.

    A sender that has a `oneOf` itself sends what no two of its own branches take, so just outside of some.
    """
    for shape in sampler.shapes(sender):
        yield from islice((shape.values or {}).values(), _MOST_TAGS)
    sent = {shape.type for shape in sampler.shapes(sender)}
    own = [shape for branches in exclusives(sender) for one in branches for shape in sampler.shapes((one,))]
    couples = (couple for branches in exclusives(receiver) for couple in combinations(branches, 2))
    fitting = [
        shape
        for term in (receiver, *islice(couples, _MOST_COUPLES))
        for shape in sampler.shapes(term)
        if shape.type in sent
    ]
    for shape in fitting:
        outside = tuple(value for one in own if one.type == shape.type for value in beyond(one))
        yield from islice(_of_shape(sampler, shape, event, outside), FEW + len(outside))
        yield from _of_each_type(sampler, shape, (), _fewest(shape))
        yield from islice(_listed_inside(sampler, shape), _MOST_TAGS)
    fewest = max((*map(_fewest, fitting), *_outside(own)), default=0)
    for shape in own:
        yield from _of_each_type(sampler, shape, (*shape.properties, *shape.hidden, *shape.required), fewest)


def _outside(own: list[Shape]) -> Iterator[int]:
    """How many members are too many for an alternative, as far as that is tried."""
    for shape in own:
        if shape.type == "object" and (most := shape.limits.get("maxProperties")) is not None:
            yield min(int(most.value) + 1, FEW)


def _fewest(shape: Shape) -> int:
    """How many members an object has at least, as far as that is tried."""
    least = shape.limits.get("minProperties")
    return min(int(least.value), FEW) if least else 0


def _of_each_type(sampler: Sampler, shape: Shape, names: tuple[str, ...], fewest: int) -> Iterator[Any]:
    """Objects with a member and lists with an item of each type, also such as a shape does not declare or refuses.

    Where objects have so many members at least, others are put beside the one, and those that the shape requires.
    """
    if shape.type == "object":
        named = ({name: value} for name in dict.fromkeys([*names, UNDECLARED]) for value in _ANY)
        for given in ({}, *named):
            yield given
            if fewest:
                yield from _filled(sampler, shape, given, fewest)
    elif shape.type == "array":
        yield from ([value] for value in _ANY)


def _filled(sampler: Sampler, shape: Shape, given: dict[str, Any], fewest: int) -> Iterator[dict[str, Any]]:
    others = range(fewest - len(given.keys() | shape.required))
    try:
        yield sampler.members(shape, {f"{UNDECLARED}{number}": None for number in others} | given)
    except NoSample:
        return


def _listed_inside(sampler: Sampler, shape: Shape) -> Iterator[Any]:
    """Objects and lists with each value of a member or of an item that has few."""
    try:
        if shape.type == "array":
            for alternative in sampler.shapes(item_at(shape, 0)):
                for value in (alternative.values or {}).values():
                    yield sampler.elements(shape, {0: value})
        for name, term in shape.properties.items():
            for alternative in sampler.shapes(term):
                for value in (alternative.values or {}).values():
                    yield sampler.members(shape, {name: value})
    except NoSample:
        return


def _ruled_out(sampler: Sampler, event: Event) -> Iterator[Any]:
    condition = event.current if event.direction == "request" else event.previous
    if condition is not None:
        for shape in sampler.shapes((condition,)):
            yield from _of_shape(sampler, shape, event, ())


def _of_shape(sampler: Sampler, shape: Shape, event: Event, wanted: tuple[Any, ...]) -> Iterator[Any]:
    if shape.values is not None:
        yield from shape.values.values()
    elif shape.type == "object":
        yield from _objects(sampler, shape, event, wanted)
    elif shape.type == "array":
        yield from _arrays(sampler, shape, wanted)
    else:
        yield from scalars(shape, (*wanted, *(_NUMBERS if shape.type == "number" else TEXTS)))


def _objects(sampler: Sampler, shape: Shape, event: Event, beyond: tuple[Any, ...]) -> Iterator[Any]:
    without = event.name if event.on == "property" else ""
    for given in _given(sampler, shape, event, beyond):
        try:
            yield sampler.members(shape, given, without=without)
        except NoSample:
            continue


def _sizes(sampler: Sampler, shape: Shape, sizes: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Objects with so many members, of which the first are those that are named."""
    for size in sizes:
        named = [name for name in shape.properties if name not in shape.required]
        wanted = size - len(shape.required)
        if (
            not isinstance(size, int)
            or not 0 < wanted <= MAX_SIZE
            or not (shape.open or wanted <= len(named))
        ):
            continue
        try:
            extra = sampler.of_term(shape.additional or ()) if wanted > len(named) else None
        except NoSample:
            continue
        for members in _members(sampler, shape, named[:wanted]):
            yield members | {f"{UNDECLARED}{number}": extra for number in range(wanted - len(members))}


def _given(sampler: Sampler, shape: Shape, event: Event, beyond: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Members to put into an object: none, the one that the event is about, an undeclared one, all."""
    yield {}
    if event.on == "alternative":
        yield from islice(_tagged(sampler, shape), _MOST_TAGS)
    if event.on == "property" and event.name in shape.properties:
        yield from _members(sampler, shape, [event.name])
    if event.on in ("additional members", "enum") and shape.open:
        try:
            yield {UNDECLARED: sampler.of_term(shape.additional or ())}
        except NoSample:
            return
    yield from _sizes(sampler, shape, beyond)
    yield from _members(sampler, shape, [name for name in shape.properties if name != event.name])
    if event.on == "condition":
        for name in shape.properties:
            yield from _members(sampler, shape, [name])
        yield from _matching_members(sampler, shape)


def _tagged(sampler: Sampler, shape: Shape) -> Iterator[dict[str, Any]]:
    """Objects that differ by the value of a member which has few."""
    for name, term in shape.properties.items():
        for alternative in sampler.shapes(term) if name in shape.required else ():
            yield from ({name: value} for value in (alternative.values or {}).values())


def _matching_members(sampler: Sampler, shape: Shape) -> Iterator[dict[str, Any]]:
    for pattern, term in shape.pattern_members.items():
        try:
            yield {matching(pattern) or pattern: sampler.of_term(term, depth=1)}
        except NoSample:
            continue


def _members(sampler: Sampler, shape: Shape, names: list[str]) -> Iterator[dict[str, Any]]:
    try:
        yield {name: sampler.of_term(shape.properties[name], depth=1) for name in names}
    except NoSample:
        return


def _arrays(sampler: Sampler, shape: Shape, wanted: tuple[Any, ...]) -> Iterator[Any]:
    sizes = [size for size in wanted if isinstance(size, int) and 0 <= size <= MAX_SIZE]
    for size in (*sizes, 0, 1, 2):
        try:
            items = sampler.elements(shape, size=size)
        except NoSample:
            continue
        if len(items) == size or size == 0:
            yield items
    if shape.unique is None:
        try:
            yield sampler.elements(shape, size=1) * 2
        except NoSample:
            return
