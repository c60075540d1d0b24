"""What differs between two sets of files: packages, syntax, options, and files that came or have gone."""

from __future__ import annotations

from typing import Any

from catalog.contracts.documents.pointers import split
from catalog.contracts.pairs import Pair
from catalog.contracts.protobuf.comparing import note_deprecation
from catalog.contracts.protobuf.model import Names, Side
from catalog.contracts.schemas.source import Node

DECLARED = ("messages", "enums", "services", "extensions")


class FileComparer:
    """Compares files that are paired by their paths; `pairs` holds those of the previous and of the current files."""

    def __init__(self, previous: Side, current: Side, names: Names) -> None:
        self.pairs: tuple[dict[str, Pair], dict[str, Pair]] = ({}, {})
        self.gone: dict[str, Pair] = {}
        self._previous, self._current, self._names = previous, current, names
        self._declared = _by_file(previous)

    def compare(self) -> None:
        """Note what differs in each file; `gone` are the packages that no file has any more."""
        before, after = self._previous.tree["files"], self._current.tree["files"]
        moved = {file: self._names.files.get(file, file) for file in before}
        for file in before:
            pair = self.pairs[0][file] = Pair()
            if moved[file] in after:
                self.pairs[1][moved[file]] = pair
                self._compare(
                    pair, self._previous.node("files", file), self._current.node("files", moved[file])
                )
        self._note_gone(before, after, moved)
        for file in after.keys() - set(moved.values()):
            pair = self.pairs[1][file] = Pair()
            pair.note("file", "added", current=self._current.node("files", file), name=file)

    def _note_gone(self, before: dict[str, Any], after: dict[str, Any], moved: dict[str, str]) -> None:
        left = self._current.packages() | {
            file["package"] for path, file in before.items() if moved[path] in after
        }
        for file, facts in before.items():
            package = facts["package"]
            if package not in left and package not in self.gone:
                self.gone[package] = Pair()
                where = self._previous.node("files", file)
                self.gone[package].note("package", "removed", previous=where, name=package, effect="narrows")
            if package in left and moved[file] not in after:
                self._note_file_gone(file)

    def _note_file_gone(self, file: str) -> None:
        """Where all that it declared has gone with it, that is told already."""
        homes = {
            self._current.tree[kind][name]["file"]
            for kind, names in self._declared.get(file, {}).items()
            for name in names
            if name in self._current.tree[kind]
        }
        if homes or file not in self._declared:
            where = self._previous.node("files", file)
            self.pairs[0][file].note(
                "file", "removed", previous=where, name=file, after=", ".join(sorted(homes))
            )

    def _compare(self, pair: Pair, before: Node, after: Node) -> None:
        old, new = before.value, after.value
        sides = {"previous": before, "current": after}
        if old["package"] != new["package"]:
            facts = {"before": old["package"], "after": new["package"], "effect": "replaces"}
            pair.note("package", "changed", **_keyed(before, after, "package"), **facts)
        if old["syntax"] != new["syntax"]:
            facts = {"before": old["syntax"], "after": new["edition"] or new["syntax"]}
            pair.note("syntax", "changed", **_keyed(before, after, "syntax"), **facts)
            self._note_json(pair, before, after)
        elif old["edition"] != new["edition"]:
            facts = {"before": old["edition"], "after": new["edition"]}
            pair.note("edition", "changed", **_keyed(before, after, "edition"), **facts)
        for option, was in old["options"].items():
            now = new["options"][option]
            if was != now:
                pair.note("file option", "changed", **sides, name=option, before=was, after=now)
        note_deprecation(pair, before, after)

    def _note_json(self, pair: Pair, before: Node, after: Node) -> None:
        """With another syntax, a whole file can lose what JSON is promised: once, and not per message."""
        for kind in ("messages", "enums"):
            for name in self._declared.get(_path(before), {}).get(kind, ()):
                current = self._current.find(kind, self._names.of(kind, name))
                known = self._previous.node(kind, name)
                if current is not None and known.value["json"] and not current.value["json"]:
                    pair.note("JSON format", "withdrawn", previous=before, current=after)
                    return


def _path(file: Node) -> str:
    return split(file.pointer)[1]


def _keyed(before: Node, after: Node, key: str) -> dict[str, Any]:
    return {"previous": before.child(key), "current": after.child(key)}


def _by_file(side: Side) -> dict[str, dict[str, list[str]]]:
    """The names of what each file declares, by kind."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind in DECLARED:
        for name, declared in side.tree[kind].items():
            found.setdefault(declared["file"], {}).setdefault(kind, []).append(name)
    return found
