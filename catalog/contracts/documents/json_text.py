"""JSON text to a tree, and back.

orjson parses, and is silent about two things that a judge may not be: it keeps the last of two equal keys,
and it turns integers beyond 64 bits into floats. Both are found without a second parse. A text that equals
what would be written of its tree hides nothing. Otherwise a lost key takes its colon along, so the text and
what is written of the tree differ in colons; and such an integer has at least nineteen digits in a row. Only
a text that shows one of these signs is read again, exactly.
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
_DEEPEST_WRITTEN = 254
_INTEGER = re.compile(rb"[\s:,\[]-?[0-9]{19,}[\s,\]}]")
_BYTES_OF_TWO_VALUES = 4
_TOKEN = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+"?)[ \t\r\n]*+(:)?|[{}\[\]]', re.DOTALL)


class _DuplicateKeyError(Exception):
    pass


def parse_json(data: bytes, limits: Limits, deadline: Deadline) -> Any:
    """The tree of a JSON text in UTF-8; raises `DocumentError` with line and column."""
    if len(data) > _BYTES_OF_TWO_VALUES * limits.max_nodes and _most_values(data) > 2 * limits.max_nodes:
        _refuse_size(limits)  # before the parser takes the memory; what passes is counted exactly below
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        text = data.decode()
        _check_structure(text, limits, deadline)
        _refuse(text, error.pos, f"The JSON is not valid: {error.msg}")
    deadline.check()
    if _as_written(data, tree, limits):
        return tree
    written = _written(tree, limits)
    if written is None:
        _check_structure(data.decode(), limits, deadline)
    if _most_values(data) > limits.max_nodes:
        _count(tree, limits)
    if written is None or written.count(b":") != data.count(b":") or _may_be_inexact(data):
        return _parse_exactly(data.decode(), limits, deadline)
    return tree


def _as_written(data: bytes, tree: Any, limits: Limits) -> bool:
    """Is the text the usual one of its tree, two spaces to the level, and clearly within the limits?"""
    if b"\n" + b"  " * limits.max_depth in data or data.count(b"\n") >= limits.max_nodes:
        return False
    try:
        return data.rstrip() == orjson.dumps(tree, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        return False


def _written(tree: Any, limits: Limits) -> bytes | None:
    """The tree as compact text; None where it is nested deeper than the limits allow."""
    for _ in range(_DEEPEST_WRITTEN - limits.max_depth):
        tree = [tree]
    try:
        return orjson.dumps(tree)
    except orjson.JSONEncodeError:
        return None


def _most_values(data: bytes) -> int:
    """No JSON text holds more values than commas and opening brackets, and one; strings may hold them too."""
    return 1 + sum(map(data.count, (b",", b"[", b"{")))


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
    zeros = data.translate(_DIGITS)
    at = zeros.find(_LONG_INTEGER)
    while at >= 0:
        if _INTEGER.match(data, at - (2 if data[at - 1 : at] == b"-" else 1)):
            return True
        at = zeros.find(_LONG_INTEGER, at + len(_LONG_INTEGER))
    return False


def _count(tree: Any, limits: Limits) -> None:
    """Raises `DocumentError` where a tree has too many nodes."""
    waiting, nodes = [tree], 1
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            below = node.values() if isinstance(node, dict) else node
            waiting.extend(below)
            nodes += len(node)
            if nodes > limits.max_nodes:
                _refuse_size(limits)


def _may_be_inexact(data: bytes) -> bool:
    return _has_long_integer(data) or b"\\u003" in data


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
