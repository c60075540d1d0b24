"""Source texts and JSON with classes for their colours."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import GraphQLLexer, JsonLexer, ProtoBufLexer, YamlLexer

from catalog.contracts.rendering.witnesses import message_text
from catalog.models import Document

# Beyond the first, colours cost more than they give; beyond the second, no browser shows it in good time.
COLOURED, SHOWN = 300_000, 2_000_000  # characters
_LEXERS: Final[Mapping[str, type[Lexer]]] = {
    "graphql": GraphQLLexer,
    "protobuf": ProtoBufLexer,
}  # others are data


def message_html(witness: Mapping[str, Any]) -> SafeString:
    """The message that proves a change, with colours in those of its blocks that are JSON or a request of GraphQL."""
    blocks = message_text(witness).split("\n\n")
    lexers = [JsonLexer if block.startswith(("{", "[")) else None for block in blocks]
    if "query" in witness:
        lexers[0] = GraphQLLexer
    coloured = (_coloured(block, lexer) for block, lexer in zip(blocks, lexers, strict=True))
    return format_html_join("\n\n", "{}", ((block,) for block in coloured))


def _coloured(text: str, lexer: type[Lexer] | None) -> str:
    return text if lexer is None else _safe(highlight(text, lexer(), HtmlFormatter(nowrap=True)).rstrip("\n"))


def document_texts(document: Document) -> dict[str, str]:
    """The text of a document under no name, or those of a bundle under their paths, the root document first."""
    files = document.source
    if isinstance(files, bytes | str):
        files = {"": files}
    return {path: _decoded(content) for path, content in files.items()}


def _decoded(content: bytes | str) -> str:
    return content if isinstance(content, str) else content.decode("utf-8-sig", errors="replace")


def source_lines(text: str, format_name: str) -> SafeString:
    """A contract document as lines that can be linked to (`#line-12`); a large one as plain text, or its beginning."""
    if len(text) > COLOURED:
        return format_html("<pre>{}</pre>", text[:SHOWN])
    lexer = (_LEXERS.get(format_name) or _of_data(text))()
    formatter = HtmlFormatter(nowrap=False, linenos="inline", lineanchors="line", anchorlinenos=True)
    return _safe(highlight(text, lexer, formatter))


def _of_data(text: str) -> type[Lexer]:
    chosen: type[Lexer] = JsonLexer if text.lstrip().startswith(("{", "[")) else YamlLexer
    return chosen


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  # Pygments escapes the text between its own tags
