"""Witnesses: a concrete message that one side accepts and the other refuses, confirmed by an independent
validator.

A witness is `{"operation", "part", "instance", "accepted_by", "rejected_by"}`, the sides being `previous` and
`current`, and the whole message around the instance: `"request": {"method", "path", "query", "headers",
"cookies"}` or `"response": {"status", "headers"}`, with `"content_type"` and `"body"` where there is content;
`"event": {"channel", "headers", "payload"}` of an event, with `"content_type"` and `"bindings"` where it has some.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.candidates import candidates
from catalog.contracts.changes import Direction
from catalog.contracts.evidence import shown_by
from catalog.contracts.pairs import Event, Pair, Place, routes_up
from catalog.contracts.schemas.as_text import readings, sendable
from catalog.contracts.schemas.normal import Normaliser
from catalog.contracts.schemas.overlaps import exclusives, may_overlap
from catalog.contracts.schemas.samples import NOTHING, NoSample, Sampler
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.values import identity
from catalog.contracts.wrapping import Route, wrapped

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

MAX_ROUTES = 3
MAX_CANDIDATES = 24
MAX_TRIED = 150
"""So many values are tried for whether they fit two branches; few of them do."""
MAX_NESTING = 16
"""Instances that are nested deeper are not confirmed: each level makes a projected schema twice as long to check."""


class Frame(Protocol):
    """How a format puts an instance of a part into a whole message."""

    def __call__(self, sampler: Sampler, interaction: Any, part: Any, instance: Any) -> dict[str, Any] | None:
        """The message by its kind; empty where it cannot be completed, None where none can carry the instance."""

    def hints(self, part: Any) -> list[Any]:
        """What the sender's document gives as examples of the part."""


@dataclass(eq=False, slots=True)
class Prover:
    """Builds witnesses for the events of one comparison."""

    normaliser: Normaliser
    budget: Budget
    validators: Validators
    frame: Frame
    _samplers: dict[tuple[Direction, bool], Sampler] = field(default_factory=dict)

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event, None where none is found in time or the validator does not confirm it."""
        worth_it = event.harmful or event.speculative
        if not worth_it or self.budget.expired or not _about_schemas(pair):
            return None
        try:
            self.budget.look()
            return self._found(pair, event, above)
        except (OutOfBudget, RecursionError):  # what is too dear to be shown, or nested too deep, is unproven
            return None

    def _found(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        direction = event.direction
        if direction is None:
            return None
        for route in islice(routes_up(pair, above), MAX_ROUTES):
            part = next((number for number, (_, parent) in enumerate(route) if _is_part(parent)), None)
            if part is None:
                continue
            place = route[part][1].place
            sampler = self._sampler(direction, text=place is not None and place.lists is not None)
            for value in islice(self._telling(sampler, pair, event, direction), MAX_CANDIDATES):
                self.budget.check()
                # What counts only if an instance shows it is shown by what a conforming sender sends.
                witness = self._confirmed(sampler, value, route, part, sending=event.speculative)
                if witness is not None:
                    return witness | {"operation": route[-1][1].label}
        return None

    def framed(self, interaction: Any, part: Any, instance: Any) -> dict[str, Any] | None:
        """The whole message around an instance that somebody else has made and confirmed."""
        return self.frame(self._sampler(part.direction, text=False), interaction, part, instance)

    def _sampler(self, direction: Direction, *, text: bool) -> Sampler:
        key = (direction, text)
        if key not in self._samplers:
            self._samplers[key] = Sampler(self.normaliser, direction, text=text)
        return self._samplers[key]

    def _telling(self, sampler: Sampler, pair: Pair, event: Event, direction: Direction) -> Iterator[Any]:
        """Candidates, the most telling first."""
        made, shown = candidates(sampler, pair, event), shown_by(sampler, pair, event)
        if event.on == "alternative":
            # The least that is sent as the alternative tells more than what is refused deep inside.
            return chain(islice(made, MAX_CANDIDATES // 2), shown)
        found = chain(event.examples, shown, made)
        return self._overlapping(sampler, pair, found, direction) if event.on == "overlap" else found

    def _overlapping(
        self, sampler: Sampler, pair: Pair, values: Iterator[Any], direction: Direction
    ) -> Iterator[Any]:
        """Those of the sender's values that fit several branches of one of the receiver's unions."""
        sender, receiver = pair.subject if direction == "request" else pair.subject[::-1]
        # Where the type is stated beside them, branches say nothing about it.
        stated = all(shape.about is None for shape in sampler.shapes(receiver))
        validator = self.validators.as_written if stated else self.validators.of
        unions = [
            [validator(one, direction) for one in branches]
            for branches in exclusives(receiver)
            if may_overlap(sampler.shapes, branches, stated=stated)
        ]
        if not unions:
            return
        sending = [self.validators.of(node, direction) for node in sender]
        tried: set[Hashable] = set()
        for value in islice(values, MAX_TRIED):
            key = identity(value)
            if key in tried or not all(one is not None and one.is_valid(value) for one in sending):
                continue
            tried.add(key)
            if any(_fits_two(union, value) for union in unions):
                yield value

    def _confirmed(
        self, sampler: Sampler, value: Any, route: Route, at: int, *, sending: bool
    ) -> dict[str, Any] | None:
        """The whole message around a value, of which the step `at` of the route leads to the part; None where the
        validator does not confirm it. `sending`: as a conforming sender sends it.
        """
        part, direction = route[at][1], sampler.direction
        hint = next(iter(self.frame.hints(part.part)), NOTHING)
        try:
            instance = wrapped(sampler, value, route[: at + 1], direction, hint)
        except NoSample:
            return None
        if _nesting(instance) > MAX_NESTING:
            return None
        previous, current = part.subject
        sender, receiver = (previous, current) if direction == "request" else (current, previous)
        names = _names(instance)
        accepting = self.validators.of(sender, direction, sending=sending, names=names)
        refusing = self.validators.of(receiver, direction, names=names)
        if accepting is None or refusing is None:
            return None
        instance = _refused(instance, part.place or Place(direction), accepting, refusing)
        if instance is NOTHING:
            return None
        interaction = next(above.subject for _, above in route[at + 1 :] if above.subject is not None)
        message = self.frame(sampler, interaction, part.part, instance)
        if message is None:
            return None
        sides = ("previous", "current") if direction == "request" else ("current", "previous")
        return {
            "instance": instance,
            "part": part.label,
            "accepted_by": sides[0],
            "rejected_by": sides[1],
            **message,
        }


def _refused(
    instance: Any, place: Place, accepting: Draft202012Validator, refusing: Draft202012Validator
) -> Any:
    """The instance, or one that is written like it, which one side sends and the other one cannot read."""
    for one in sendable(instance, place):
        if accepting.is_valid(one) and not any(map(refusing.is_valid, readings(one, place))):
            return one
    return NOTHING


def _fits_two(branches: list[Draft202012Validator | None], value: Any) -> bool:
    fitting = (branch for branch in branches if branch is not None and branch.is_valid(value))
    return len(list(islice(fitting, 2))) > 1


def _about_schemas(pair: Pair) -> bool:
    return isinstance(pair.subject, tuple) and not _is_part(pair)


def _is_part(pair: Pair) -> bool:
    return isinstance(pair.subject, tuple) and isinstance(pair.subject[0], Node)


def _nesting(value: Any) -> int:
    """How many containers are inside each other, as far as that is of interest."""
    level, depth = [value], 0
    while level and depth <= MAX_NESTING:
        held = [one for one in level if isinstance(one, list | dict) and one]
        level = [part for one in held for part in (one.values() if isinstance(one, dict) else one)]
        depth += bool(held)
    return depth


def _names(value: Any) -> frozenset[str]:
    """What the members of objects in a value are called."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found.update(part)
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return frozenset(found)
