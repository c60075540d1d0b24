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


@dataclass(frozen=True, slots=True)
class Entry:
    """A format by its name: its title, what of it is judged, and by which root a document is seen to be in it."""

    title: str
    judged: str
    claims: Callable[[dict[str, Any]], bool]


def _says(*keys: str) -> Callable[[dict[str, Any]], bool]:
    return lambda tree: any(key in tree for key in keys)


FORMATS: dict[str, Entry] = {
    "openapi": Entry("OpenAPI", "OpenAPI 3.0 and 3.1 and Swagger 2.0", _says("openapi", "swagger")),
    "asyncapi": Entry("AsyncAPI", "AsyncAPI 2.0 to 2.6, 3.0 and 3.1", _says("asyncapi")),
}
"""Every format by its name, in the order in which a document is asked for it."""


@cache
def format_named(name: str) -> Format:
    """The format of this name; raises KeyError for one that there is not."""
    if name not in FORMATS:
        raise KeyError(name)
    found: Format = import_module(f"catalog.contracts.{name}.format").FORMAT
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
    try:
        tree = root.parse(deadline)
    except DocumentError as error:
        if not _NAMED.search(root.content):
            error.reason = f"{error.reason}; {judged}"
        raise
    if not isinstance(tree, dict):
        raise DocumentError(f"The document is neither a JSON object nor a YAML mapping; {judged}", pointer="")
    for name, entry in FORMATS.items():
        if entry.claims(tree):
            return name
    raise DocumentError(f"The document does not say at its root what it is; {judged}", pointer="")
