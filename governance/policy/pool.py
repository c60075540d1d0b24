"""Judging by a few worker processes, which may be brought down by what they evaluate, and are replaced.

`shared()` is this process's own pool; a test or a command makes one as a context manager.
"""

import atexit
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from queue import LifoQueue
from threading import Lock
from types import TracebackType
from typing import Any, Self

from catalog.contracts.processes.worker import Worker, WorkerLostError, WorkersUnavailableError
from governance.policy.batches import Batch, Limits, Run
from governance.policy.expressions import misnamed, oversized
from governance.policy.inlining import TooLongError, inlined
from governance.policy.model import Mistake, Policy, Verdict
from governance.policy.names import names_in
from governance.policy.outline import expressions

BATCH = 20


class Pool:
    """Evaluates in `size` processes, which start when they are first needed."""

    def __init__(self, size: int = 2, limits: Limits | None = None) -> None:
        self._size = size
        self._limits = limits or Limits()
        self._idle: LifoQueue[Worker | None] = LifoQueue()
        for _ in range(size):
            self._idle.put(None)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="policies")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers once each has answered what it was asked."""
        self._threads.shutdown(cancel_futures=True)
        while self._size:
            if worker := self._idle.get():
                worker.close()
            self._size -= 1

    def check(self, policy: Policy) -> list[Mistake]:
        """Everything that is wrong with the expressions of a policy, each with its place."""
        mistakes = oversized(policy) or self._parse(expressions(policy)) or misnamed(policy)
        if mistakes:
            return mistakes
        try:
            written_out = inlined(policy)
        except TooLongError as error:
            return [Mistake(error.part, str(error), 1, 1)]
        broken = dict.fromkeys(mistake.part for mistake in self._parse(written_out))
        message = "With its variables written out, it is nested too deeply."
        return [Mistake(part, message, 1, 1) for part in broken]

    def evaluate(
        self, policies: Sequence[Policy], document: Mapping[str, Any], now: datetime
    ) -> dict[str, Verdict]:
        """The verdict of every policy over one document, by the policy's slug."""
        return self._judge(Run(policies, self._limits), [(document, now)])[0]

    def evaluate_all(
        self, policies: Sequence[Policy], documents: Iterable[Mapping[str, Any]], now: datetime
    ) -> Iterator[dict[str, Verdict]]:
        """The same over many documents at one instant, in their order, by all workers."""
        return self.evaluate_each(policies, ((document, now) for document in documents))

    def evaluate_each(
        self, policies: Sequence[Policy], asked: Iterable[tuple[Mapping[str, Any], datetime]]
    ) -> Iterator[dict[str, Verdict]]:
        """The same over documents that are judged each at an instant of its own. They are taken as they are needed."""
        run, rest = Run(policies, self._limits), iter(asked)
        waiting = deque[Future[list[dict[str, Verdict]]]]()
        while batch := [*islice(rest, BATCH)]:
            waiting.append(self._threads.submit(self._judge, run, batch))
            if len(waiting) > self._size:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _judge(
        self, run: Run, asked: Sequence[tuple[Mapping[str, Any], datetime]]
    ) -> list[dict[str, Verdict]]:
        batch = Batch(run, asked)
        while not batch.is_done:
            with (
                suppress(WorkerLostError),
                self._worker() as worker,
            ):  # the batch has noted what it was lost to
                batch.advance(worker)
        return batch.verdicts

    def _parse(self, parts: Mapping[str, str]) -> list[Mistake]:
        found, waiting = list[Mistake](), deque(parts.items())
        while waiting:
            try:
                with self._worker() as worker:
                    for answer in worker.ask(
                        {"expressions": [source for _, source in waiting]}, len(waiting)
                    ):
                        found += _mistakes(*waiting.popleft(), answer)
            except WorkerLostError as error:
                part, _ = waiting.popleft()
                found.append(Mistake(part, f"It cannot be parsed. It {error}.", 1, 1))
        return found

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """Borrow a worker; one that was lost, or left in the middle of its answers, is not given back."""
        if not self._size:
            raise WorkersUnavailableError("The pool is closed.")
        worker = self._idle.get()
        whole = False
        try:
            if worker is None or not worker.is_alive:
                worker = self._replaced(worker)
            yield worker
            whole = True
        finally:
            if worker and not whole:
                worker.close()
            self._idle.put(worker if whole else None)

    def _replaced(self, worker: Worker | None) -> Worker:
        if worker:
            worker.close()
        return Worker("governance.policy.worker", self._limits)


def _mistakes(part: str, source: str, answer: dict[str, Any]) -> Iterator[Mistake]:
    """What the parser refused; or that it saw a variable which the reader of names did not."""
    if "mistake" in answer:
        yield Mistake(part, *answer["mistake"])
        return
    names = names_in(source)
    seen = {token.text for token in (*names.variables, *names.bound)}
    for name in sorted(set(answer["variables"]) - seen):
        yield Mistake(part, f"`{name}` cannot be used in this way.", 1, 1)


_pools: dict[int, Pool] = {}
_making = Lock()


def shared() -> Pool:
    """The pool of this process; one that was forked from another has its own."""
    process = os.getpid()
    with _making:
        if process not in _pools:
            _pools[process] = Pool()
            atexit.register(_pools[process].close)
    return _pools[process]
