"""The text of one uploaded file: decoding it, parsing it, finding places in it."""

import codecs
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.json_places import JsonPlaces
from catalog.contracts.documents.json_text import parse_json
from catalog.contracts.documents.positions import LineIndex, Position
from catalog.contracts.documents.yaml_text import YamlPlaces, parse_yaml
from catalog.contracts.limits import Deadline, Limits

Source = bytes | str | Mapping[str, bytes | str]
"""One file, or a bundle: path to content, the root document first."""

_FIRST_CHARACTER = re.compile(rb"\s*(\S)")
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, eq=False)
class SourceText:
    """The text of one file, in UTF-8 without a byte order mark, and its path in the bundle (`None` for a single
    document).
    """

    data: bytes = field(repr=False)
    file: str | None
    limits: Limits = field(repr=False)

    @property
    def is_json(self) -> bool:
        first = _FIRST_CHARACTER.match(self.data)
        return first is not None and first[1] in b"{["

    def parse(self, deadline: Deadline) -> Any:
        """The tree of the text; raises `DocumentError` with file, line and column."""
        try:
            if self.is_json:
                return parse_json(self.data, self.limits, deadline)
            return parse_yaml(self.data.decode(), self.limits, deadline)
        except UnicodeDecodeError as error:
            raise _not_text(error, self.file) from error
        except DocumentError as error:
            error.file = self.file
            raise

    def locate(self, tokens: list[str], tree: Any) -> Position:
        """The place of the key or item that the tokens lead to, or of its nearest ancestor.

        `tree` is what the text was parsed to.
        """
        line, column = (
            self._json_places.locate(tokens, tree) if self.is_json else self._yaml_places.locate(tokens)
        )
        return Position(line, column, self.file)

    @cached_property
    def _json_places(self) -> JsonPlaces:
        return JsonPlaces(self.data)

    @cached_property
    def _yaml_places(self) -> YamlPlaces:
        return YamlPlaces(self.data.decode(), self.limits, Deadline.of(self.limits))


def read_sources(source: Source, limits: Limits) -> tuple[SourceText, ...]:
    """The texts of an upload, root first; raises `DocumentError` where a bundle is none, or UTF-16 is no text."""
    if isinstance(source, bytes | str):
        return (SourceText(_utf_8(source, None), None, limits),)
    if not source:
        raise DocumentError("The bundle holds no file")
    if len(source) > limits.max_files:
        raise DocumentError(f"The bundle holds more than {limits.max_files:,} files")
    texts: dict[str, SourceText] = {}
    for path, content in source.items():
        file = posixpath.normpath(path)
        if file in texts:
            raise DocumentError("The bundle holds this file twice", file=file)
        texts[file] = SourceText(_utf_8(content, file), file, limits)
    return tuple(texts.values())


def _utf_8(content: bytes | str, file: str | None) -> bytes:
    data = content.encode(errors="surrogatepass") if isinstance(content, str) else content
    for mark, codec in _UTF_16.items():
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(codec).encode()
            except UnicodeDecodeError as error:
                raise _not_text(error, file) from error
    return data.removeprefix(codecs.BOM_UTF8)


def _not_text(error: UnicodeDecodeError, file: str | None) -> DocumentError:
    line, column = LineIndex(error.object[: error.start].decode(error.encoding)).end()
    reason = f"The text is not valid {error.encoding.upper()}: {error.reason}"
    return DocumentError(reason, line=line, column=column, file=file)
