"""What one comparison may cost; explicit, and passed down."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


class OutOfBudget(Exception):  # noqa: N818 - the answer is then "undecided", nothing went wrong
    """The comparison took longer or grew larger than it may."""


@dataclass(slots=True)
class Budget:
    """Time and size of one comparison, counted down while it runs."""

    seconds: float
    max_pairs: int = 2_000_000
    max_alternatives: int = 2_000
    pairs: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def expired(self) -> bool:
        return time.monotonic() - self.started > self.seconds

    def spend(self) -> None:
        """Account for one more pair; raises OutOfBudget."""
        self.pairs += 1
        if self.pairs > self.max_pairs:
            raise OutOfBudget(f"more than {self.max_pairs} pairs of elements would have to be compared")
        if self.expired:
            raise OutOfBudget(f"the comparison took longer than {self.seconds:g} seconds")
