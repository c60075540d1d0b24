"""Mistakes in JSON Schemas: what the metaschema of their draft refuses, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema_rs import Validator

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.jsonschema.drafts import NEWEST, URIS, Draft, draft_of, schemas_below
from catalog.contracts.jsonschema.reading import source_of_schema
from catalog.contracts.limits import Deadline
from catalog.contracts.mistakes import Piece, pieces
from catalog.contracts.problems import Finding
from catalog.contracts.schemas.source import Circular, Node, Source, Unresolved

_HOLDERS = (("properties",), ("definitions",), ("$defs",))


def findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """The mistakes of a document; raises OutOfTimeError."""
    tree = document.tree
    yield from _unnamed_draft(tree)
    own = {key: value for key, value in tree.items() if key != MOUNT}
    draft = draft_of(tree) or NEWEST
    yield from _structural(own, draft, "", deadline)
    for file, other in tree.get(MOUNT, {}).items():
        yield from _structural(other, draft_of(other) or draft, join("", MOUNT, file), deadline)
    yield from _references(source_of_schema(tree, deadline.check), deadline)


def _unnamed_draft(tree: dict[str, Any]) -> Iterator[Finding]:
    if draft_of(tree) is None:
        stated = "$schema" in tree
        what = (
            f"`$schema` names no draft that is known; {NEWEST}" if stated else f"Without `$schema`, {NEWEST}"
        )
        yield Finding(f"{what} is assumed", "/$schema" if stated else "", "warning")


def _structural(tree: Any, draft: Draft, pointer: str, deadline: Deadline) -> Iterator[Finding]:
    validator = metaschema_validator(draft)
    whole = [Piece(tree, (), pointer)]
    for piece in pieces(tree, {}, _HOLDERS) if isinstance(tree, dict) and not pointer else whole:
        deadline.check()
        yield from piece.findings(validator)


@cache
def metaschema_validator(draft: Draft) -> Validator:
    """The validator for schemas of a draft."""
    return jsonschema_rs.validator_for({"$schema": URIS[draft], "$ref": URIS[draft]}, validate_formats=True)


def _references(source: Source, deadline: Deadline) -> Iterator[Finding]:
    """One finding per reference that does not lead to a schema of the upload."""
    seen: set[int] = set()
    waiting = [source.root]
    while waiting:
        deadline.check()
        node = waiting.pop()
        if not isinstance(node.value, dict) or id(node.value) in seen:
            continue
        seen.add(id(node.value))
        reference = node.value.get("$ref")
        if isinstance(reference, str) and (fault := _fault(node, reference)):
            yield Finding(f"The reference {reference!r} {fault}", join(node.pointer[1:], "$ref"))
        waiting.extend(node.child(*tokens) for tokens, _ in schemas_below(node.value))


def _fault(node: Node, reference: str) -> str:
    if not reference.startswith("#"):
        return "leaves the document, and nothing is fetched: upload what it names together with it"
    try:
        target = node.resolved()
    except Circular:
        return "leads in a circle"
    except Unresolved:
        return "leads nowhere"
    return (
        "" if isinstance(target.value, dict | bool) else f"must lead to a schema, not to {target.value!r:.40}"
    )
