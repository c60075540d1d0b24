"""The words of an expression, by the lexical grammar of CEL, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_GRAMMAR = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*)
    | [rR](?P<raw>\"{3}|'{3}|["'])(?P<literal>(?:(?!(?P=raw)).)*)(?P=raw)
    | (?P<bytes>[bB][rR]?)?(?P<quote>\"{3}|'{3}|["'])(?P<content>(?:\\.|(?!(?P=quote)).)*)(?P=quote)
    | (?P<number>0[xX][0-9a-fA-F]+[uU]? | \d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>&&|\|\||[=!<>]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    NAME = "name"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A word. `plain` is the content of a text that is written without escapes, and that is no bytes."""

    kind: Kind
    text: str
    line: int
    column: int
    start: int
    plain: str | None = None


def tokens(source: str) -> Iterator[Token]:
    """The words of an expression without its spaces and comments. What is no CEL is left to the parser to refuse."""
    line, start = 1, 0
    for match in _GRAMMAR.finditer(source):
        text = match[0]
        if not match["space"]:
            yield Token(_kind(match), text, line, match.start() - start + 1, match.start(), _plain(match))
        if breaks := text.count("\n"):
            line, start = line + breaks, match.start() + text.rindex("\n") + 1


def _kind(match: re.Match[str]) -> Kind:
    return next((kind for kind in (Kind.NUMBER, Kind.NAME, Kind.SIGN) if match[kind]), Kind.TEXT)


def _plain(match: re.Match[str]) -> str | None:
    if match["raw"]:
        return match["literal"]
    if not match["quote"] or match["bytes"] or "\\" in match["content"]:
        return None
    return match["content"]
