"""References that lead nowhere, in circles, out of the upload, or to an object of another kind."""

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join, local_pointer, resolve, split
from catalog.contracts.limits import Deadline
from catalog.contracts.openapi.grammar import Grammar, Kind, children, grammar_of
from catalog.contracts.openapi.problems import Finding

Trail = tuple["Trail", tuple[str | int, ...]] | str
"""Where a node stands: a pointer, or a trail and the tokens after it (spelled out only when it is needed)."""


class Outline:
    """Every object of a document with its kind, reached through the grammar and through references.

    An object that aliases share, or that several references reach, is visited once.
    """

    def __init__(self, document: Document, deadline: Deadline) -> None:
        self._tree = document.tree
        self._grammar: Grammar = grammar_of(document.format_version)
        self._deadline = deadline
        self._kinds: dict[int, Kind] = {}
        self._anchors: set[str] = set()
        self._references: list[tuple[Kind, Trail, str]] = []
        self._ends: dict[str, Any] = {}
        self.outside: list[tuple[Kind, str, Any]] = []
        self.operations: list[tuple[str, dict[str, Any]]] = []
        self._visit("document", "", document.tree)

    def findings(self) -> Iterator[Finding]:
        """One finding per reference that does not do what it should."""
        for kind, trail, reference in self._references:  # grows while targets outside the grammar are visited
            self._deadline.check()
            fault = self._fault(kind, reference)
            if fault:
                yield Finding(f"The reference {reference!r} {fault}", join(pointer_of(trail), "$ref"))

    def _visit(self, kind: Kind, trail: Trail, node: Any) -> None:
        pending = [(kind, trail, node)]
        while pending:
            kind, trail, node = pending.pop()
            if not isinstance(node, dict) or id(node) in self._kinds:
                continue
            self._deadline.check()
            self._kinds[id(node)] = kind
            if self._note(kind, trail, node):
                inside = [(k, (trail, tokens), n) for k, tokens, n in children(self._grammar, kind, node)]
                pending.extend(reversed(inside))

    def _note(self, kind: Kind, trail: Trail, node: dict[str, Any]) -> bool:
        """Notes what matters about a node, and answers whether what it holds counts."""
        if kind == "operation":
            self.operations.append((pointer_of(trail), node))
        if kind == "schema":
            self._anchors.update(
                f"#{name}" for key in ("$anchor", "$dynamicAnchor") if isinstance(name := node.get(key), str)
            )
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return True
        self._references.append((kind, trail, reference))
        return kind == "path item" or (kind == "schema" and "$defs" in self._grammar["schema"])

    def _fault(self, kind: Kind, reference: str) -> str | None:
        if reference in self._anchors:
            return None
        pointer = local_pointer(reference)
        if pointer is None:
            return "leaves the document, and nothing is fetched: upload what it names together with it"
        try:
            target = self._end_of(pointer)
        except LookupError:
            return "leads nowhere"
        if target is None:
            return "leads in a circle"
        if isinstance(target, dict) and id(target) not in self._kinds:
            self.outside.append((kind, pointer, target))
            self._visit(kind, pointer, target)
        found = self._kinds.get(id(target), kind)
        if found != kind or not (isinstance(target, dict) or (kind == "schema" and isinstance(target, bool))):
            article = "an" if kind[0] in "aeio" else "a"
            named = f"is of the kind {found}" if found != kind else f"holds {target!r:.40}"
            return f"must lead to {article} {kind}, but what stands there {named}"
        return None

    def _end_of(self, pointer: str) -> Any:
        """What a chain of references ends at, `None` where it goes in a circle."""
        passed: list[str] = []
        target = None
        while pointer not in self._ends:
            passed.append(pointer)
            self._ends[pointer] = None  # what leads back here before an end is found goes in a circle
            target = resolve(self._tree, split(pointer))
            onward = target.get("$ref") if isinstance(target, dict) else None
            following = local_pointer(onward) if isinstance(onward, str) else None
            if following is None:
                break
            pointer = following
        else:
            target = self._ends[pointer]
        self._ends.update(dict.fromkeys(passed, target))
        return target


def pointer_of(trail: Trail) -> str:
    """The JSON pointer that a trail spells."""
    steps: list[tuple[str | int, ...]] = []
    while not isinstance(trail, str):
        trail, tokens = trail
        steps.append(tokens)
    return join(trail, *(token for tokens in reversed(steps) for token in tokens))
