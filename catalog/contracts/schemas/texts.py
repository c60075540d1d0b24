"""Texts that match a pattern or are of a format, short and readable."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from catalog.contracts.schemas.patterns import matches

OF_FORMAT = {
    "date": "2024-05-17",
    "date-time": "2024-05-17T09:30:00Z",
    "time": "09:30:00Z",
    "duration": "P1D",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "iri": "https://example.com/a",
    "iri-reference": "/a",
    "uri-template": "/a/{b}",
    "uuid": "0b7f6a6e-5a63-4d9b-9d0c-3f3a1c2b4d5e",
    "json-pointer": "/a",
    "relative-json-pointer": "0",
    "regex": "a+",
    "byte": "Pz8/",
    "base64url": "Pz8_",
}
_CLASSES = {
    "category_digit": "1",
    "category_word": "a",
    "category_space": " ",
    "category_not_digit": "a",
    "category_not_word": "-",
    "category_not_space": "a",
}
_CANDIDATES = "aA1-_. /:@xZ"
_LONGEST = 64


class _Unusual(Exception):  # noqa: N818 - the text is then not found, nothing went wrong
    """A construct for which no text is made up."""


def matching(pattern: str) -> str | None:
    """A short text that matches a pattern, None where none is found.

    The pattern is taken apart, never run by a backtracking engine; what comes out is checked by a linear one.
    """
    try:
        text = _sequence(parser.parse(pattern))
    except (re.error, RecursionError, OverflowError, _Unusual):
        return None
    return text if matches(pattern, text) else None


def _sequence(parts: Any) -> str:
    return "".join(_part(kind, detail) for kind, detail in parts)


def _part(kind: Any, detail: Any) -> str:
    made = _MAKERS.get(kind)
    if made is None:
        raise _Unusual
    return made(detail)


def _repeated(detail: Any) -> str:
    low, high, inner = detail
    if low > _LONGEST:
        raise _Unusual
    return _sequence(inner) * (low or (1 if high else 0))


def _one_of(members: Any) -> str:
    negated = bool(members) and members[0][0] is kinds.NEGATE
    if not negated:
        return _member(*members[0])
    excluded = [member for member in members[1:] if member[0] is not kinds.CATEGORY]
    for candidate in _CANDIDATES:
        if not any(_includes(member, ord(candidate)) for member in excluded):
            return candidate
    raise _Unusual


def _member(kind: Any, detail: Any) -> str:
    if kind is kinds.RANGE:
        return chr(detail[0])
    if kind is kinds.LITERAL:
        return chr(detail)
    return _CLASSES[str(detail).lower()]


def _includes(member: Any, code: int) -> bool:
    kind, detail = member
    if kind is kinds.RANGE:
        return bool(detail[0] <= code <= detail[1])
    return bool(detail == code)


_MAKERS: dict[Any, Callable[[Any], str]] = {
    kinds.LITERAL: chr,
    kinds.NOT_LITERAL: lambda code: "b" if chr(code) == "a" else "a",
    kinds.ANY: lambda _: "a",
    kinds.IN: _one_of,
    kinds.MAX_REPEAT: _repeated,
    kinds.MIN_REPEAT: _repeated,
    kinds.SUBPATTERN: lambda detail: _sequence(detail[3]),
    kinds.BRANCH: lambda detail: _sequence(detail[1][0]),
    kinds.AT: lambda _: "",
}
