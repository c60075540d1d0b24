"""JSON Schema, from draft-04 to 2020-12, as a format of the engine.

A contract is one schema: of documents that are stored, of messages whose kind is not said. Without a sender and a
receiver, the compatibility mode says who reads what (`walker.py`).
"""

from __future__ import annotations

from catalog.contracts.budget import Budget
from catalog.contracts.documentation import measured
from catalog.contracts.documents.document import Document
from catalog.contracts.format import Format
from catalog.contracts.jsonschema.naming import operation_key, place_name, schema_name
from catalog.contracts.jsonschema.reading import read, source_of_schema
from catalog.contracts.jsonschema.reference import extract_operations, reference
from catalog.contracts.jsonschema.validation import findings
from catalog.contracts.jsonschema.walker import Framer, Walker
from catalog.contracts.lifecycle import NO_NOTICE, Notice
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.rules import RULES
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.witness import Prover


def walk_documents(before: Document, after: Document, budget: Budget, _: Notice = NO_NOTICE) -> Walker:
    """The walk over two documents that a comparison is made of, not yet begun; it counts what it costs."""
    previous, current = (source_of_schema(document.tree, lambda: None) for document in (before, after))
    comparer = SchemaComparer(Digests(previous, current, budget), budget)
    prover = Prover(comparer.normaliser, budget, Validators(), Framer())
    return Walker(previous.root, current.root, schema_name(before.tree), comparer, prover)


FORMAT = Format(
    kind="schema",
    rules=RULES,
    read=read,
    validate=findings,
    operations=extract_operations,
    operation_key=operation_key,
    place_name=place_name,
    walk=walk_documents,
    reference=reference,
    documentation=lambda document: measured(reference(document)),
)
