"""The syntax trees of GraphQL documents, made by graphql-core within limits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from graphql import DocumentNode, GraphQLSyntaxError, Source, parse
from graphql.language import Node, SourceLocation

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import Position
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.limits import Deadline, Limits

SUFFIXES = (".graphql", ".graphqls", ".gql")
MAX_CHARACTERS = 10_000_000
"""Of one file, since the lexer looks at each; the largest published schemas have a third of it."""
MAX_TOKENS = 1_500_000
"""Of one file; the largest published schemas have a tenth of it. A token takes a few hundred bytes of memory."""
_LINE_END = re.compile(r"\r\n|\n|\r")


class _Lines(Source):
    """A text whose lines are counted once, and not again for each mistake, as the library does."""

    def get_location(self, position: int) -> SourceLocation:
        line = bisect_right(self._starts, position)
        return SourceLocation(line, position + 1 - self._starts[line - 1])

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.body))]


def syntax_trees(sources: Sequence[SourceText], limits: Limits, deadline: Deadline) -> Iterator[DocumentNode]:
    """The tree of each file of a schema: the root, and in a bundle whatever has the suffix of such a file.

    Raises DocumentError with file, line and column; the parser refuses what nests more than 200 levels deep.
    """
    for number, source in enumerate(sources):
        deadline.check()
        if number == 0 or (source.file or "").lower().endswith(SUFFIXES):
            yield _parsed(source, limits)


def _parsed(source: SourceText, limits: Limits) -> DocumentNode:
    most = min(MAX_TOKENS, limits.max_nodes)
    try:
        text = _bounded(source.text)
        return parse(_Lines(text, source.file or ""), max_lexical_tokens=most, max_comments=most)
    except GraphQLSyntaxError as error:
        place = next(iter(error.locations or ()), None)
        raise DocumentError(
            error.message.removeprefix("Syntax Error: "),
            line=place and place.line,
            column=place and place.column,
            file=source.file,
        ) from error
    except DocumentError as error:
        error.file = source.file
        raise


def _bounded(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(f"A file of a GraphQL schema may have {MAX_CHARACTERS:,} characters at most")
    return text


def position(node: Node) -> Position:
    """Where a node begins in its file; only for nodes that were read from a text."""
    if node.loc is None:
        raise ValueError("a node that no text was read to has no place")
    token = node.loc.start_token
    return Position(token.line, token.column, node.loc.source.name or None)
