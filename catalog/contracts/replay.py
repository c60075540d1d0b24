"""Replaying a witness through a second library, in a process of its own with limits of time and memory.

The library matches patterns with a backtracking engine, reads documents recursively and keeps every mistake that it
finds; nobody knows what it takes for a hostile one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Literal, Self

from openapi_schema_validator import oas31_format_checker

from catalog.contracts.changes import SIDES, Change
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.openapi.excerpts import NoExcerpt, excerpt
from catalog.contracts.openapi.exchanges import NotReplayable
from catalog.contracts.processes.worker import Limits, Worker, WorkerLostError, WorkersUnavailableError
from catalog.contracts.readable import readable

Answer = Literal["agrees", "disagrees", "not replayed"]

SECONDS = 10.0
MEMORY = 512 * 1024 * 1024
_PATIENCE = 20.0
"""So many seconds longer an answer is waited for than it may compute: the machine has other things to do."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether openapi-core comes to the same verdict about a witness, and if not, why."""

    answer: Answer
    reason: str = ""


@dataclass(eq=False, slots=True)
class Replayer:
    """Replays witnesses one after the other; a context manager.

    Each may take `seconds` of computing, and the process that does it `memory`, in bytes.
    """

    seconds: float = SECONDS
    memory: int = MEMORY
    _worker: Worker | None = field(default=None, init=False)

    def replay(self, previous: Document, current: Document, change: Change) -> Replay:
        """Send the change's whole message to both documents."""
        try:
            exchanges = [_exchange(side, change) for side in (previous, current)]
            found = _judged(change, self._refusals(exchanges), _unchecked(previous, current, change))
        except (NoExcerpt, NotReplayable) as error:
            found = Replay("not replayed", str(error))
        return replace(found, reason=readable(found.reason))

    def _refusals(self, exchanges: list[dict[str, Any]]) -> list[list[str]]:
        if self._worker is None:
            limits = Limits(self.seconds, self.seconds + _PATIENCE, self.memory)
            try:
                self._worker = Worker("catalog.contracts.replay_worker", limits)
            except WorkersUnavailableError as error:
                raise NotReplayable(f"openapi-core cannot be asked: {error}") from error
        try:
            (answer,) = self._worker.ask({"exchanges": exchanges}, 1)
        except WorkerLostError as error:
            self._stop()
            raise NotReplayable(f"openapi-core {error}") from error
        if "not_replayable" in answer:
            raise NotReplayable(answer["not_replayable"])
        refused: list[list[str]] = answer["refusals"]
        return refused

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()


def replay_witness(
    previous: Document,
    current: Document,
    change: Change,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Replay:
    """Whether openapi-core accepts and refuses the change's message where the witness says so."""
    with Replayer(seconds, memory) as replayer:
        return replayer.replay(previous, current, change)


def _exchange(document: Document, change: Change) -> dict[str, Any]:
    """The parts of an `Exchange`."""
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
    method = witness["operation"].partition(" ")[0].lower()
    return {"document": part, "path": path, "method": method, kind: witness[kind]}


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
