"""What one comparison may cost; explicit, and passed down."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

_EVERY = 500
"""So many checks pass between two looks at the memory, as long as there was enough."""

_MEMORY = Path("/proc/self/statm")


class OutOfBudget(Exception):  # noqa: N818 - the answer is then "undecided", nothing went wrong
    """The comparison took longer or grew larger than it may."""


def _memory() -> int:
    """The memory that the process holds, in bytes; where the system does not say, the most that it ever held."""
    if _MEMORY.exists():
        return int(_MEMORY.read_text().split()[1]) * resource.getpagesize()
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


@dataclass(slots=True)
class Budget:
    """Time and size of one comparison, counted down while it runs.

    `max_memory` is by how many bytes the process may grow.
    """

    seconds: float
    max_memory: int = 2 * 1024 * 1024 * 1024
    max_pairs: int = 2_000_000
    max_alternatives: int = 2_000
    max_changes: int = 100_000
    pairs: int = 0
    checks: int = 0
    _ends: float = field(init=False)
    _most: float = field(init=False)
    _is_short: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.seconds
        self._most = _memory() + self.max_memory

    @property
    def left(self) -> float:
        """Seconds until the time is used up."""
        return max(0.0, self._ends - time.monotonic())

    @property
    def expired(self) -> bool:
        return not self.left

    @contextmanager
    def keeping(self, share: float) -> Iterator[None]:
        """Within, a share of the time and memory that are left counts as used: it is kept for what comes after."""
        ends, most = self._ends, self._most
        self._ends -= share * self.left
        self._most -= share * max(0.0, most - _memory())
        try:
            yield
        finally:
            self._ends, self._most = ends, most

    def check(self) -> None:
        """To be called in every loop whose length a document decides; raises OutOfBudget."""
        self.checks += 1
        if self._is_short or self.checks % _EVERY == 1:
            self.look()
        elif time.monotonic() > self._ends:
            self._refuse_time()

    def look(self) -> None:
        """The same before what may take much memory at once: the memory is looked at whatever the count."""
        if time.monotonic() > self._ends:
            self._refuse_time()
        self._is_short = _memory() > self._most
        if self._is_short:
            raise OutOfBudget(f"the comparison takes more than {self.max_memory // 1024**2:,} MiB of memory")

    def _refuse_time(self) -> NoReturn:
        raise OutOfBudget(f"the comparison takes longer than {self.seconds:g} seconds")

    def spend(self) -> None:
        """Account for one more pair; raises OutOfBudget."""
        self.pairs += 1
        if self.pairs > self.max_pairs:
            raise OutOfBudget(f"more than {self.max_pairs} pairs of elements would have to be compared")
        self.check()
