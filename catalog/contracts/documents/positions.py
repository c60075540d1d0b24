"""Places in a source text, for people: lines and columns count from 1."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

_LINE_BREAK = re.compile(r"\r\n?|\n")


class Position(NamedTuple):
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


def nearest(places: Mapping[str, Position], pointer: str) -> Position | None:
    """The place of a JSON pointer, or that of its nearest ancestor which has one."""
    while pointer not in places and pointer:
        pointer = pointer.rpartition("/")[0]
    return places.get(pointer)


def places_to_json(places: Mapping[str, Position] | None) -> dict[str, Any] | None:
    """Pointers to `[line, column]`, by file."""
    if places is None:
        return None
    files: dict[str, Any] = {}
    for pointer, place in places.items():
        files.setdefault(place.file or "", {})[pointer] = [place.line, place.column]
    return files


def places_from_json(stored: dict[str, Any] | None) -> dict[str, Position] | None:
    """The inverse of `places_to_json`."""
    if stored is None:
        return None
    return {
        pointer: Position(line, column, file or None)
        for file, places in stored.items()
        for pointer, (line, column) in places.items()
    }
