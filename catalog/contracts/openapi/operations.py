"""The operations of an OpenAPI or Swagger document: what a consumer can name and depend on."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.lifecycle import SUNSET, day
from catalog.contracts.openapi.items import METHODS, Item, PathItems
from catalog.contracts.operations import Operation

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
    paths, items = document.tree.get("paths") or {}, PathItems(document.tree)
    return tuple(
        operation
        for path, item in paths.items()
        if path.startswith("/")
        for operation in _operations(path, items.whole(join("/paths", path), item))
    )


def _operations(path: str, item: Item) -> Iterator[Operation]:
    stated = [(method, item.fields[method]) for method in METHODS if method in item.fields]
    for method, field in stated:
        operation = field.value
        if isinstance(operation, dict):
            yield Operation(
                key=f"{method.upper()} {path_key(path)}",
                display=f"{method.upper()} {path}",
                summary=_text(operation.get("summary")),
                deprecated=operation.get("deprecated") is True,
                pointer=join(field.pointer, method),
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
