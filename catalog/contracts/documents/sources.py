"""The text of one uploaded file: decoding it, parsing it, finding places in it."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.json_text import JsonPlaces, parse_json
from catalog.contracts.documents.positions import LineIndex, Position
from catalog.contracts.documents.yaml_text import YamlPlaces, parse_yaml
from catalog.contracts.limits import Deadline, Limits

Source = bytes | str | Mapping[str, bytes | str]
"""One file, or a bundle: path to content, the root document first."""

_FIRST_CHARACTER = re.compile(r"\s*(\S)")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True, eq=False)
class SourceText:
    """The text of one file and its path in the bundle (`None` for a single document)."""

    text: str = field(repr=False)
    file: str | None
    limits: Limits = field(repr=False)

    @property
    def is_json(self) -> bool:
        first = _FIRST_CHARACTER.match(self.text)
        return first is not None and first[1] in "{["

    def parse(self, deadline: Deadline) -> Any:
        """The tree of the text; raises `DocumentError` with file, line and column."""
        try:
            return (parse_json if self.is_json else parse_yaml)(self.text, self.limits, deadline)
        except DocumentError as error:
            error.file = self.file
            raise

    def locate(self, tokens: list[str]) -> Position:
        """The place of the key or item that the tokens lead to, or of its nearest ancestor."""
        return Position(*self._places.locate(tokens), self.file)

    @cached_property
    def _places(self) -> JsonPlaces | YamlPlaces:
        if self.is_json:
            return JsonPlaces(self.text)
        return YamlPlaces(self.text, self.limits, Deadline.of(self.limits))


def read_sources(source: Source, limits: Limits) -> tuple[SourceText, ...]:
    """The texts of an upload, root first; raises `DocumentError` where it is too large or not text."""
    if isinstance(source, bytes | str):
        return (SourceText(_decode(source, None), None, limits),)
    if not source:
        raise DocumentError("The bundle holds no file")
    if len(source) > limits.max_files:
        raise DocumentError(f"The bundle holds more than {limits.max_files:,} files")
    texts: dict[str, SourceText] = {}
    for path, content in source.items():
        file = posixpath.normpath(path)
        if file in texts:
            raise DocumentError("The bundle holds this file twice", file=file)
        texts[file] = SourceText(_decode(content, file), file, limits)
    return tuple(texts.values())


def _decode(content: bytes | str, file: str | None) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    codec = "utf-8"
    for mark, named in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            content, codec = content.removeprefix(mark), named
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line, column = LineIndex(content[: error.start].decode(codec)).end()
        reason = f"The text is not valid {codec.upper()}: {error.reason}"
        raise DocumentError(reason, line=line, column=column, file=file) from error
