"""Chains of references in a tree; each link is followed once, however many chains share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalog.contracts.documents.pointers import local_pointer, resolve, split

NOWHERE, CIRCLE = object(), object()
"""What stands at the end of a chain that leads to nothing, or back to itself."""


def onward(node: Any) -> str | None:
    """The pointer that a reference inside the document holds; None where a node is none."""
    reference = node.get("$ref") if isinstance(node, dict) else None
    return local_pointer(reference) if isinstance(reference, str) else None


def _unlimited() -> None:
    """No limit on the time that it takes."""


class Chains:
    """What the references of a tree lead to in the end; `check` is called for each, and may raise."""

    def __init__(self, tree: Any, check: Callable[[], None] = _unlimited) -> None:
        self.tree = tree
        self._check = check
        self._ends: dict[str, tuple[str, Any]] = {}

    def follow(self, pointer: str, node: Any) -> tuple[str, Any]:
        """What a node stands for, and where: the node itself where a reference leads nowhere or in a circle."""
        self._check()
        first = onward(node)
        at, end = (pointer, node) if first is None else self.end_of(first)
        return (pointer, node) if end is NOWHERE or end is CIRCLE else (at, end)

    def end_of(self, pointer: str) -> tuple[str, Any]:
        """Where the chain that begins at a place ends, and at what, which may be NOWHERE or CIRCLE."""
        passed: list[str] = []
        while pointer not in self._ends:
            self._check()
            passed.append(pointer)
            self._ends[pointer] = pointer, CIRCLE  # holds for whoever comes back here before an end is found
            target = self._at(pointer)
            following = onward(target)
            if following is None:
                end = pointer, target
                break
            pointer = following
        else:
            end = self._ends[pointer]
        self._ends.update(dict.fromkeys(passed, end))
        return end

    def _at(self, pointer: str) -> Any:
        try:
            return resolve(self.tree, split(pointer))
        except LookupError:
            return NOWHERE
