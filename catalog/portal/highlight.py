"""Source texts and JSON with classes for their colours."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JsonLexer, YamlLexer

from catalog.models import Document

# Beyond this, colours cost more than they give: the browser and the lexer both take seconds.
COLOURED = 400_000  # characters


def json_text(value: Any) -> SafeString:
    """A JSON value, indented and coloured."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _safe(highlight(text, JsonLexer(), HtmlFormatter(nowrap=True)))


def document_lines(document: Document) -> SafeString | str:
    """A contract document as lines that can be linked to (`#line-12`); a very large one as plain text."""
    text = bytes(document.content).decode("utf-8-sig", errors="replace")
    if len(text) > COLOURED:
        return text
    lexer = JsonLexer() if text.lstrip().startswith("{") else YamlLexer()
    formatter = HtmlFormatter(nowrap=False, linenos="inline", lineanchors="line", anchorlinenos=True)
    return _safe(highlight(text, lexer, formatter))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  # Pygments escapes the text between its own tags
