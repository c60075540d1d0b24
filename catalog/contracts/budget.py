"""What one comparison may cost; explicit, and passed down."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass, field

_EVERY = 500
"""So many checks pass between two looks at the memory."""

_BYTES_OF_A_UNIT = 1 if sys.platform == "darwin" else 1024


class OutOfBudget(Exception):  # noqa: N818 - the answer is then "undecided", nothing went wrong
    """The comparison took longer or grew larger than it may."""


def _peak() -> int:
    """The most memory that the process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_OF_A_UNIT


@dataclass(slots=True)
class Budget:
    """Time and size of one comparison, counted down while it runs.

    `max_memory` is by how many bytes the most memory that the process ever held may grow.
    """

    seconds: float
    max_memory: int = 2 * 1024 * 1024 * 1024
    max_pairs: int = 2_000_000
    max_alternatives: int = 2_000
    pairs: int = 0
    checks: int = 0
    started: float = field(default_factory=time.monotonic)
    peak: int = field(default_factory=_peak)

    @property
    def left(self) -> float:
        """Seconds until the time is used up."""
        return max(0.0, self.seconds - (time.monotonic() - self.started))

    @property
    def expired(self) -> bool:
        return not self.left

    def check(self) -> None:
        """To be called in every loop whose length a document decides; raises OutOfBudget."""
        self.checks += 1
        if self.expired:
            raise OutOfBudget(f"the comparison took longer than {self.seconds:g} seconds")
        if self.checks % _EVERY == 1 and _peak() - self.peak > self.max_memory:
            raise OutOfBudget(f"the comparison took more than {self.max_memory // 1024**2:,} MiB of memory")

    def spend(self) -> None:
        """Account for one more pair; raises OutOfBudget."""
        self.pairs += 1
        if self.pairs > self.max_pairs:
            raise OutOfBudget(f"more than {self.max_pairs} pairs of elements would have to be compared")
        self.check()
