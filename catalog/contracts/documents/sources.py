"""The content of one uploaded file: parsing it, finding places in it.

A file is decoded where its text is asked for: for YAML, and for places. The JSON parser reads the bytes. What reads
YAML is imported when there is some.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from catalog.contracts.documents.encodings import decode, to_utf8
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.json_places import JsonPlaces
from catalog.contracts.documents.json_text import Parsed, parse_alike, parse_json
from catalog.contracts.documents.positions import Position
from catalog.contracts.limits import Deadline, Limits

if TYPE_CHECKING:
    from catalog.contracts.documents.yaml_text import YamlPlaces

Source = bytes | str | Mapping[str, bytes | str]
"""One file, or a bundle: path to content, the root document first."""

_YAML = "catalog.contracts.documents.yaml_text"
_PLAIN = ".proto"
_JSON_CONTAINER = re.compile(rb"\s*[{\[]")


@dataclass(frozen=True, eq=False)
class SourceText:
    """The content of one file as UTF-8 and its path in the bundle (`None` for a single document)."""

    content: bytes = field(repr=False)
    file: str | None
    limits: Limits = field(repr=False)
    _parsed: list[Parsed] = field(default_factory=list, repr=False, init=False)

    @property
    def is_json(self) -> bool:
        return _JSON_CONTAINER.match(self.content) is not None

    @property
    def is_plain(self) -> bool:
        """Is it neither JSON nor YAML, so that it is a text to whoever refers to it?"""
        return self.file is not None and self.file.endswith(_PLAIN)

    @property
    def is_read(self) -> bool:
        return bool(self._parsed)

    @cached_property
    def text(self) -> str:
        return decode(self.content)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def parse(self, deadline: Deadline) -> Any:
        """The tree of the content, parsed once; raises `DocumentError` with file, line and column."""
        if not self._parsed:
            self._parsed.append(self._read(deadline))
        return self._parsed[0].tree

    def resemble(self, other: SourceText) -> None:
        """Take over from another content that has been parsed what is the same in this one, which often is most."""
        if self.is_json and other.is_json and other._parsed:
            parsed = parse_alike(self.content, other.content, other._parsed[0].tree, self.limits)
            if parsed is not None:
                self._parsed.append(parsed)

    def _read(self, deadline: Deadline) -> Parsed:
        try:
            if self.is_plain:
                return Parsed(self.text)
            if self.is_json:
                return parse_json(self.content, self.limits, deadline)
            return Parsed(import_module(_YAML).parse_yaml(self.text, self.limits, deadline))
        except DocumentError as error:
            error.file = self.file
            raise

    def locate(self, tokens: list[str], tree: Any, deadline: Deadline | None = None) -> Position:
        """The place of the key or item that the tokens lead to, or of its nearest ancestor.

        `tree` is what the content was parsed to. Raises `OutOfTimeError`.
        """
        if self.is_plain:
            return Position(1, 1, self.file)
        until = deadline or Deadline.of(self.limits)
        line, column = (
            self._json_places.locate(tokens, tree, until)
            if self.is_json
            else self._yaml_places.locate(tokens, until)
        )
        return Position(line, column, self.file)

    def locate_in_text(self, start: Position, text: str, inside: Position) -> Position:
        """The place of a line and column of a text that begins at a place; that place where it is written otherwise.

        In YAML a literal block has the lines of its text, which begin on the line behind its key.
        """
        if self.is_plain:
            return Position(inside.line, inside.column, self.file)
        meant, at = text.split("\n")[inside.line - 1 : inside.line], start.line + inside.line
        written = self._lines[at - 1 : at]
        if not meant or not written or meant[0].strip() != written[0].strip():
            return start
        return Position(at, written[0].find(meant[0].strip()) + inside.column - _indent(meant[0]), self.file)

    @cached_property
    def _json_places(self) -> JsonPlaces:
        return JsonPlaces(self.content, usual=any(parsed.usual for parsed in self._parsed))

    @cached_property
    def _yaml_places(self) -> YamlPlaces:
        places: YamlPlaces = import_module(_YAML).YamlPlaces(self.text, self.limits)
        return places


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def read_sources(source: Source, limits: Limits) -> tuple[SourceText, ...]:
    """The files of an upload, root first; raises `DocumentError` where there are too many, or one comes twice."""
    if isinstance(source, bytes | str):
        return (SourceText(to_utf8(source), None, limits),)
    if not source:
        raise DocumentError("The bundle holds no file")
    if len(source) > limits.max_files:
        raise DocumentError(f"The bundle holds more than {limits.max_files:,} files")
    files: dict[str, SourceText] = {}
    for path, content in source.items():
        file = posixpath.normpath(path)
        if file in files:
            raise DocumentError("The bundle holds this file twice", file=file)
        files[file] = _bundled(content, file, limits)
    return tuple(files.values())


def _bundled(content: bytes | str, file: str, limits: Limits) -> SourceText:
    try:
        return SourceText(to_utf8(content), file, limits)
    except DocumentError as error:
        error.file = file
        raise
