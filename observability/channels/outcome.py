"""What came of one attempt to deliver."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Outcome:
    """`delivered`, or why not; `gone` when the receiver wants no more; `retry_after` when it said when."""

    delivered: bool
    status: int | None = None
    error: str = ""
    gone: bool = False
    retry_after: timedelta | None = None
