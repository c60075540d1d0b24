"""References that lead nowhere, in circles, or out of the upload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join, local_pointer, resolve, split
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding

_LITERALS = frozenset({"const", "default", "enum", "example", "examples"})


def reference_findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """One finding per reference that does not do what it should; raises OutOfTimeError."""
    known: dict[str, str | None] = {}
    for pointer, reference in _references(document.tree, deadline):
        if reference not in known:
            known[reference] = _fault(document.tree, reference, deadline)
        if fault := known[reference]:
            yield Finding(f"The reference {reference!r} {fault}", pointer)


def _references(tree: Any, deadline: Deadline) -> Iterator[tuple[str, str]]:
    """Every reference with its pointer; an object that aliases share is visited once."""
    seen: set[int] = set()
    pending: list[tuple[str, Any, bool]] = [("", tree, False)]
    while pending:
        pointer, node, names = pending.pop()
        deadline.check()
        if isinstance(node, list):
            pending.extend((join(pointer, index), part, False) for index, part in enumerate(node))
        elif isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            reference = node.get("$ref")
            if isinstance(reference, str):
                yield join(pointer, "$ref"), reference
            pending.extend(
                (join(pointer, key), part, key == "properties" and not names)
                for key, part in node.items()
                if names or key not in _LITERALS
            )


def _fault(tree: Any, reference: str, deadline: Deadline) -> str | None:
    passed: set[str] = set()
    while True:
        deadline.check()
        pointer = local_pointer(reference)
        if pointer is None:
            return "leaves the document, and nothing is fetched: upload what it names together with it"
        if pointer in passed:
            return "leads in a circle"
        passed.add(pointer)
        try:
            target = resolve(tree, split(pointer))
        except LookupError:
            return "leads nowhere"
        onward = target.get("$ref") if isinstance(target, dict) else None
        if not isinstance(onward, str):
            return None
        reference = onward
