"""Avro schemas as a format of the engine (Apache Avro 1.12.0).

A document is one schema, or a bundle of them whose named types refer to each other, the root first. A JSON array at
the top is a union, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.contracts.avro.contracts import extract_operations, operation_key, reference
from catalog.contracts.avro.naming import FULL_NAME, place_name
from catalog.contracts.avro.rules import RULES
from catalog.contracts.avro.validation import findings
from catalog.contracts.avro.walker import Walker, walk_schemas
from catalog.contracts.budget import Budget
from catalog.contracts.documentation import measured
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Format, Reading
from catalog.contracts.lifecycle import NO_NOTICE, Notice
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.schemas.source import Source

VERSION = "1.12"


def read(sources: Sequence[SourceText], limits: Limits) -> Reading:
    """The schema in the root file, with the other files of a bundle; raises DocumentError."""
    deadline = Deadline.of(limits)
    trees = {source.file or "": source.parse(deadline) for source in sources}
    for file, tree in trees.items():
        _check(tree, file or None)
    if len(sources) == 1:
        return Reading(VERSION, trees[sources[0].file or ""])
    first = sources[0].file or ""
    root = trees[first]
    if not isinstance(root, dict):
        return Reading(VERSION, {MOUNT: trees})
    if MOUNT in root:
        raise DocumentError("The root document of a bundle may not use this key", pointer=f"/{MOUNT}")
    return Reading(VERSION, {**root, MOUNT: {file: tree for file, tree in trees.items() if file != first}})


def _check(tree: Any, file: str | None) -> None:
    if isinstance(tree, dict) and "protocol" in tree:
        raise DocumentError(
            "This is an Avro protocol; judged are Avro schemas", pointer="/protocol", file=file
        )
    if isinstance(tree, dict) and "type" not in tree:
        raise DocumentError("The document is no Avro schema: it has no `type`", pointer="", file=file)
    named = isinstance(tree, str) and FULL_NAME.fullmatch(tree)
    if not named and (not isinstance(tree, dict | list) or not tree):
        raise DocumentError(
            "An Avro schema is a JSON object, an array of schemas or the name of a type",
            pointer="",
            file=file,
        )


def walk_documents(before: Document, after: Document, budget: Budget, _: Notice = NO_NOTICE) -> Walker:
    """The walk over two documents that a comparison is made of, not yet begun; no lifetimes are promised in Avro."""
    return walk_schemas(Source(before.tree), Source(after.tree), budget)


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
    media_type="application/json",
)
