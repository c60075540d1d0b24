"""Work that takes much time and memory, one at a time in a process: what several take at once is not theirs to decide.

A web process has few threads, and the limits of one piece of work are those of the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from catalog.errors import BusyError

PATIENCE = 30.0
"""Seconds to wait for one's turn: there are other pages to answer."""


class Turns:
    """`work` says what is waited for: "documents are being compared"."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until nobody else of the process is at it; raises BusyError."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise BusyError(f"Other {self._work} at the moment; ask again in a minute.")
        try:
            yield
        finally:
            self._lock.release()
