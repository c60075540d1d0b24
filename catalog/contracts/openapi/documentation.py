"""What the description of an HTTP API tells its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from catalog.contracts.documentation import Documentation, measured
from catalog.contracts.documents.document import Document
from catalog.contracts.openapi.apis import api_of
from catalog.contracts.openapi.model import Media, Operation, Response
from catalog.contracts.openapi.reference import reference
from catalog.contracts.schemas.source import Node, Unresolved

PROBLEM = "application/problem+json"
_IN_PATH = re.compile(r"(?:^|/)(?:v\d+(?:\.\d+)*|\{[^{}]*version[^{}]*\})(?:/|$)", re.IGNORECASE)
_IN_HEADER = re.compile(r"(?:^|-)version$", re.IGNORECASE)
_IN_QUERY = re.compile(r"^(?:v|ver|version|api[-_]?version)$", re.IGNORECASE)
_IN_MEDIA_TYPE = re.compile(r"[.+/;]\s*(?:v\d+|version=)", re.IGNORECASE)
_WAYS = ("url", "header", "query", "media-type")
_EXAMPLES = ("example", "examples")


def documentation(document: Document) -> Documentation:
    """Count over every operation that can be read; raises UncountableError."""
    counted = measured(reference(document))
    api = api_of(document)
    operations = [api.read(place) for place in api.operations().places.values()]
    bodies = [content for operation in operations if (content := [*_bodies(operation)])]
    errors = [found for operation in operations if (found := [*_errors(operation)])]
    ways = {*_of_servers(document.tree)}.union(*(_ways(operation) for operation in operations))
    types = _types(document.tree)
    return replace(
        counted,
        operations=len(operations),
        described=sum(_is_described(operation.place.node) for operation in operations),
        bodies=len(bodies),
        examples=sum(any(map(_has_example, content)) for content in bodies),
        errors=len(errors),
        problem_details=sum(all(map(_is_problem, found)) for found in errors),
        types=len(types),
        described_types=sum(isinstance(one, dict) and bool(one.get("description")) for one in types),
        versioning=tuple(way for way in _WAYS if way in ways),
    )


def _types(tree: dict[str, Any]) -> list[Any]:
    """The schemas that have a name: operations show their members, so that they are no entries of their own."""
    components = tree.get("components")
    held = [components.get("schemas") if isinstance(components, dict) else None, tree.get("definitions")]
    return [schema for schemas in held if isinstance(schemas, dict) for schema in schemas.values()]


def _is_described(node: Node) -> bool:
    said = (node.value.get(name) for name in ("summary", "description"))
    return any(isinstance(text, str) and text.strip() for text in said)


def _bodies(operation: Operation) -> Iterator[Media]:
    """What goes in and what comes out when all is well."""
    if operation.body:
        yield from operation.body.content.values()
    for status, response in operation.responses.items():
        if not _is_error(status):
            yield from response.content.values()


def _errors(operation: Operation) -> Iterator[Response]:
    return (response for status, response in operation.responses.items() if _is_error(status))


def _is_error(status: str) -> bool:
    return status == "default" or status[:1] in ("4", "5")


def _is_problem(response: Response) -> bool:
    return bool(response.content) and all(
        name.partition(";")[0].strip().lower() == PROBLEM for name in response.content
    )


def _has_example(media: Media) -> bool:
    """One of the message, of its schema, or of a property of that."""
    if any(name in media.node.value for name in _EXAMPLES if isinstance(media.node.value, dict)):
        return True
    schema = media.schema and _meant(media.schema)
    if not schema:
        return False
    properties = schema.get("properties")
    members = [member for _, member in properties.members()] if properties else []
    return any(_shows(node) for node in (schema, *filter(None, map(_meant, members))))


def _shows(schema: Node) -> bool:
    return isinstance(schema.value, dict) and any(name in schema.value for name in _EXAMPLES)


def _meant(schema: Node) -> Node | None:
    try:
        return schema.resolved()
    except Unresolved:
        return None


def _of_servers(tree: dict[str, Any]) -> Iterator[str]:
    servers = tree.get("servers")
    urls = (
        [server.get("url") for server in servers if isinstance(server, dict)]
        if isinstance(servers, list)
        else []
    )
    for url in (*urls, tree.get("basePath")):
        if isinstance(url, str) and _IN_PATH.search(_path(url)):
            yield "url"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return url


def _ways(operation: Operation) -> Iterator[str]:
    if _IN_PATH.search(operation.place.path):
        yield "url"
    for parameter in operation.parameters.values():
        if parameter.location == "header" and _IN_HEADER.search(parameter.name):
            yield "header"
        elif parameter.location == "query" and _IN_QUERY.search(parameter.name):
            yield "query"
    if any(_IN_MEDIA_TYPE.search(media.name) for media in _bodies(operation)):
        yield "media-type"
