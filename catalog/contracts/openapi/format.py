"""OpenAPI 3.0 and 3.1 and Swagger 2.0 as a format of the engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from catalog.contracts.budget import Budget
from catalog.contracts.documents.bundles import bundle
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Format, Reading
from catalog.contracts.formats import FORMATS
from catalog.contracts.lifecycle import NO_NOTICE, Notice
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.openapi.apis import api_of
from catalog.contracts.openapi.framing import Framer
from catalog.contracts.openapi.naming import place_name
from catalog.contracts.openapi.operations import extract_operations, operation_key
from catalog.contracts.openapi.rules import RULES
from catalog.contracts.openapi.walker import Walker
from catalog.contracts.ruling import merged
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.rules import RULES as SCHEMA_RULES
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.witness import Prover

if TYPE_CHECKING:
    from catalog.contracts.documentation import Documentation
    from catalog.contracts.problems import Finding
    from catalog.contracts.reference import Entry

JUDGED = f"judged are {FORMATS['openapi'].judged}, in JSON or YAML"

_VERSION = re.compile(r"2\.0|3\.[01](?:\.\d+)?(?:-.+)?")
_CONTENT = {
    "2": ("paths",),
    "3.0": ("paths", "components"),
    "3.1": ("paths", "components", "webhooks"),
}


def read(sources: Sequence[SourceText], limits: Limits) -> Reading:
    """The description in the root file with the files that it refers to; raises DocumentError."""
    tree = bundle(sources, Deadline.of(limits))
    version = _version(tree)
    _check_content(tree, version)
    return Reading(version, tree)


def _version(tree: Any) -> str:
    if not isinstance(tree, dict):
        raise DocumentError(f"The document is neither a JSON object nor a YAML mapping; {JUDGED}")
    for key, name in (("openapi", "OpenAPI"), ("swagger", "Swagger")):
        if key in tree:
            version = str(tree[key])
            if not _VERSION.fullmatch(version) or (version == "2.0") != (key == "swagger"):
                raise DocumentError(f"{name} {version} is not judged; {JUDGED}", pointer=f"/{key}")
            return version
    raise DocumentError(
        f"The document says neither `openapi` nor `swagger` at its root; {JUDGED}", pointer=""
    )


def _check_content(tree: dict[str, Any], version: str) -> None:
    names = _CONTENT["2" if version == "2.0" else version[:3]]
    if not any(name in tree for name in names):
        wanted = " nor ".join(f"`{name}`" for name in names)
        raise DocumentError(f"The document declares nothing: it has no {wanted}", pointer="")
    for name in names:
        if name in tree and not isinstance(tree[name], dict):
            raise DocumentError(f"`{name}` must be an object", pointer=f"/{name}")


def walk_documents(before: Document, after: Document, budget: Budget, notice: Notice = NO_NOTICE) -> Walker:
    """The walk over two documents that a comparison is made of, not yet begun; it counts what it costs."""
    previous, current = api_of(before), api_of(after)
    digests = Digests(previous.source, current.source, budget)
    comparer = SchemaComparer(digests, budget, notice)
    validators = Validators()
    prover = Prover(comparer.normaliser, budget, validators, Framer((previous, current), validators))
    return Walker(previous, current, digests, comparer, prover, notice)


# What these need is imported when they are asked, since comparisons do without it.


def _validate(document: Document, deadline: Deadline) -> Iterable[Finding]:
    """Every mistake in a description."""
    found: Iterable[Finding] = _module("validation").findings(document, deadline)
    return found


def _reference(document: Document) -> tuple[Entry, ...]:
    """What a description tells its readers."""
    told: tuple[Entry, ...] = _module("reference").reference(document)
    return told


def _documentation(document: Document) -> Documentation:
    """How much of a description is documented."""
    counted: Documentation = _module("documentation").documentation(document)
    return counted


def _module(name: str) -> Any:
    return import_module(f"catalog.contracts.openapi.{name}")


FORMAT = Format(
    kind="interface",
    rules=merged((RULES, SCHEMA_RULES)),
    read=read,
    validate=_validate,
    operations=extract_operations,
    operation_key=operation_key,
    place_name=place_name,
    walk=walk_documents,
    reference=_reference,
    documentation=_documentation,
)
