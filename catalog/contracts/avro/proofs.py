"""Witnesses: a datum that is written with one schema and that the other one does not read, as fastavro finds.

A witness is `{"operation", "part": "datum", "instance", "accepted_by", "rejected_by", "avro": {"encoded"}}`. The
instance is the datum as fastavro takes it, with bytes as text of their code points; `encoded` are its bytes in
hexadecimal. Where fastavro would choose another branch of a union than the one that is meant, the instance is
written in Avro's JSON encoding, which names the branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from catalog.contracts.avro.encoding import (
    READS_WRONGLY,
    Notation,
    Unwritable,
    Written,
    encoded,
    reads,
)
from catalog.contracts.avro.model import Field, Schemas
from catalog.contracts.avro.samples import NoDatum, Sampler
from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.changes import SIDES, Direction
from catalog.contracts.pairs import Event, Pair, Step, routes_up
from catalog.contracts.schemas.source import Node

MAX_ROUTES = 3
MAX_CONTRACTS_SIZE = 20_000
"""Of a document with more places than this, no schema is written out for a proof."""

Route = list[tuple[Step, Pair]]
_WRITERS = {"narrows": {0}, "widens": {1}, "replaces": {0, 1}}
_SENDERS: dict[Direction | None, set[int]] = {"request": {0}, "response": {1}, None: {0, 1}}
"""Who writes what the other side reads: what consumers send is written with the previous schema."""
_ABSENT = object()


@dataclass(eq=False, slots=True)
class Prover:
    """Builds the witnesses of one comparison."""

    previous: Schemas
    current: Schemas
    budget: Budget
    _written: tuple[Written, Written] = field(init=False)
    _notation: Notation = field(default_factory=Notation)
    _samplers: list[Sampler | None] = field(default_factory=lambda: [None, None])

    def __post_init__(self) -> None:
        self._written = (Written(self.previous), Written(self.current))

    def prove(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> dict[str, Any] | None:
        """A witness for an event; None where none is found in time, or fastavro does not confirm it."""
        largest = max(self.previous.size, self.current.size)
        if not event.harmful or self.budget.expired or largest > MAX_CONTRACTS_SIZE:
            return None
        try:
            return next(self._witnesses(pair, event, above), None)
        except OutOfBudget:
            return None

    def _witnesses(self, pair: Pair, event: Event, above: dict[Pair, Route]) -> Iterator[dict[str, Any]]:
        for route in islice(routes_up(pair, above), MAX_ROUTES):
            for writer in sorted(_SENDERS[event.direction] & _WRITERS[event.effect]):
                self.budget.check()
                try:
                    witness = self._witness(pair, event, route, writer)
                except (NoDatum, Unwritable, *READS_WRONGLY):
                    continue
                if witness is not None:
                    yield witness | {"operation": (route[-1][1] if route else pair).label}

    def _witness(self, pair: Pair, event: Event, route: Route, writer: int) -> dict[str, Any] | None:
        contract = _contract(pair, route)
        datum = self._around(self._telling(pair, event, writer), pair, route, writer)
        schemas = [written.of(node) for written, node in zip(self._written, contract, strict=True)]
        writing = self._written[writer].for_writing(contract[writer])
        data = encoded(writing, datum)
        own, other = schemas[writer], schemas[1 - writer]
        if not reads(data, own, own) or reads(data, own, other):
            return None
        plain = self._notation.untagged(datum)
        instance = self._notation.as_json(plain if _writes(writing, plain) == data else datum)
        sides = {"accepted_by": SIDES[writer], "rejected_by": SIDES[1 - writer]}
        return {"part": "datum", "instance": instance, **sides, "avro": {"encoded": data.hex()}}

    def _telling(self, pair: Pair, event: Event, writer: int) -> Any:
        """The datum at the place of a pair that shows the difference."""
        subject = pair.subject[writer]
        if event.on == "symbol":
            return event.name
        if event.on == "union branch":
            node = (event.previous, event.current)[writer]
            return self._branch(writer, pair, node) if node else _ABSENT
        if isinstance(subject, Node):
            return self._smallest(writer, subject)
        return _ABSENT if subject is None else self._smallest(writer, subject.type)

    def _branch(self, writer: int, pair: Pair, node: Node) -> Any:
        schemas, datum = (self.previous, self.current)[writer], self._smallest(writer, node)
        union = schemas.at(pair.subject[writer]).kind == "union"
        return (schemas.at(node).label, datum) if union else datum

    def _around(self, datum: Any, pair: Pair, route: Route, writer: int) -> Any:
        """The smallest datum of a whole contract with something in its place."""
        schemas, below = (self.previous, self.current)[writer], pair
        for step, parent in route:
            subject = parent.subject[writer] if parent.subject else None
            if step.kind == "property":
                datum = self._record(subject, below.subject[writer], datum, writer)
            elif step.kind in ("item", "member"):
                datum = [datum] if step.kind == "item" else {"key": datum}
            elif isinstance(subject, Node) and schemas.at(subject).kind == "union":
                datum = (
                    datum if isinstance(datum, tuple) else (schemas.at(below.subject[writer]).label, datum)
                )
            below = parent
        return datum

    def _record(self, record: Any, member: Field | None, datum: Any, writer: int) -> dict[str, Any]:
        whole = (self.previous, self.current)[writer].at(record)
        given = {} if member is None or datum is _ABSENT else {member.name: datum}
        others = {one.name: self._smallest(writer, one.type) for one in whole.fields if one.name not in given}
        return {one.name: given.get(one.name, others.get(one.name)) for one in whole.fields}

    def _smallest(self, writer: int, node: Node) -> Any:
        sampler = self._samplers[writer]
        schemas = (self.previous, self.current)[writer]
        if sampler is None:
            sampler = self._samplers[writer] = Sampler(schemas, self.budget.check)
        return sampler.smallest(schemas.at(node))


def _contract(pair: Pair, route: Route) -> tuple[Node, Node]:
    """The schemas of the whole contracts, which are the subject of the uppermost pair but one."""
    whole = route[-2][1] if len(route) > 1 else pair
    return whole.subject  # type: ignore[no-any-return]


def _writes(schema: Any, datum: Any) -> bytes | None:
    try:
        return encoded(schema, datum)
    except READS_WRONGLY:
        return None
