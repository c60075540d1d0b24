"""JSON text to a tree, and back.

orjson parses, and is silent about two things that a judge may not be: it keeps the last of two equal keys,
and it turns integers beyond 64 bits into floats. Both are found without a second parse. A text that equals
what would be written of its tree hides nothing. Otherwise a lost key takes its colon along, so that the text
and what is written of the tree differ in colons; and such an integer has at least twenty digits, or nineteen
and a sign. Only a text that shows one of these signs is read again, exactly.

Depth and size are measured at the same speed: what orjson writes may be nested 254 levels deep, so a tree is
written inside as many arrays as leave it the depth that it may have; and before every value but the first
stands a comma or an opening bracket, so that values are counted one by one only where these are too many.
"""

import json
import re
from typing import Any, NamedTuple, NoReturn

import orjson

from catalog.contracts.documents.encodings import decode
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.likeness import parsed_like
from catalog.contracts.documents.positions import LineIndex
from catalog.contracts.limits import Deadline, Limits

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LONG_DIGITS = (b"0" * 20, b"-" + b"0" * 19)
_BEFORE_A_NUMBER = (b":", b",", b"[", b" ", b"\t", b"\n", b"\r")
_ESCAPED_COLON = re.compile(rb"\\u003[aA]")
_SIGNS = b",[{"
_OTHERS = bytes(set(range(256)) - set(_SIGNS))
_DEEPEST_WRITTEN = 254
_BYTES_OF_A_VALUE = 8
"""Shorter texts are parsed without a look; at worst, made of empty objects, the parser takes 24 times their size."""
_BYTES_OF_A_LINE = 5
"""A value on a line of its own takes at least a break, two spaces and a comma; where there is no comma, the line
that closes the container makes up for it."""
_TOKEN = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+"?)[ \t\r\n]*+(:)?|[{}\[\]]', re.DOTALL)


class Parsed(NamedTuple):
    """The tree of a text, and whether the text is what is usually written of it, two spaces to the level."""

    tree: Any
    usual: bool = False


class _DuplicateKeyError(Exception):
    pass


def parse_json(data: bytes, limits: Limits, deadline: Deadline) -> Parsed:
    """The tree of a JSON text in UTF-8; raises `DocumentError` with line and column."""
    if len(data) > _BYTES_OF_A_VALUE * limits.max_nodes and _most_values(data) > 2 * limits.max_nodes:
        _refuse_size(limits)  # before the parser takes the memory; what passes is counted exactly below
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        text = decode(data)
        _check_structure(text, limits, deadline)
        _refuse(text, error.pos, f"The JSON is not valid: {error.msg}")
    deadline.check()
    usual = _as_written(data, tree, limits)
    return Parsed(tree if usual else _examined(data, tree, limits, deadline), usual)


def parse_alike(data: bytes, known: bytes, tree: Any, limits: Limits) -> Parsed | None:
    """The tree of a text, with the parts that it shares with a known one; None where they are not alike enough."""
    if len(data) > _BYTES_OF_A_VALUE * limits.max_nodes:
        return None
    guess = parsed_like(data, known, tree)
    return Parsed(guess, usual=True) if guess is not None and _as_written(data, guess, limits) else None


def _as_written(data: bytes, tree: Any, limits: Limits) -> bool:
    """Is the text what is usually written of its tree, two spaces to the level, and clearly within the limits?"""
    many = len(data) >= _BYTES_OF_A_LINE * limits.max_nodes and data.count(b"\n") >= limits.max_nodes
    if many or b"\n" + b"  " * limits.max_depth in data:
        return False
    try:
        return data.rstrip() == orjson.dumps(tree, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        return False


def _examined(data: bytes, tree: Any, limits: Limits, deadline: Deadline) -> Any:
    """The tree, read again where it is not exactly what the text says; raises `DocumentError`."""
    if _most_values(data) > limits.max_nodes:
        _check_size(tree, limits)
    try:
        written = orjson.dumps(_nested(tree, _DEEPEST_WRITTEN - limits.max_depth))
    except orjson.JSONEncodeError:
        _check_structure(decode(data), limits, deadline)
        raise
    lost_a_key = written.count(b":") != data.count(b":")
    if lost_a_key or _has_long_integer(data) or _has_escaped_colon(data):
        return _parse_exactly(decode(data), limits, deadline)
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


def _most_values(data: bytes) -> int:
    """Before every value but the first stands a comma or an opening bracket; strings may hold them too."""
    return 1 + len(data.translate(None, _OTHERS))


def _has_long_integer(data: bytes) -> bool:
    zeros = data.translate(_DIGITS)
    found = [digits for digits in _LONG_DIGITS if digits in zeros]  # in strings too: identifiers, digests
    return any(sign + digits in zeros for digits in found for sign in _BEFORE_A_NUMBER)


def _check_size(tree: Any, limits: Limits) -> None:
    level, nodes = [tree], 1
    while level:
        below: list[Any] = []
        for node in level:
            below.extend(node.values() if type(node) is dict else node)
        nodes += len(below)
        if nodes > limits.max_nodes:
            _refuse_size(limits)
        level = [node for node in below if type(node) is dict or type(node) is list]


def _nested(tree: Any, levels: int) -> Any:
    for _ in range(levels):
        tree = [tree]
    return tree


def _has_escaped_colon(data: bytes) -> bool:
    return b"\\u003" in data and _ESCAPED_COLON.search(data) is not None


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
