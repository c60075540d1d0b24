"""The formats that contracts are written in, and which one a document is in.

A format's package is imported when it is needed: a comparison of two descriptions of HTTP APIs starts without the
parsers of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Format
from catalog.contracts.limits import Deadline

_NAMED = re.compile(rb"\b(?:openapi|swagger|asyncapi)\b")
_GRAPHQL = re.compile(
    rb"""(?:[\s,]|\#[^\n\r]*+|\"{3}(?:[^"\\]|\\.|"(?!""))*+"{3}|"(?!"")(?:[^"\\\n]|\\.)*+")*+
    (?:extend\s++)?+
    (?:schema\b\s*+[@{]|(?:type|interface|union|input|scalar)\s++[_A-Za-z]|directive\s*+@
    |enum\s++\w++\s*+(?:@|\{(?!\s*+(?:/[/*]|option\s++[\w.()]++\s*+=|\w++\s*+=)))
    |(?:query|mutation|subscription|fragment)\b\s*+[^:\s])""",
    re.VERBOSE | re.DOTALL,
)
"""The first definition of a GraphQL document, behind comments and its description (GraphQL, section 2)."""
_PROTOBUF = re.compile(
    rb"""(?:\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+
    (?:(?:syntax|edition)\s*+=|package\s++[\w.]++\s*+;|import\s++(?:\w++\s++)?+["']
    |(?:message|service)\s++\w++\s*+\{)""",
    re.VERBOSE,
)
"""The first statement of a `.proto` file, behind comments."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A format by its name: what of it is judged, and how a document is seen to be in it.

    `claims` looks at the root of what is written in JSON or YAML, `begins` at a text that is neither.
    """

    judged: str
    claims: Callable[[Any], bool]
    begins: re.Pattern[bytes] | None = None
    package: str = ""
    """The module below `catalog.contracts` that has the format, where it is not the one of its own package."""
    suffix: str = ""
    """How the names of files end that can be of this format only, where there are such names."""


def _says(*keys: str) -> Callable[[Any], bool]:
    return lambda tree: isinstance(tree, dict) and any(key in tree for key in keys)


def _defines(tree: Any) -> bool:
    """Is it a named type of Avro, or a union of which one branch is such a type?"""
    if isinstance(tree, list):
        return any(_defines(branch) for branch in tree if isinstance(branch, dict))
    return (
        isinstance(tree, dict) and tree.get("type") in ("record", "error", "enum", "fixed") and "name" in tree
    )


FORMATS: dict[str, Entry] = {
    "openapi": Entry("OpenAPI 3.0 and 3.1 and Swagger 2.0", _says("openapi", "swagger")),
    "asyncapi": Entry("AsyncAPI 2.0 to 2.6, 3.0 and 3.1", _says("asyncapi"), package="payloads.events"),
    "avro": Entry("Avro schemas", _defines),
    "jsonschema": Entry("JSON Schema from draft-04 to 2020-12", _says("$schema", "$id", "$defs")),
    "graphql": Entry("GraphQL schemas (SDL)", _says(), _GRAPHQL),
    "protobuf": Entry("Protobuf files", _says(), _PROTOBUF, suffix=".proto"),
}
"""Every format by its name, in the order in which a document is asked for it."""


@cache
def format_named(name: str) -> Format:
    """The format of this name; raises KeyError for one that there is not."""
    if name not in FORMATS:
        raise KeyError(name)
    module = FORMATS[name].package or f"{name}.format"
    found: Format = import_module(f"catalog.contracts.{module}").FORMAT
    return found


def operation_key(text: str) -> str:
    """The key of an operation in whichever format has such a one; raises ValueError where none has."""
    refusals = []
    for name in FORMATS:
        try:
            return format_named(name).operation_key(text)
        except ValueError as error:
            refusals.append(str(error))
    raise ValueError(refusals[0])


def format_of(root: SourceText, deadline: Deadline) -> str:
    """The name of the format that the root document of an upload is in; raises DocumentError."""
    judged = "judged are " + ", ".join(entry.judged for entry in FORMATS.values())
    for name, entry in FORMATS.items():
        named = entry.suffix and (root.file or "").endswith(entry.suffix)
        if named or (entry.begins and entry.begins.match(root.content)):
            return name
    try:
        tree = root.parse(deadline)
    except DocumentError as error:
        if not _NAMED.search(root.content):
            error.reason = f"{error.reason}; {judged}"
        raise
    for name, entry in FORMATS.items():
        if entry.claims(tree):
            return name
    if not isinstance(tree, dict):
        raise DocumentError(f"The document is neither a JSON object nor a YAML mapping; {judged}", pointer="")
    raise DocumentError(f"The document does not say at its root what it is; {judged}", pointer="")
