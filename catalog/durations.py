"""Lengths of time as people and machines write them: ISO 8601, without what has no length of its own."""

import re
from datetime import timedelta

_DURATION = re.compile(
    r"P(?=[\dT])(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9})S)?)?",
    re.ASCII,
)
YEAR = timedelta(days=366)


def parse_duration(text: str) -> timedelta | None:
    """The length of an ISO 8601 duration, as `PT24H` or `P7D`, of 366 days at most; None for any other text.

    Months and years are not taken: how long they are depends on when they begin.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    length = timedelta(**{unit: int(n) for unit, n in found.groupdict(default="0").items()})
    return length if length <= YEAR else None
