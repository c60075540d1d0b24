"""Texts that match a pattern or are of a format, short and readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

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
TELLING = {
    "idn-email": "ädä@example.com",
    "idn-hostname": "bücher.example",
    "iri": "https://example.com/ä",
    "iri-reference": "/ä",
    "uri-reference": "/a",
}
"""Texts of a format that are of none of those that it includes."""

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
_SEVERAL = 12
"""So often is repeated what may be repeated without end, where longer texts tell more."""

MAX_TEXT = 20_000
"""No text is made that is longer, whatever is asked for and however often repetitions are repeated."""


class _Unusual(Exception):  # noqa: N818 - the text is then not found, nothing went wrong
    """A construct for which no text is made up."""


class _Choice(NamedTuple):
    """How often what may be repeated is, whether as often as it may be, and which of several members is taken."""

    times: int = 1
    longest: bool = False
    member: int = 0


_MEMBERS = 4
_VARIETY = [
    _Choice(times, longest, member)
    for times, longest in ((1, False), (0, False), (1, True), (0, True), (_SEVERAL, False))
    for member in range(_MEMBERS)
]


def matching(pattern: str, least: int = 0) -> str | None:
    """A short text of at least so many characters that matches a pattern, None where none is found, or `least` is more
    than `MAX_TEXT`.

    The pattern is taken apart, never run by a backtracking engine; what comes out is checked by a linear one.
    """
    if least > MAX_TEXT:
        return None
    choices = [_Choice(times) for times in range(1, min(least, _LONGEST) + 2)]
    if least:
        choices += [
            _Choice(least, longest, member) for longest in (False, True) for member in range(_MEMBERS)
        ]
    made = chain(_made(pattern, choices), _padded(pattern, least))
    return next((text for text in made if len(text) >= least), None)


def _padded(pattern: str, least: int) -> Iterator[str]:
    """What matches in a part of a text may have more behind or before it."""
    for text in _made(pattern, [_Choice()]):
        padded = (text.ljust(least, "a"), text.rjust(least, "a"))
        yield from (longer for longer in padded if matches(pattern, longer))


def varied(pattern: str) -> list[str]:
    """Several texts that match a pattern: the shortest and the longest, and with different characters."""
    return list(dict.fromkeys(_made(pattern, _VARIETY)))


def _made(pattern: str, choices: Iterable[_Choice]) -> Iterator[str]:
    try:
        parts = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return
    for choice in choices:
        try:
            text = _sequence(parts, choice)
        except (RecursionError, _Unusual):
            continue
        if matches(pattern, text):
            yield text


def _sequence(parts: Any, choice: _Choice) -> str:
    return "".join(_part(kind, detail, choice) for kind, detail in parts)


def _part(kind: Any, detail: Any, choice: _Choice) -> str:
    made = _MAKERS.get(kind)
    if made is None:
        raise _Unusual
    return made(detail, choice)


def _repeated(detail: Any, choice: _Choice) -> str:
    low, high, inner = detail
    if low > _LONGEST:
        raise _Unusual
    bounded = choice.longest and high <= _LONGEST
    text, count = _sequence(inner, choice), int(high) if bounded else min(max(low, choice.times), int(high))
    if len(text) * count > MAX_TEXT:
        raise _Unusual
    return text * count


def _one_of(members: Any, choice: _Choice) -> str:
    negated = bool(members) and members[0][0] is kinds.NEGATE
    if not negated:
        kind, detail = members[choice.member % len(members)]
        return _member(kind, detail, choice)
    excluded = [member for member in members[1:] if member[0] is not kinds.CATEGORY]
    for candidate in _CANDIDATES:
        if not any(_includes(member, ord(candidate)) for member in excluded):
            return candidate
    raise _Unusual


def _member(kind: Any, detail: Any, choice: _Choice) -> str:
    if kind is kinds.RANGE:
        return chr(detail[choice.member % 2])
    if kind is kinds.LITERAL:
        return chr(detail)
    return _CLASSES[str(detail).lower()]


def _includes(member: Any, code: int) -> bool:
    kind, detail = member
    if kind is kinds.RANGE:
        return bool(detail[0] <= code <= detail[1])
    return bool(detail == code)


def _branch(detail: Any, choice: _Choice) -> str:
    branches = detail[1]
    return _sequence(branches[choice.member % len(branches)], choice)


_MAKERS: dict[Any, Callable[[Any, _Choice], str]] = {
    kinds.LITERAL: lambda code, _: chr(code),
    kinds.NOT_LITERAL: lambda code, _: "b" if chr(code) == "a" else "a",
    kinds.ANY: lambda *_: "a",
    kinds.IN: _one_of,
    kinds.MAX_REPEAT: _repeated,
    kinds.MIN_REPEAT: _repeated,
    kinds.SUBPATTERN: lambda detail, choice: _sequence(detail[3], choice),
    kinds.BRANCH: _branch,
    kinds.AT: lambda *_: "",
}
