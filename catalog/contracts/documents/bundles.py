"""Several files that refer to each other become one tree whose references are all local.

Every file that the root's relative references reach is mounted as it is under `#/x-bundled-files/{path}`, and
the references to it are rewritten. A reference that leaves the bundle is left alone: nothing is fetched.
"""

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, unquote

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import LONGEST_POINTER, escape
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.documents.walk import Trail, objects, spelled
from catalog.contracts.limits import Deadline

MOUNT = "x-bundled-files"


def bundle(sources: Sequence[SourceText], deadline: Deadline) -> Any:
    """The one tree of a bundle; raises `DocumentError` for a file that is referred to and does not parse."""
    root = sources[0]
    tree = root.parse(deadline)
    if len(sources) == 1 or not isinstance(tree, dict):
        return tree
    if MOUNT in tree:
        raise DocumentError("The root document of a bundle may not use this key", pointer=f"/{MOUNT}")
    bundled = _Bundle(sources, tree, deadline)
    bundled.link()
    tree[MOUNT] = {file: other for file, other in bundled.trees.items() if other is not tree}
    return tree


def source_of(tokens: list[str], sources: Sequence[SourceText]) -> tuple[SourceText, list[str]]:
    """The file that a path of tokens in the bundled tree leads into, and the path inside that file."""
    if len(tokens) > 1 and tokens[0] == MOUNT:
        for source in sources:
            if source.file == tokens[1]:
                return source, tokens[2:]
    return sources[0], tokens


class _Bundle:
    def __init__(self, sources: Sequence[SourceText], root: Any, deadline: Deadline) -> None:
        self._sources = {source.file or "": source for source in sources}
        self._root = sources[0].file or ""
        self._deadline = deadline
        self._pending = [self._root]
        self._anchors: dict[str, dict[str, Trail]] = {}
        self.trees: dict[str, Any] = {self._root: root}

    def link(self) -> None:
        """Reads every file that is reached and rewrites the references in all of them."""
        while self._pending:
            file = self._pending.pop()
            for holder, key in _references(self.trees[file], self._deadline):
                holder[key] = self._linked(holder[key], file)

    def _linked(self, reference: str, file: str) -> str:
        location, _, fragment = reference.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(location)))
        if not location:
            target = file
        elif ":" in location or location.startswith("/") or target not in self._sources:
            return reference
        if target not in self.trees:
            self.trees[target] = self._sources[target].parse(self._deadline)
            self._pending.append(target)
        if fragment and not fragment.startswith("/"):
            anchored = self._anchors_of(target).get(unquote(fragment))
            pointer = None if anchored is None else spelled(anchored)
            if pointer is None or len(pointer) > LONGEST_POINTER:
                return reference
            fragment = quote(pointer, safe="/~")
        mount = "" if target == self._root else "/".join(("", MOUNT, quote(escape(target), safe="~")))
        return f"#{mount}{fragment}"

    def _anchors_of(self, file: str) -> dict[str, Trail]:
        if file not in self._anchors:
            self._anchors[file] = _anchors(self.trees[file], self._deadline)
        return self._anchors[file]


def _references(tree: Any, deadline: Deadline) -> Iterator[tuple[dict[str, Any], str]]:
    """Each object and key that holds a reference."""
    for _, node in objects(tree, deadline):
        if isinstance(node.get("$ref"), str):
            yield node, "$ref"
        yield from _mapped(node.get("discriminator"))


def _mapped(discriminator: Any) -> Iterator[tuple[dict[str, Any], str]]:
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    if isinstance(mapping, dict):
        for name, target in mapping.items():
            if isinstance(target, str):
                yield mapping, name


def _anchors(tree: Any, deadline: Deadline) -> dict[str, Trail]:
    """Where the schemas stand that declare an `$anchor` or `$dynamicAnchor`, by its name."""
    found: dict[str, Trail] = {}
    for trail, node in objects(tree, deadline):
        for name in (node.get("$anchor"), node.get("$dynamicAnchor")):
            if isinstance(name, str):
                found.setdefault(name, trail)
    return found
