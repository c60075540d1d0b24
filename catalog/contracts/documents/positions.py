"""Places in a source text, for people: lines and columns count from 1."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source; `file` is the path inside a bundle, `None` for a single document."""

    line: int
    column: int
    file: str | None = None


class LineIndex:
    """Translates offsets into a text to lines and columns."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self._text))]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def end(self) -> tuple[int, int]:
        """The place behind the last character."""
        return self.place(len(self._text))
