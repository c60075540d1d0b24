"""What one judgement may cost: explicit objects that are handed down, never global state."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self


class OutOfTimeError(Exception):
    """The time that the work was given is used up; the message says how much that was."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document and for what is computed from it.

    A document that exceeds one is refused with a `DocumentError` that names the limit.
    `max_depth` may not be raised above 250: orjson and jsonschema-rs handle no more. `seconds` and `max_memory`
    (bytes by which the process may grow) bound the work on a document or on the comparison of two.
    """

    max_bytes: int = 50 * 1024 * 1024
    max_depth: int = 200
    max_nodes: int = 3_000_000
    max_alias_nodes: int = 1_000_000
    max_files: int = 1_000
    max_problems: int = 200
    seconds: float = 60.0
    max_memory: int = 2 * 1024 * 1024 * 1024


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time after which `check` raises `OutOfTimeError`."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", self.clock() + self.seconds)

    @classmethod
    def of(cls, limits: Limits) -> Self:
        return cls(limits.seconds)

    def check(self) -> None:
        if self.clock() > self.ends:
            raise OutOfTimeError(f"the work was not finished within {self.seconds:g} seconds")
