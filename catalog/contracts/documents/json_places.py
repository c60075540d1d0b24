"""From a JSON pointer to the line and column where its place stands in a JSON text that has been parsed."""

import json
import re
from functools import cached_property
from itertools import pairwise
from typing import Any

import orjson

from catalog.contracts.documents.pointers import step
from catalog.contracts.documents.positions import LineIndex
from catalog.contracts.limits import Deadline

_CHUNK = 1 << 13
_INDENT = re.compile(rb"[ \t]*")
_SPACE = re.compile(r"[ \t\r\n,:]*")

Children = dict[str, tuple[int, int]]
"""Two offsets for each key (or item) of a container."""


class JsonPlaces:
    """Finds places in a JSON text in UTF-8 that has been parsed.

    Nearly every text is laid out with one member or item per line, so that lines can be skipped without being
    read. Whether it is, is seen by container, from the tree; where it is not, the text is read. `usual`: it is known to
    be what is usually written of the tree.
    """

    def __init__(self, data: bytes, *, usual: bool = False) -> None:
        self._data = data
        lone_returns = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
        self._layout = None if lone_returns else _Layout(data, usual=usual)

    def locate(self, tokens: list[str], tree: Any, deadline: Deadline) -> tuple[int, int]:
        """Line and column of the key or item that the tokens lead to, or of its nearest ancestor.

        `tree` is what the text was parsed to. Raises `OutOfTimeError`.
        """
        place = None if self._layout is None else self._layout.offset(tree, tokens)
        if self._layout is None or place is None:
            return self._reading.locate(tokens, deadline)
        return self._layout.position(place)

    @cached_property
    def _reading(self) -> "_Reading":
        return _Reading(self._data.decode())


class _Layout:
    """Offsets in a text in which the members of an object, or the items of an array, have lines of their own."""

    def __init__(self, data: bytes, *, usual: bool) -> None:
        self._data = data
        self._usual = usual
        self._children: dict[int, Children | None] = {}
        self._breaks = [0]  # how many lines end before each chunk, as far as was asked

    def offset(self, tree: Any, tokens: list[str]) -> int | None:
        """Where the place that the tokens lead to begins, or its nearest ancestor; None: not laid out so."""
        place, end = len(self._data) - len(self._data.lstrip()), len(self._data)
        for token in tokens:
            try:
                below = step(tree, token)
            except LookupError:
                break
            if place not in self._children:
                self._children[place] = self._found(place, end, tree)
            children = self._children[place]
            if children is None:
                return None
            tree, (place, end) = below, children[token]
        return place

    def _found(self, begin: int, end: int, container: dict[str, Any] | list[Any]) -> Children | None:
        """Where each child begins, and where the next one does."""
        line_end = self._data.find(b"\n", begin, end)
        if self._data[begin:line_end].rstrip()[-1:] not in (b"{", b"["):
            return None
        outer, inner = self._indent(begin), self._indent(line_end + 1)
        if len(inner) <= len(outer):
            return None
        if isinstance(container, dict):
            names = list(container)
            places = self._members(line_end, end, b"\n" + inner + b'"', names)
        else:
            names = [str(number) for number in range(len(container))]
            places = self._items(line_end, end, b"\n" + inner)
        if len(places) != len(names):
            return None
        return dict(zip(names, pairwise([*places, end]), strict=True))

    def _indent(self, place: int) -> bytes:
        match = _INDENT.match(self._data, self._data.rfind(b"\n", 0, place) + 1)
        return match[0] if match else b""

    def _members(self, at: int, end: int, before: bytes, names: list[str]) -> list[int]:
        places: list[int] = []
        for name in names:
            key = orjson.dumps(name)
            # No other key has a line like that, and what is longer is found sooner.
            sought = before[:-1] + key if self._usual else before
            at = self._data.find(sought, at, end) + len(before) - 1
            if not self._data.startswith(key, at):
                break
            places.append(at)
        return places

    def _items(self, at: int, end: int, before: bytes) -> list[int]:
        places: list[int] = []
        while (at := self._data.find(before, at, end)) >= 0:
            at += len(before)
            if self._data[at : at + 1] not in (b" ", b"\t", b"}", b"]"):
                places.append(at)
        return places

    def position(self, place: int) -> tuple[int, int]:
        chunk = place // _CHUNK
        line = self._breaks_before(chunk) + self._data.count(b"\n", chunk * _CHUNK, place) + 1
        begin = self._data.rfind(b"\n", 0, place) + 1
        return line, len(self._data[begin:place].decode()) + 1

    def _breaks_before(self, chunk: int) -> int:
        """How many lines end before a chunk of the text, of which those behind it are not looked at."""
        for number in range(len(self._breaks) - 1, chunk):
            start = number * _CHUNK
            self._breaks.append(self._breaks[-1] + self._data.count(b"\n", start, start + _CHUNK))
        return self._breaks[chunk]


class _Reading:
    """Offsets in any text, found by reading it.

    Each container on the way to a place is read once, and its children are skipped at the speed of the
    standard library's scanner, so asking for many places costs little more than asking for one.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = json.JSONDecoder().raw_decode
        self._lines = LineIndex(text)
        self._children: dict[int, Children] = {}  # where the key begins, and where its value does

    def locate(self, tokens: list[str], deadline: Deadline) -> tuple[int, int]:
        """Line and column of the key or item that the tokens lead to, or of its nearest ancestor."""
        place = value = self._after_space(0)
        for token in tokens:
            child = self._children_at(value, deadline).get(token)
            if child is None:
                break
            place, value = child
        return self._lines.place(place)

    def _children_at(self, offset: int, deadline: Deadline) -> Children:
        if offset not in self._children:
            read = {"{": self._members, "[": self._items}.get(self._text[offset])
            self._children[offset] = read(offset, deadline) if read else {}
        return self._children[offset]

    def _members(self, offset: int, deadline: Deadline) -> Children:
        found: Children = {}
        at = self._after_space(offset + 1)
        while self._text[at] != "}":
            deadline.check()
            key, end = self._read(self._text, at)
            value = self._after_space(end)
            found[key] = (at, value)
            at = self._after_space(self._read(self._text, value)[1])
        return found

    def _items(self, offset: int, deadline: Deadline) -> Children:
        found: Children = {}
        at = self._after_space(offset + 1)
        while self._text[at] != "]":
            deadline.check()
            found[str(len(found))] = (at, at)
            at = self._after_space(self._read(self._text, at)[1])
        return found

    def _after_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
