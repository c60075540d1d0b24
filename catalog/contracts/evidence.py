"""Instances that show why one condition does not follow from another, from the trials that failed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from catalog.contracts.candidates import candidates
from catalog.contracts.pairs import Event, Pair
from catalog.contracts.schemas.samples import NoSample, Sampler
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.wrapping import Route, wrapped

_MOST_ITEMS = 4


def shown_by(sampler: Sampler, pair: Pair, event: Event) -> Iterator[Any]:
    """Values at the place of a pair that probably show what a trial could not prove."""
    for trial in event.evidence:
        for value in _found_below(sampler, trial, event):
            yield from _placed(sampler, pair, event, value)


def _found_below(sampler: Sampler, trial: Pair, event: Event) -> Iterator[Any]:
    seen, waiting = {trial}, [(trial, Route())]
    for below, route in waiting:
        for told in [one for one in below.events if one.harmful]:
            for value in chain(told.examples, candidates(sampler, below, told)):
                try:
                    yield wrapped(sampler, value, route, told.direction or "request")
                except NoSample:
                    continue
        for step, child in below.edges:
            if child not in seen:
                seen.add(child)
                waiting.append((child, [(step, below), *route]))
    yield from candidates(sampler, trial, event)


def _placed(sampler: Sampler, pair: Pair, event: Event, value: Any) -> Iterator[Any]:
    """The value itself, or an object with it where a member is meant, lists of it and objects named by it where the
    condition is about items and names.
    """
    sender: Shape = pair.subject[0 if event.direction == "request" else 1]
    try:
        if event.on == "property":
            yield sampler.members(sender, {event.name: value})
        elif event.name == "contains":
            for size in range(1, _MOST_ITEMS):
                yield [*sampler.elements(sender), *[value] * size]
                yield [value] * size
        elif event.name == "propertyNames":
            yield sampler.members(sender, {str(value): sampler.of_term(sender.additional or ())})
        else:
            yield value
    except NoSample:
        return
