"""Ranges of numbers: what is reserved, and what is kept for extensions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Range = tuple[int, int]


class Ranges:
    """A set of numbers, from its ranges with both ends in it."""

    def __init__(self, ranges: Iterable[Iterable[int]]) -> None:
        self.merged: list[Range] = []
        for first, last in sorted(map(tuple, ranges)):
            if self.merged and first <= self.merged[-1][1] + 1:
                start, end = self.merged[-1]
                self.merged[-1] = (start, max(end, last))
            else:
                self.merged.append((first, last))

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self.merged, (number, float("inf"))) - 1
        return at >= 0 and self.merged[at][1] >= number

    def without(self, others: Ranges) -> list[Range]:
        """The ranges of what is here and not there."""
        left: list[Range] = []
        waiting = iter(others.merged)
        other = next(waiting, None)
        for start, last in self.merged:
            first = start
            while other is not None and other[0] <= last:
                if other[0] > first:
                    left.append((first, other[0] - 1))
                first = max(first, other[1] + 1)
                if other[1] > last:
                    break
                other = next(waiting, None)
            if first <= last:
                left.append((first, last))
        return left


def shown(ranges: Iterable[Range]) -> str:
    """`5, 8 to 10`, as the language writes them."""
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ranges)
