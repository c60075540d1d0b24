"""A description of an HTTP API as people read it: its operations with what goes in and what comes out."""

from __future__ import annotations

from catalog.contracts.documents.document import Document
from catalog.contracts.openapi.operations import extract_operations
from catalog.contracts.reference import Entry


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each operation."""
    return tuple(
        Entry("operation", found.display, found.pointer, found.key, found.summary, found.deprecated)
        for found in extract_operations(document)
    )
