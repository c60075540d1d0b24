"""Mistakes that the published JSON Schemas of AsyncAPI find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.asyncapi.languages import COMPILED
from catalog.contracts.asyncapi.metaschemas import metaschema_validator
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Deadline
from catalog.contracts.mistakes import Tokens, pieces
from catalog.contracts.problems import Finding

_MAPS = ("channels", "operations", "servers")


def structural_findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """One finding per mistake; what other files of a bundle hold is no document by itself. Raises OutOfTimeError."""
    version = document.format_version[:3]
    validator = metaschema_validator(version)
    tree = {key: part for key, part in document.tree.items() if key not in (MOUNT, COMPILED)}
    # The schemas name the last patch release of a version only.
    tree["asyncapi"] = f"{version}.0"
    for piece in pieces(tree, _frame(version), _holders(tree)):
        deadline.check()
        yield from piece.findings(validator)


def _holders(tree: dict[str, Any]) -> list[Tokens]:
    components = tree.get("components")
    kinds = components if isinstance(components, dict) else {}
    shared = [("components", kind) for kind in kinds if not kind.startswith("x-")]
    return [*((name,) for name in _MAPS if name in tree), *shared]


def _frame(version: str) -> dict[str, Any]:
    """The least document that is valid."""
    least = {"asyncapi": f"{version}.0", "info": {"title": "", "version": ""}}
    return {**least, "channels": {}} if version.startswith("2") else least
