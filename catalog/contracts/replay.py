"""Replaying a witness through a second library, in a process of its own, so that it ends in time.

The library matches patterns with a backtracking engine and reads documents recursively; nobody knows how long it
takes for a hostile one.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from types import TracebackType
from typing import Any, Literal, Self

from openapi_schema_validator import oas31_format_checker

from catalog.contracts.changes import SIDES, Change
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.openapi.excerpts import NoExcerpt, excerpt
from catalog.contracts.openapi.exchanges import Exchange, NotReplayable, refusals

Answer = Literal["agrees", "disagrees", "not replayed"]

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether openapi-core comes to the same verdict about a witness, and if not, why."""

    answer: Answer
    reason: str = ""


@dataclass(eq=False, slots=True)
class Replayer:
    """Replays witnesses one after the other, each within a time limit; a context manager."""

    seconds: float = SECONDS
    _pool: Pool | None = field(default=None, init=False)

    def replay(self, previous: Document, current: Document, change: Change) -> Replay:
        """Send the change's whole message to both documents."""
        try:
            exchanges = [_exchange(side, change) for side in (previous, current)]
            return _judged(change, self._refusals(exchanges), _unchecked(previous, current, change))
        except (NoExcerpt, NotReplayable) as error:
            return Replay("not replayed", str(error))

    def _refusals(self, exchanges: list[Exchange]) -> list[list[str]]:
        if self._pool is None:
            self._pool = multiprocessing.get_context("spawn").Pool(1)
        try:
            return self._pool.map_async(refusals, exchanges).get(self.seconds)
        except multiprocessing.TimeoutError:
            self._stop()
            raise NotReplayable(f"openapi-core takes longer than {self.seconds:g} seconds") from None

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()


def replay_witness(
    previous: Document, current: Document, change: Change, *, seconds: float = SECONDS
) -> Replay:
    """Whether openapi-core accepts and refuses the change's message where the witness says so."""
    with Replayer(seconds) as replayer:
        return replayer.replay(previous, current, change)


def _exchange(document: Document, change: Change) -> Exchange:
    witness = change.witness
    if witness is None:
        raise NotReplayable("there is no witness")
    if document.format_version == "2.0":
        raise NotReplayable("openapi-core does not read Swagger 2.0")
    kind = "request" if change.direction == "request" else "response"
    if kind not in witness:
        whole = {"request", "response"} & witness.keys()
        raise NotReplayable(
            "it is a message of a callback or a webhook" if whole else "there is no whole message"
        )
    path, part = excerpt(document.tree, witness["operation"])
    return Exchange(part, path, witness["operation"].partition(" ")[0].lower(), **{kind: witness[kind]})


def _judged(change: Change, refused: list[list[str]], unchecked: str) -> Replay:
    witness: Mapping[str, Any] = change.witness or {}
    accepting, refusing = (SIDES.index(witness[side]) for side in ("accepted_by", "rejected_by"))
    if refused[accepting]:
        reason = f"openapi-core refuses it by the {SIDES[accepting]} contract too: {refused[accepting][0]}"
        return Replay("disagrees", reason)
    if not refused[refusing]:
        return Replay(
            "disagrees", unchecked or f"openapi-core accepts it by the {SIDES[refusing]} contract too"
        )
    return Replay("agrees")


def _unchecked(previous: Document, current: Document, change: Change) -> str:
    """Why openapi-core reads the schema that a change is about in another way, where that is known."""
    sides = ((previous, change.previous_pointer), (current, change.current_pointer))
    for document, pointer in sides:
        try:
            schema = resolve(document.tree, split(pointer or ""))
        except LookupError:
            continue
        if not isinstance(schema, dict):
            continue
        stated = schema.get("format")
        if isinstance(stated, str) and stated not in oas31_format_checker.checkers:
            return f"openapi-core does not check the format {stated}"
    return ""
