"""Answers as plain text, for shells and logs: asked for with `Accept: text/plain`."""

from collections.abc import Iterator, Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer


class PlainRenderer(BaseRenderer):
    """Subclasses say how the answer reads, line by line. A problem reads the same everywhere.

    No line begins with words of a document's author, who could otherwise give orders to a CI system through its
    log: each begins with a word of ours, and what is quoted keeps to its line.
    """

    media_type = "text/plain"
    format = "text"
    charset = "utf-8"

    def lines(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Yield the lines of an answer that is no problem."""
        yield from (f"{name}: {one_line(value)}" for name, value in data.items())

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        is_problem = renderer_context is not None and renderer_context["response"].exception
        lines = _problem(data) if is_problem else self.lines(data)
        return "".join(f"{line}\n" for line in lines).encode()


def one_line(value: object) -> str:
    return " ".join(str(value).split())


def _problem(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"problem: {one_line(data['title'])}"
    yield f"detail: {one_line(data['detail'])}"
    for error in data.get("errors", ()):
        yield f"at {one_line(error['pointer']) or '/'}: {one_line(error['detail'])}"
    yield f"about: {data['type']}"
