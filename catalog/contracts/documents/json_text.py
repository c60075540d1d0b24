"""JSON text to a tree, and back from a pointer to a place in the text.

orjson parses, and is silent about two things that a judge may not be: it keeps the last of two equal keys,
and it turns integers beyond 64 bits into floats. Both are found without a second parse: a lost key takes
its colon along, so the text and what orjson writes of the tree differ in colons; and such an integer has at
least nineteen digits in a row. Only a text that shows one of these signs is read again, exactly.
"""

import json
import re
from typing import Any, NoReturn

import orjson

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import LineIndex
from catalog.contracts.limits import Deadline, Limits

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LONG_INTEGER = b"0" * 19
_BEFORE_A_VALUE = (b",", b"[", b"{")
_IN_STRINGS_TOO = 2
_TOKEN = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+"?)[ \t\r\n]*+(:)?|[{}\[\]]', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n,:]*")


class _DuplicateKeyError(Exception):
    pass


def parse_json(text: str, limits: Limits, deadline: Deadline) -> Any:
    """The tree of a JSON text; raises `DocumentError` with line and column."""
    data = text.encode()
    if sum(map(data.count, _BEFORE_A_VALUE)) > _IN_STRINGS_TOO * limits.max_nodes:
        _refuse_size(limits)  # before the parser takes the memory; what passes is counted exactly below
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        _check_structure(text, limits, deadline)
        _refuse(text, error.pos, f"The JSON is not valid: {error.msg}")
    deadline.check()
    if not _within(tree, limits):
        _check_structure(text, limits, deadline)
    if _may_be_inexact(data, tree):
        return _parse_exactly(text, limits, deadline)
    return tree


def write_json(tree: Any) -> bytes:
    """JSON text of a tree, exact for integers of any size."""
    try:
        return orjson.dumps(tree)
    except orjson.JSONEncodeError:  # nested deeper, or an integer larger, than orjson writes
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def read_json(data: bytes) -> Any:
    """The tree of a text that `write_json` wrote."""
    return json.loads(data) if _has_long_integer(data) else orjson.loads(data)


def _has_long_integer(data: bytes) -> bool:
    return _LONG_INTEGER in data.translate(_DIGITS)


def _within(tree: Any, limits: Limits) -> bool:
    """Whether the tree keeps to the depth; raises `DocumentError` where it has too many nodes."""
    level, nodes = [tree], 1
    for _ in range(limits.max_depth):
        below: list[Any] = []
        for node in level:
            if type(node) is dict:
                below.extend(node.values())
            elif type(node) is list:
                below.extend(node)
        nodes += len(below)
        if nodes > limits.max_nodes:
            _refuse_size(limits)
        level = [node for node in below if type(node) is dict or type(node) is list]
        if not level:
            return True
    return False


def _may_be_inexact(data: bytes, tree: Any) -> bool:
    if _has_long_integer(data) or b"\\u003a" in data or b"\\u003A" in data:
        return True
    try:
        return orjson.dumps(tree).count(b":") != data.count(b":")
    except orjson.JSONEncodeError:  # nested deeper than orjson writes
        return True


def _parse_exactly(text: str, limits: Limits, deadline: Deadline) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except _DuplicateKeyError:
        _check_structure(text, limits, deadline)
        raise
    except ValueError as error:  # int() refuses thousands of digits
        raise DocumentError("The document holds an integer with too many digits") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKeyError
    return members


def _check_structure(text: str, limits: Limits, deadline: Deadline) -> None:
    """Raises `DocumentError` at the first level too many and at the first key that an object repeats."""
    keys: list[set[str]] = []
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count % 65_536 == 0:
            deadline.check()
        sign = text[token.start()]
        if sign in "{[":
            keys.append(set())
            if len(keys) > limits.max_depth:
                _refuse(text, token.start(), f"The document is nested deeper than {limits.max_depth} levels")
        elif sign in "}]":
            if not keys:
                return
            keys.pop()
        elif token[2] and keys:
            key = _decoded(token[1])
            if key in keys[-1]:
                _refuse(text, token.start(), f"The key {key!r} stands twice in the same object")
            keys[-1].add(key)


def _decoded(key: str) -> str:
    try:
        return str(json.loads(key)) if "\\" in key else key[1:-1]
    except ValueError:  # the text is not valid JSON, which is reported by the parser that said so
        return key


def _refuse_size(limits: Limits) -> NoReturn:
    raise DocumentError(f"The document has more than {limits.max_nodes:,} values")


def _refuse(text: str, offset: int, reason: str) -> NoReturn:
    line, column = LineIndex(text).place(offset)
    raise DocumentError(reason, line=line, column=column)


class JsonPlaces:
    """Finds places in a JSON text that has been parsed before.

    Each container on the way to a place is read once, and its children are skipped at the speed of the
    standard library's scanner, so asking for many places costs little more than asking for one.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = json.JSONDecoder().raw_decode
        self._lines = LineIndex(text)
        self._children: dict[int, dict[str, tuple[int, int]]] = {}

    def locate(self, tokens: list[str]) -> tuple[int, int]:
        """Line and column of the key or item that the tokens lead to, or of its nearest ancestor."""
        place = value = self._after_space(0)
        for token in tokens:
            child = self._children_at(value).get(token)
            if child is None:
                break
            place, value = child
        return self._lines.place(place)

    def _children_at(self, offset: int) -> dict[str, tuple[int, int]]:
        if offset not in self._children:
            read = {"{": self._members, "[": self._items}.get(self._text[offset])
            self._children[offset] = read(offset) if read else {}
        return self._children[offset]

    def _members(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        at = self._after_space(offset + 1)
        while self._text[at] != "}":
            key, end = self._read(self._text, at)
            value = self._after_space(end)
            found[key] = (at, value)
            at = self._after_space(self._read(self._text, value)[1])
        return found

    def _items(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        at = self._after_space(offset + 1)
        while self._text[at] != "]":
            found[str(len(found))] = (at, at)
            at = self._after_space(self._read(self._text, at)[1])
        return found

    def _after_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
