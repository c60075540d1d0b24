"""Where the operations of paths, webhooks and callbacks stand."""

from __future__ import annotations

from catalog.contracts.changes import Direction
from catalog.contracts.documents.pointers import join
from catalog.contracts.openapi.fields import Malformed
from catalog.contracts.openapi.items import METHODS, PathItems, undefined
from catalog.contracts.openapi.model import OperationPlace, Operations, Problem
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.schemas.source import Node, Synthetic, Unresolved


def operations_in(paths: Node | None, direction: Direction, items: PathItems, prefix: str = "") -> Operations:
    """The operations of a map of paths, by method and anonymous path."""
    found = Operations()
    for path, entry in paths.members() if paths else ():
        if path.startswith("x-"):
            continue
        try:
            item, disputed = _whole_item(entry, items)
            stated = _stated_methods(item)
        except (Unresolved, Malformed) as error:
            where = error.node if isinstance(error, Malformed) and error.node else entry
            found.unreadable[path_key(path)] = (where, str(error))
            continue
        key_of_path = path_key(path)
        for method, node in stated:
            key = f"{prefix}{method.upper()} {key_of_path}"
            found.places.setdefault(key, OperationPlace(key, path, method, item, node, direction, disputed))
    return found


def _whole_item(entry: Node, items: PathItems) -> tuple[Node, tuple[tuple[str, Problem], ...]]:
    """A path item with what stands behind its `$ref`, and beside it, and what of it is disputed; raises Unresolved."""
    target = entry.resolved()
    if target is entry or not isinstance(target.value, dict):
        return target, ()
    item = items.whole(entry.pointer[1:], entry.value)
    stated = item.fields
    if all(one.holder is target.value for one in stated.values()):
        return target, ()  # nothing stands beside a reference, as nearly always
    places: dict[tuple[str, ...], str] = {
        (name,): join(f"#{one.pointer}", name) for name, one in stated.items()
    }
    fields = {name: one.value for name, one in stated.items()}
    whole = Node(entry.source, entry.pointer, Synthetic(fields, places))
    return whole, tuple((name, (whole.child(name), undefined(name))) for name in sorted(item.disputed))


def _stated_methods(item: Node) -> list[tuple[str, Node]]:
    """The operations of a path by method; raises Malformed."""
    if item.value is None:
        return []
    if not isinstance(item.value, dict):
        raise Malformed("there should be a path here, with an object for each method")
    found = [(method, item.child(method)) for method in METHODS if method in item.value]
    for method, node in found:
        if not isinstance(node.value, dict | None):
            raise Malformed(f"`{method}` should be an operation", node)
    return [(method, node) for method, node in found if node.value is not None]


def callbacks_in(expressions: Node, items: PathItems) -> list[OperationPlace]:
    """The operations of a callback; in its paths the expressions count, since they say where it is sent.

    Raises Unresolved and Malformed.
    """
    if not isinstance(expressions.value, dict):
        raise Malformed("there should be a callback here")
    called = Node(expressions.source.calling, expressions.pointer, expressions.value)
    found: list[OperationPlace] = []
    for path, entry in called.members():
        if not path.startswith("x-"):
            item, disputed = _whole_item(entry, items)
            found += [
                OperationPlace(f"{method.upper()} {path}", path, method, item, node, "response", disputed)
                for method, node in _stated_methods(item)
            ]
    return found
