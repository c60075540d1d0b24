"""GraphQL schemas in the schema definition language as a format of the engine."""

from __future__ import annotations

from catalog.contracts.budget import Budget
from catalog.contracts.documentation import measured
from catalog.contracts.documents.document import Document
from catalog.contracts.format import Format
from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.naming import place_name
from catalog.contracts.graphql.operations import extract_operations, operation_key
from catalog.contracts.graphql.reading import read
from catalog.contracts.graphql.reference import RETURNS, reference
from catalog.contracts.graphql.rules import RULES
from catalog.contracts.graphql.schema import Schema
from catalog.contracts.graphql.validation import findings
from catalog.contracts.graphql.walker import Walker
from catalog.contracts.lifecycle import Notice


def walk_documents(before: Document, after: Document, budget: Budget, _notice: Notice) -> Walker:
    """The walk over two schemas that a comparison is made of, not yet begun.

    GraphQL has no date on which something ends, so that there is no notice to keep.
    """
    return Walker(Graph(Schema(before.tree), Schema(after.tree), budget))


FORMAT = Format(
    kind="interface",
    rules=RULES,
    read=read,
    validate=findings,
    operations=extract_operations,
    operation_key=operation_key,
    place_name=place_name,
    walk=walk_documents,
    reference=reference,
    documentation=lambda document: measured(reference(document), but=RETURNS),
    media_type="text/plain",
)
