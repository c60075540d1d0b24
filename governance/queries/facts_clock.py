"""The days in a facts document, and when time alone makes it another one."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from governance.policy.document import instant


class Clock:
    """The instant of a document; notes the boundaries that its parts name."""

    def __init__(self, now: datetime) -> None:
        self.today = now.date()
        self._now = now
        self._boundaries: list[datetime] = []

    def begin(self, day: date | None) -> str | None:
        """The beginning of a day, at which the document becomes another one by itself."""
        if day is None:
            return None
        moment = datetime.combine(day, time(), UTC)
        self._boundaries.append(moment)
        return instant(moment)

    def end(self, day: date | None) -> str | None:
        """The end of a sunset's day: the beginning of the next one."""
        return self.begin(day + timedelta(days=1) if day else None)

    def note(self, boundaries: Iterable[datetime]) -> None:
        """Boundaries of what stands in the document to whole days."""
        self._boundaries += boundaries

    def until(self) -> datetime | None:
        """The next boundary, if there is one."""
        return min((moment for moment in self._boundaries if moment > self._now), default=None)
