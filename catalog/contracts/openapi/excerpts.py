"""One operation of a document with everything that it refers to, as a document of its own."""

from __future__ import annotations

from typing import Any

from catalog.contracts.documents.pointers import join, local_pointer, resolve, split
from catalog.contracts.openapi.items import METHODS, PathItems
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.schemas.resources import with_pointers

_KEPT = ("openapi", "info", "jsonSchemaDialect")
_WITHOUT = ("security", "servers", "callbacks")
_COMPONENT_DEPTH, _DEPTH = 3, 2


class NoExcerpt(Exception):  # noqa: N818 - an answer about a document, not a failure of the program
    """The operation is not there, or what it refers to is not."""


def excerpt(tree: dict[str, Any], operation: str) -> tuple[str, dict[str, Any]]:
    """The path template and the excerpt of an operation such as `GET /orders/{id}`; raises NoExcerpt.

    Authentication and servers are left out: they say nothing about what a message holds.
    """
    if str(tree.get("openapi", "")).startswith("3.1"):
        tree = with_pointers(tree)
    method, _, named = operation.partition(" ")
    wanted = path_key(named)
    for path, entry in tree.get("paths", {}).items():
        if path_key(path) == wanted:
            whole = PathItems(tree).whole(join("/paths", path), entry)
            item = {name: stated.value for name, stated in whole.fields.items()}
            if isinstance(item.get(method.lower()), dict):
                return path, _excerpt(tree, path, method.lower(), item)
    raise NoExcerpt(f"there is no {operation} under `paths`")


def _excerpt(tree: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key not in {*METHODS, "servers"}}
    kept[method] = {key: value for key, value in item[method].items() if key not in _WITHOUT}
    found = {key: tree[key] for key in _KEPT if key in tree}
    found["paths"] = {path: kept}
    waiting, seen = [kept], set[str]()
    while waiting:
        for pointer in _referred(waiting.pop()):
            tokens = split(pointer)
            tokens = tokens[: _COMPONENT_DEPTH if tokens[:1] == ["components"] else _DEPTH]
            place = join("", *tokens)
            if place not in seen:
                seen.add(place)
                waiting.append(_put(found, tree, tokens))
                if tokens == ["paths", path]:
                    found["paths"][path] = item | kept
    return found


def _put(found: dict[str, Any], tree: dict[str, Any], tokens: list[str]) -> Any:
    """Bring a part of the document to the same place of the excerpt."""
    if not tokens:
        raise NoExcerpt("it refers to the whole document")
    try:
        part = resolve(tree, tokens)
    except LookupError:
        raise NoExcerpt(f"the reference to {join('', *tokens)} leads nowhere") from None
    holder = found
    for token in tokens[:-1]:
        holder = holder.setdefault(token, {})
    holder.setdefault(tokens[-1], part)
    return part


def _referred(part: Any) -> list[str]:
    """The pointers of all references in a part, and those that its discriminators name."""
    pointers, waiting = [], [part]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
            discriminator = value.get("discriminator")
            mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
            named = mapping.values() if isinstance(mapping, dict) else ()
            pointers += [
                pointer
                for reference in (value.get("$ref"), *named)
                if isinstance(reference, str) and (pointer := local_pointer(reference))
            ]
    return pointers
