"""References that lead nowhere, in circles, or out of the upload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join, local_pointer, resolve, split, step
from catalog.contracts.documents.walk import Trail, objects, spelled
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding

_CIRCLE = "leads in a circle"


def reference_findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """One finding per reference that does not do what it should; raises OutOfTimeError."""
    known: dict[str, str | None] = {}
    for trail, holder in _references(document.tree, deadline):
        reference = holder["$ref"]
        fault = _fault(document.tree, reference, known, deadline)
        if fault is not None:
            yield Finding(f"The reference {reference!r} {fault}", join(spelled(trail), "$ref"))


def _references(tree: Any, deadline: Deadline) -> Iterator[tuple[Trail, dict[str, Any]]]:
    """Every object that is a reference, with its trail."""
    return ((trail, node) for trail, node in objects(tree, deadline) if isinstance(node.get("$ref"), str))


def _fault(tree: Any, reference: str, known: dict[str, str | None], deadline: Deadline) -> str | None:
    """What is wrong with a chain of references; each link is followed once, however many chains share it."""
    passed: list[str] = []
    onward: Any = reference
    fault: str | None = None
    while isinstance(onward, str) and fault is None:
        deadline.check()
        if onward in known:
            fault = known[onward]
            break
        known[onward] = _CIRCLE  # holds for whoever comes back here before an end is found
        passed.append(onward)
        onward, fault = _step(tree, onward)
    known.update(dict.fromkeys(passed, fault))
    return fault


def _step(tree: Any, reference: str) -> tuple[Any, str | None]:
    """What the target of a reference refers to itself, and what is wrong with the reference."""
    pointer = local_pointer(reference)
    if pointer is None:
        return None, "leaves the document, and nothing is fetched: upload what it names together with it"
    try:
        target = resolve(tree, split(pointer))
    except LookupError:
        return None, "leads nowhere"
    return (target.get("$ref") if isinstance(target, dict) else None), None


def with_direct_references(tree: Any, deadline: Deadline) -> None:
    """Spell the references that pass through others by where they end: those into a channel which is a reference.

    Reference resolvers of AsyncAPI follow what they pass; everything else here sees pointers that lead all the way.
    """
    known: dict[str, str] = {}
    for _, holder in _references(tree, deadline):
        reference = holder["$ref"]
        if reference not in known:
            known[reference] = _direct(tree, reference, deadline)
        holder["$ref"] = known[reference]


def _direct(tree: Any, reference: str, deadline: Deadline) -> str:
    pointer = local_pointer(reference)
    tokens = [] if pointer is None else split(pointer)
    passed: set[str] = set()
    node, at, direct = tree, 0, True
    while at < len(tokens):
        deadline.check()
        try:
            node, at = step(node, tokens[at]), at + 1
        except LookupError:
            through = node.get("$ref") if isinstance(node, dict) else None
            onward = local_pointer(through) if isinstance(through, str) else None
            if onward is None or onward in passed:
                return reference
            passed.add(onward)
            tokens, at, node, direct = [*split(onward), *tokens[at:]], 0, tree, False
    return reference if direct else "#" + quote(join("", *tokens), safe="/~")
