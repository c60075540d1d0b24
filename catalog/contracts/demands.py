"""Values of a sender that a demand of the receiver probably refuses: on names, on members that go together, and on
what a list holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from catalog.contracts.pairs import Event
from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.conditions import Counts, Names, Requires
from catalog.contracts.schemas.elements import or_anything
from catalog.contracts.schemas.samples import NoSample, Sampler
from catalog.contracts.schemas.shapes import LOWER, Shape, item_at
from catalog.contracts.schemas.single_values import MAX_SIZE, scalars
from catalog.contracts.schemas.texts import MAX_TEXT
from catalog.contracts.schemas.values import is_integral

TEXTS = ("text", "some text", "a", "?", "0", "-1", "2024-05-17", "ada@example.com", "ÄÖ", "A1", "a b/c", "")
_FEW = 4
_COUNTS = ("minContains", "maxContains")
"""What is told of `contains` as a limit of its own."""


def refused(sampler: Sampler, sender: Shape, receiver: Shape, event: Event) -> Iterator[Any]:
    """Values of the sender against each demand of the receiver that the event is about."""
    keyword = "contains" if event.name in _COUNTS else event.name
    for demand in receiver.conditions.values():
        if demand.keyword != keyword:
            continue
        try:
            if isinstance(demand, Requires):
                yield from _alone(sampler, sender, demand)
            elif isinstance(demand, Names):
                yield from _named(sampler, sender, demand)
            elif isinstance(demand, Counts):
                yield from _counted(sampler, sender, demand)
        except NoSample:
            continue


def _alone(sampler: Sampler, sender: Shape, demand: Requires) -> Iterator[Any]:
    """An object with the member that asks for another, which nothing declares."""
    if sender.open and demand.guard not in sender.properties:
        yield sampler.members(sender, {demand.guard: sampler.of_term(sender.additional or ())})


def _named(sampler: Sampler, sender: Shape, demand: Names) -> Iterator[Any]:
    """Objects with one member that nothing declares, by names of every kind."""
    if not sender.open:
        return
    value = sampler.of_term(sender.additional or ())
    names = [name for one in sampler.shapes((demand.node,)) if one.type == "string" for name in beyond(one)]
    for name in (*names, *TEXTS):
        if name not in sender.properties:
            yield sampler.members(sender, {name: value})


def _counted(sampler: Sampler, sender: Shape, demand: Counts) -> Iterator[Any]:
    """Lists with too few of what is counted, and with too many."""
    smallest = max(1, int(sender.limits["minItems"].value) if "minItems" in sender.limits else 0)
    yield _list(sampler, sender, demand, smallest, max(0, demand.least - 1))
    if demand.most is not None:
        yield _list(sampler, sender, demand, smallest, demand.most + 1)


def _list(sampler: Sampler, sender: Shape, demand: Counts, smallest: int, counted: int) -> list[Any]:
    """The first so many items fit what is counted, and the others that are needed do not."""
    size = max(smallest, counted)
    if size > MAX_SIZE:
        raise NoSample
    fitting = [sampler.of_term((demand.node, *item_at(sender, index))) for index in range(counted)]
    return fitting + [_unfit(sampler, sender, demand, index) for index in range(counted, size)]


def _unfit(sampler: Sampler, sender: Shape, demand: Counts, index: int) -> Any:
    for shape in sampler.shapes(or_anything(item_at(sender, index), sender)):
        plain = scalars(shape, TEXTS) if shape.type not in ("object", "array") else _one(sampler, shape)
        for value in islice(plain, _FEW):
            if not sampler.fits(demand.node, value):
                return value
    raise NoSample


def _one(sampler: Sampler, shape: Shape) -> Iterator[Any]:
    yield sampler.of_shape(shape)


def beyond(receiver: Any) -> tuple[Any, ...]:
    """Values and sizes just outside what the receiver accepts."""
    if not isinstance(receiver, Shape):
        return ()
    found: list[Any] = []
    for keyword, limit in receiver.limits.items():
        size = limit.value - 1 if keyword in LOWER else limit.value + 1
        if receiver.type == "string":
            found += ["a" * int(size), "a" * (int(size) + 1)] if 0 <= size <= MAX_TEXT else []
        else:
            found += [size, int(size) if is_integral(size) else size]
            if limit.exclusive:
                found.append(limit.value)
    return tuple(value for value in found if not accepts(receiver, value))
