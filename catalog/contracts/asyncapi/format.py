"""AsyncAPI 2.0 to 2.6 and 3 as a format of the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from catalog.contracts.asyncapi.addresses import operation_key
from catalog.contracts.asyncapi.documentation import documentation
from catalog.contracts.asyncapi.documents import api_of, api_of_tree
from catalog.contracts.asyncapi.framing import Framer
from catalog.contracts.asyncapi.languages import COMPILED, PayloadFormat, language_of
from catalog.contracts.asyncapi.model import Api
from catalog.contracts.asyncapi.naming import place_name
from catalog.contracts.asyncapi.operations import extract_operations
from catalog.contracts.asyncapi.payloads import Payloads
from catalog.contracts.asyncapi.reading import carried_schemas, names_languages
from catalog.contracts.asyncapi.reference import reference
from catalog.contracts.asyncapi.references import with_direct_references
from catalog.contracts.asyncapi.rules import RULES
from catalog.contracts.asyncapi.validation import findings
from catalog.contracts.asyncapi.walker import Walker
from catalog.contracts.budget import Budget
from catalog.contracts.documents.bundles import bundle
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Format, Reading
from catalog.contracts.formats import FORMATS
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.ruling import carried, merged
from catalog.contracts.schemas.rules import RULES as SCHEMA_RULES
from catalog.contracts.schemas.source import Node

JUDGED = f"judged are {FORMATS['asyncapi'].judged}, in JSON or YAML"

_VERSION = re.compile(r"2\.[0-6]\.\d+(?:-.+)?|3\.[01]\.\d+(?:-.+)?")
_CONTENT = {"2": ("channels",), "3": ("channels", "operations", "components")}


def read(sources: Sequence[SourceText], limits: Limits, *, inside: Sequence[PayloadFormat] = ()) -> Reading:
    """The document in the root file with the files that it refers to; raises DocumentError."""
    deadline = Deadline.of(limits)
    tree = bundle(sources, deadline)
    version = _version(tree)
    names = _CONTENT[version[0]]
    if not any(name in tree for name in names):
        wanted = " nor ".join(f"`{name}`" for name in names)
        raise DocumentError(f"The document declares nothing: it has no {wanted}", pointer="")
    for name in names:
        if name in tree and not isinstance(tree[name], dict):
            raise DocumentError(f"`{name}` must be an object", pointer=f"/{name}")
    if version.startswith("3"):
        with_direct_references(tree, deadline)
    tree.pop(COMPILED, None)  # nobody but the program itself says what a payload was compiled to
    compiled = _compiled(api_of_tree(version, tree), inside, sources, limits, deadline)
    return Reading(version, {**tree, COMPILED: compiled} if compiled else tree)


def _compiled(
    api: Api,
    inside: Sequence[PayloadFormat],
    sources: Sequence[SourceText],
    limits: Limits,
    deadline: Deadline,
) -> dict[str, Any]:
    """What the languages make of the payloads, by media type; raises OutOfTimeError."""
    if not names_languages(sources):
        return {}
    payloads: dict[str, list[Node]] = {}
    for schema in carried_schemas(api.contents(deadline.check)):
        payloads.setdefault(schema.format.media_type, []).append(schema.node)
    made = {
        kind: language.compiled(nodes, sources, limits, deadline)
        for kind, nodes in payloads.items()
        if (language := language_of(inside, kind))
    }
    return {kind: kept for kind, kept in made.items() if kept}


def _version(tree: Any) -> str:
    if not isinstance(tree, dict):
        raise DocumentError(f"The document is neither a JSON object nor a YAML mapping; {JUDGED}")
    if "asyncapi" not in tree:
        raise DocumentError(f"The document does not say `asyncapi` at its root; {JUDGED}", pointer="")
    version = str(tree["asyncapi"])
    if not _VERSION.fullmatch(version):
        raise DocumentError(f"AsyncAPI {version} is not judged; {JUDGED}", pointer="/asyncapi")
    return version


def walk_documents(
    before: Document, after: Document, budget: Budget, _: Notice, *, inside: Sequence[PayloadFormat] = ()
) -> Walker:
    """The walk over two documents that a comparison is made of, not yet begun."""
    previous, current = api_of(before), api_of(after)
    payloads = Payloads((previous.source, current.source), budget, inside, Framer)
    return Walker(previous, current, payloads)


def carrying(*inside: PayloadFormat) -> Format:
    """The format with what compares payloads that are described in other languages than JSON Schema."""
    return Format(
        kind="events",
        rules=merged((RULES, SCHEMA_RULES, *(carried(one.rules, one.name) for one in inside))),
        read=partial(read, inside=inside),
        validate=partial(findings, inside=inside),
        operations=extract_operations,
        operation_key=operation_key,
        place_name=place_name,
        walk=partial(walk_documents, inside=inside),
        reference=partial(reference, inside=inside),
        documentation=partial(documentation, inside=inside),
    )
