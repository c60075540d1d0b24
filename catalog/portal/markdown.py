"""Markdown that somebody else wrote, as HTML that cannot harm: without raw HTML, images, and dangerous links."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Its links are checked (`javascript:` is none), and its text is escaped.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
LONGEST = 20_000  # characters; a longer text is no description


def markdown_html(text: str) -> SafeString:
    """A description as paragraphs, lists, tables and code."""
    html: str = _MARKDOWN.render(text[:LONGEST])
    return mark_safe(html)  # noqa: S308  # see above
