"""Where things stand in `.proto` files: from the paths of the compiler's source information to JSON pointers."""

from __future__ import annotations

from collections.abc import Mapping

from google.protobuf.descriptor_pb2 import FileDescriptorProto

from catalog.contracts.documents.positions import Position
from catalog.contracts.limits import Deadline
from catalog.contracts.protobuf.compiler import column_of

Path = tuple[int, ...]


class Places:
    """Collects the places of what is put into the tree, file by file."""

    def __init__(self, files: Mapping[str, str], *, unnamed: bool) -> None:
        self.by_pointer: dict[str, Position] = {}
        self._texts = files
        self._unnamed = unnamed

    def put(self, pointer: str, file: str, line: int, column: int) -> None:
        self.by_pointer[pointer] = Position(line, column, None if self._unnamed else file)

    def comments(self, file: FileDescriptorProto, deadline: Deadline) -> dict[Path, str]:
        """The comments above declarations by their paths; below these, one behind its line."""
        found = {}
        for location in file.source_code_info.location:
            deadline.check()
            comment = location.leading_comments or location.trailing_comments
            if comment:
                found[tuple(location.path)] = "\n".join(
                    line.removeprefix(" ").rstrip() for line in comment.splitlines()
                ).strip()
        return found

    def locate(self, file: FileDescriptorProto, pointers: Mapping[Path, str], deadline: Deadline) -> None:
        """Put the places of a file's declarations, whose pointers are given by their paths."""
        text = self._texts[file.name]
        plain = text.isascii() and "\t" not in text
        lines = [] if plain else text.split("\n")
        for location in file.source_code_info.location:
            deadline.check()
            pointer = pointers.get(tuple(location.path))
            if pointer is None or pointer in self.by_pointer:
                continue
            line, column = location.span[0], location.span[1]
            here = column + 1 if plain or line >= len(lines) else column_of(lines[line], column)
            self.put(pointer, file.name, line + 1, here)
