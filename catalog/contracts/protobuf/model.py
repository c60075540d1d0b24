"""Two trees side by side: what a declaration is called in the other one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.contracts.documents.pointers import escape
from catalog.contracts.schemas.source import Node, Source

Tree = Mapping[str, Any]


class Side:
    """The declarations of one document."""

    def __init__(self, source: Source) -> None:
        self.tree = source.tree
        self._source = source

    def node(self, kind: str, name: str, *below: str) -> Node:
        """The place of a declaration, or of something below it, which must exist."""
        value = self.tree[kind][name]
        for key in below:
            value = value[key]
        pointer = "/".join(map(escape, (kind, name, *below)))
        return Node(self._source, f"#/{pointer}", value)

    def find(self, kind: str, name: str | None) -> Node | None:
        return self.node(kind, name) if name is not None and name in self.tree[kind] else None

    def package_of(self, declared: Mapping[str, Any]) -> str:
        return str(self.tree["files"][declared["file"]]["package"])

    def packages(self) -> set[str]:
        return {file["package"] for file in self.tree["files"].values()}


class Names:
    """What the declarations of the previous document are called in the current one.

    The same, unless their file stands in another package now and they went with it.
    """

    def __init__(self, previous: Side, current: Side) -> None:
        self.files = _file_names(previous.tree, current.tree)
        self._previous = previous
        self._current = current

    def package(self, file: str) -> tuple[str, str] | None:
        """The package of a file before and after, where it differs; None too where the file has gone."""
        found = self._current.tree["files"].get(self.files.get(file, file))
        before = self._previous.tree["files"][file]["package"]
        return (before, found["package"]) if found is not None and found["package"] != before else None

    def of(self, kind: str, name: str) -> str | None:
        """The current name of a declaration, None where it has gone; what is not declared is called what it was."""
        known = self._previous.tree[kind].get(name)
        if known is None or name in self._current.tree[kind]:
            return name
        moved = self.package(known["file"])
        if moved is None:
            return None
        here = name[len(moved[0]) + 1 :] if moved[0] else name
        candidate = f"{moved[1]}.{here}" if moved[1] else here
        return candidate if candidate in self._current.tree[kind] else None

    def of_type(self, name: str) -> str:
        """The same of the type of a field; one that has gone keeps its name."""
        kind = "enums" if name in self._previous.tree["enums"] else "messages"
        return self.of(kind, name) or name


def _file_names(previous: Tree, current: Tree) -> dict[str, str]:
    """The path of one file is no news where either document was uploaded as a single text, which has none."""
    before, after = list(previous["files"]), list(current["files"])
    unnamed = previous["unnamed"] or current["unnamed"]
    return {before[0]: after[0]} if unnamed and len(before) == len(after) == 1 else {}
