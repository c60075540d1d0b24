"""Mistakes that the published JSON Schemas of OpenAPI and Swagger find."""

from collections.abc import Iterable, Iterator
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Deadline
from catalog.contracts.mistakes import Piece, Tokens, pieces, placed
from catalog.contracts.openapi.grammar import Kind, grammar_of
from catalog.contracts.openapi.metaschemas import metaschema_validator
from catalog.contracts.problems import Finding


def structural_findings(
    document: Document, outside: Iterable[tuple[Kind, str, Any]], deadline: Deadline
) -> Iterator[Finding]:
    """One finding per mistake: where alternatives were possible, that of the alternative which was meant.

    `outside` are objects at places where the format knows none, with the kinds that references make of them.
    """
    validator = metaschema_validator(document.format_version[:3])
    for piece in _pieces(document, outside):
        deadline.check()
        yield from piece.findings(validator)


def _pieces(document: Document, outside: Iterable[tuple[Kind, str, Any]]) -> Iterator[Piece]:
    frame, holders = _frame(document), _holders(document)
    yield from pieces(document.tree, frame, (tokens for _, tokens in holders))
    homes = dict(reversed(holders))
    for kind, pointer, node in outside:
        if kind in homes:
            place = (*homes[kind], "/" if kind == "path item" else "it")
            yield Piece(placed(frame, place, node), place, pointer)


def _holders(document: Document) -> list[tuple[Kind, Tokens]]:
    """The maps that a document keeps its objects in: `("components", "schemas")` for schemas."""
    grammar = grammar_of(document.format_version)
    own = [(kind, (name,)) for name, (shape, kind) in grammar["document"].items() if shape == "map"]
    shared = [(kind, ("components", name)) for name, (_, kind) in grammar.get("components", {}).items()]
    return [*own, *shared]


def _frame(document: Document) -> dict[str, Any]:
    """The least document that is valid."""
    version = document.format_version
    said = {"swagger": version} if version == "2.0" else {"openapi": f"{version[:3]}.0"}
    return {**said, "info": {"title": "", "version": ""}, "paths": {}}
