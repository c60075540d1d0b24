"""Protobuf, with the services of gRPC, as a format of the engine."""

from __future__ import annotations

from catalog.contracts.budget import Budget
from catalog.contracts.documentation import measured
from catalog.contracts.documents.document import Document
from catalog.contracts.format import Format
from catalog.contracts.lifecycle import Notice
from catalog.contracts.protobuf.naming import place_name
from catalog.contracts.protobuf.operations import extract_operations, operation_key
from catalog.contracts.protobuf.reading import read
from catalog.contracts.protobuf.reference import reference
from catalog.contracts.protobuf.rules import RULES
from catalog.contracts.protobuf.validation import findings
from catalog.contracts.protobuf.walker import Walker
from catalog.contracts.schemas.source import Source


def walk_documents(before: Document, after: Document, budget: Budget, _notice: Notice) -> Walker:
    """The walk that a comparison is made of, not yet begun. Protobuf knows no dates on which something ends."""
    return Walker(Source(before.tree), Source(after.tree), budget)


FORMAT = Format(
    kind="messages",
    rules=RULES,
    read=read,
    validate=findings,
    operations=extract_operations,
    operation_key=operation_key,
    place_name=place_name,
    walk=walk_documents,
    reference=reference,
    documentation=lambda document: measured(reference(document)),
    media_type="text/plain",
)
