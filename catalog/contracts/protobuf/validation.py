"""What the compiler warned of; what it refuses is no document (`compiler.py`)."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding


def findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """The warnings, each at its place; raises OutOfTimeError."""
    for number, message in enumerate(document.tree["warnings"]):
        deadline.check()
        yield Finding(message, f"/warnings/{number}", "warning")
