"""When a verdict can change although nothing is recorded: a fact grows stale, a date passes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from governance.policy.outline import Outline

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")


def instants(value: Any) -> Iterator[datetime]:
    """Every instant that a document holds."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as members:
                waiting += members.values()
            case list() as elements:
                waiting += elements
            case str() as text if moment := parse_instant(text):
                yield moment


def parse_instant(text: str) -> datetime | None:
    """An instant as documents write it, or None."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def expiry(document: Mapping[str, Any], source: str) -> datetime | None:
    """Until when an attested fact is fresh; None where nobody attested it."""
    match document:
        case {"facts": {**facts}, "sources": {**sources}} if source in facts:
            match sources.get(source):
                case {"expires_at": str(text)}:
                    return parse_instant(text)
    return None


def next_change(
    outline: Outline, moments: Iterable[datetime], expiries: Iterable[datetime | None], now: datetime
) -> datetime | None:
    """The first instant after `now` at which a verdict can be another one by itself; None: there is none.

    A comparison of `now`, or of a state that follows from dates, turns where an instant of the document passes, or
    where one is as far away as a duration that an expression writes out. Whatever else is made from `now` (a weekday,
    a duration that was computed) is judged again at least once a day.
    """
    candidates = [moment for moment in expiries if moment]
    if outline.follows_dates:
        candidates += [turn for moment in moments for turn in _turns(moment, outline.durations)]
    if outline.uses_now:
        candidates.append(datetime.combine(now.astimezone(UTC).date(), time(), UTC) + timedelta(days=1))
    return min((moment for moment in candidates if moment > now), default=None)


def _turns(moment: datetime, durations: Iterable[timedelta]) -> Iterator[datetime]:
    for length in durations:
        for turn in (length, -length):
            try:
                yield moment + turn
            except OverflowError:
                continue  # beyond the years that there are
