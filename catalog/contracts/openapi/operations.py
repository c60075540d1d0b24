"""The operations of an OpenAPI or Swagger document: what a consumer can name and depend on."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join, local_pointer, resolve, split
from catalog.contracts.lifecycle import SUNSET, day
from catalog.contracts.operations import Operation

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

PATH_PARAMETER = re.compile(r"\{([^{}]*)\}")
_OPERATION = re.compile(r"\s*([A-Za-z]+)\s+(/\S*)\s*")


def path_key(path: str) -> str:
    """A path template without the names of its parameters: `/orders/{id}` → `/orders/{}`."""
    return PATH_PARAMETER.sub("{}", path)


def operation_key(text: str) -> str:
    """The identity of an operation that somebody named: `post /v1/charges/{id}` → `POST /v1/charges/{}`.

    Raises `ValueError` where the text is not a method and a path.
    """
    named = _OPERATION.fullmatch(text)
    if named is None or named[1].lower() not in METHODS:
        raise ValueError(
            f"An operation is named by its method and path, as in 'GET /orders/{{id}}', not {text!r}"
        )
    return f"{named[1].upper()} {path_key(named[2])}"


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """The operations under `paths`, in the document's order; what is no operation there is left out.

    Where a path item has a reference, the pointer leads to where the operation really stands.
    """
    paths = document.tree.get("paths") or {}
    return tuple(
        operation
        for path, item in paths.items()
        if path.startswith("/")
        for operation in _operations(document.tree, path, join("/paths", path), item)
    )


def item_parts(tree: Any, pointer: str, item: Any) -> list[tuple[str, dict[str, Any]]]:
    """A path item and what its `$ref` leads to, and so on, each with its pointer: the fields of all of them count.

    Only what is stated by several has no defined meaning (OpenAPI 3.1.1, 4.8.9.1; Swagger 2.0, Path Item Object, the
    field `$ref`).
    """
    parts: dict[str, dict[str, Any]] = {}
    while isinstance(item, dict) and pointer not in parts:
        parts[pointer] = item
        reference = item.get("$ref")
        found = local_pointer(reference) if isinstance(reference, str) else None
        if found is None:
            break
        try:
            pointer, item = found, resolve(tree, split(found))
        except LookupError:
            break
    return list(parts.items())


def _operations(tree: dict[str, Any], path: str, pointer: str, item: Any) -> Iterator[Operation]:
    parts = item_parts(tree, pointer, item)
    for method in METHODS:
        stated = ((at, part[method]) for at, part in parts if isinstance(part.get(method), dict))
        for at, operation in islice(stated, 1):
            yield Operation(
                key=f"{method.upper()} {path_key(path)}",
                display=f"{method.upper()} {path}",
                summary=_text(operation.get("summary")),
                deprecated=operation.get("deprecated") is True,
                pointer=join(at, method),
                sunset=_sunset(operation),
            )


def _sunset(operation: dict[str, Any]) -> date | None:
    """None also where it is no date, which the comparison says."""
    try:
        return day(operation.get(SUNSET))
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
