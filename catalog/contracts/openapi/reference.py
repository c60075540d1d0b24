"""A description of an HTTP API as people read it: its operations with what goes in and what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from http import HTTPStatus

from catalog.contracts.documents.document import Document
from catalog.contracts.openapi.apis import api_of
from catalog.contracts.openapi.model import Api, Media, OperationPlace, Parameter, Response
from catalog.contracts.openapi.operations import extract_operations
from catalog.contracts.reference import Entry, Field, Group
from catalog.contracts.schemas.described import fields_of, type_of, whole
from catalog.contracts.schemas.source import Node


def reference(document: Document) -> tuple[Entry, ...]:
    """An entry for each operation, in the document's order; an operation is read when its groups are asked for."""
    api = api_of(document)
    places = api.operations().places
    return tuple(
        Entry(
            kind="operation",
            name=found.display,
            pointer=found.pointer,
            key=found.key,
            description="\n\n".join(
                filter(None, (found.summary, _said(places[found.key].node, "description")))
            ),
            deprecated=found.deprecated,
            detail=partial(_groups, api, places[found.key]),
        )
        for found in extract_operations(document)
        if found.key in places
    )


def _groups(api: Api, place: OperationPlace) -> Iterator[Group]:
    operation = api.read(place)
    declared = [one for one in operation.parameters.values() if one.node.value]  # others are but in the path
    if declared:
        yield Group("Parameters", tuple(_parameters(declared)))
    if operation.body:
        yield from _content("Request body", operation.body.content)
    for status, response in sorted(operation.responses.items()):
        title = f"Response {_status(status)}"
        groups = list(_content(title, response.content))
        yield from groups or [Group(title, description=_said(response.node, "description"))]
        yield from _headers(title, response)


def _headers(title: str, response: Response) -> Iterator[Group]:
    if response.headers:
        yield Group(f"{title}: headers", tuple(_parameters(response.headers.values())))


def _content(title: str, content: Mapping[str, Media]) -> Iterator[Group]:
    for name, media in sorted(content.items()):
        yield Group(f"{title} ({name})" if "/" in name else title, _fields(media.schema))


def _fields(schema: Node | None) -> tuple[Field, ...]:
    """The members of a body, or what it is as a whole."""
    return fields_of(schema) or (() if schema is None else (whole(schema),))


def _parameters(parameters: Iterable[Parameter]) -> Iterator[Field]:
    for one in parameters:
        where = "" if one.location in ("", "header") else f" in {one.location}"
        type_name = type_of(one.schema) if one.schema else ""
        description = _said(one.node, "description")
        yield Field(one.name, f"{type_name}{where}", description, one.required, one.deprecated)


def _status(status: str) -> str:
    try:
        return f"{status} {HTTPStatus(int(status)).phrase}"
    except ValueError:
        return status


def _said(node: Node, key: str) -> str:
    text = node.value.get(key) if isinstance(node.value, dict) else None
    return text if isinstance(text, str) else ""
