"""What a schema says beside the set of its instances: defaults, deprecation, and how it is written in XML."""

from __future__ import annotations

from typing import Any

from catalog.contracts.documents.pointers import unescape
from catalog.contracts.lifecycle import PROMISES, Notice, note_promises
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.digests import origins, target
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node, Unresolved
from catalog.contracts.schemas.values import identity

_ABSENT = object()
_MARKUP = ("name", "namespace", "attribute", "wrapped")


def compare_annotations(pair: Pair, previous: Term, current: Term, notice: Notice | None = None) -> None:
    """Record the differences; those of promises about the life of a property where there is a `notice` of them."""
    nodes = origins(previous, current)
    before, after = annotation(previous, "default"), annotation(current, "default")
    if before is not _ABSENT or after is not _ABSENT:
        _compare_defaults(pair, before, after, nodes)
    _compare_extensible_values(pair, previous, current, nodes)
    if pair.place and pair.place.xml:
        _compare_markup(pair, previous, current, nodes)
    was, now = (annotation(term, "deprecated") is True for term in (previous, current))
    if was != now:
        pair.note("property", "deprecated" if now else "undeprecated", **nodes)
    if notice is not None and previous and current:
        note_promises(pair, promising(previous), promising(current), notice)


def promising(term: Term) -> Node:
    """What a schema says about the life of its values, in one place wherever in it that is said."""
    found = {keyword: value for keyword in PROMISES if (value := annotation(term, keyword)) is not _ABSENT}
    return Node(term[0].source, target(term[0]).pointer, found)


def _compare_extensible_values(pair: Pair, previous: Term, current: Term, nodes: dict[str, Any]) -> None:
    before, after = annotation(previous, "x-extensible-enum"), annotation(current, "x-extensible-enum")
    if not (isinstance(before, list) and isinstance(after, list)):
        return
    known, now = ({identity(value): value for value in values} for values in (before, after))
    for key in known.keys() - now.keys():
        pair.note("extensible value", "removed", before=known[key], name=str(known[key]), **nodes)
    for key in now.keys() - known.keys():
        pair.note("extensible value", "added", after=now[key], name=str(now[key]), **nodes)


def _compare_defaults(pair: Pair, before: Any, after: Any, nodes: dict[str, Any]) -> None:
    if before is _ABSENT:
        pair.note("default", "added", after=after, **nodes)
    elif after is _ABSENT:
        pair.note("default", "removed", before=before, **nodes)
    elif identity(before) != identity(after):
        pair.note("default", "changed", before=before, after=after, **nodes)


def _compare_markup(pair: Pair, previous: Term, current: Term, nodes: dict[str, Any]) -> None:
    before, after = _markup(previous), _markup(current)
    if before != after:
        name = f"XML of {_name_of(current)}"
        pair.note("wire format", "changed", name=name, before=before, after=after, **nodes)


def _markup(term: Term) -> str:
    """What `xml` says about how a value is written, without its defaults (OpenAPI 3.1, 4.8.26).

    A prefix stands for its namespace, and the default of a name is that of the property.
    """
    stated = annotation(term, "xml")
    kept = {key: value for key, value in stated.items() if value} if isinstance(stated, dict) else {}
    if kept.get("name") == _name_of(term):
        del kept["name"]
    told = [f"{key} {kept[key]}" if isinstance(kept[key], str) else key for key in _MARKUP if key in kept]
    return ", ".join(told) or "an element of its own name"


def _name_of(term: Term) -> str:
    return unescape(term[0].pointer.rpartition("/")[2]) if term else ""


def annotation(term: Term, keyword: str) -> Any:
    """The first value that the schemas of a term state for a keyword."""
    for node in term:
        value = _stated(node, keyword)
        if value is not _ABSENT:
            return value
    return _ABSENT


def _stated(node: Node, keyword: str) -> Any:
    try:
        target = node.resolved()
    except Unresolved:
        return _ABSENT
    schema = target.value
    if not isinstance(schema, dict):
        return _ABSENT
    if target is not node and target.source.dialect.reference_siblings and keyword in node.value:
        return node.value[keyword]
    if keyword in schema:
        return schema[keyword]
    parts = schema.get("allOf")
    stated = (
        [part[keyword] for part in parts if isinstance(part, dict) and keyword in part]
        if isinstance(parts, list)
        else []
    )
    return stated[0] if stated else _ABSENT
