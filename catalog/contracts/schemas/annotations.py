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
    sides = _speaking(previous), _speaking(current)
    before, after = (_first(side, "default") for side in sides)
    if before is not _ABSENT or after is not _ABSENT:
        _compare_defaults(pair, before, after, nodes)
    _compare_extensible_values(pair, *sides, nodes)
    if pair.place and pair.place.xml:
        _compare_markup(pair, previous, current, nodes)
    was, now = (_first(side, "deprecated") is True for side in sides)
    if was != now:
        pair.note("property", "deprecated" if now else "undeprecated", **nodes)
    if notice is not None and previous and current:
        note_promises(pair, _promising(previous, sides[0]), _promising(current, sides[1]), notice)


def promising(term: Term) -> Node:
    """What a schema says about the life of its values, in one place wherever in it that is said."""
    return _promising(term, _speaking(term))


def _promising(term: Term, schemas: list[dict[str, Any]]) -> Node:
    found = {keyword: value for keyword in PROMISES if (value := _first(schemas, keyword)) is not _ABSENT}
    return Node(term[0].source, target(term[0]).pointer, found)


def _compare_extensible_values(
    pair: Pair, previous: list[dict[str, Any]], current: list[dict[str, Any]], nodes: dict[str, Any]
) -> None:
    before, after = (_first(side, "x-extensible-enum") for side in (previous, current))
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
    stated = _first(_speaking(term), "xml")
    kept = {key: value for key, value in stated.items() if value} if isinstance(stated, dict) else {}
    if kept.get("name") == _name_of(term):
        del kept["name"]
    told = [f"{key} {kept[key]}" if isinstance(kept[key], str) else key for key in _MARKUP if key in kept]
    return ", ".join(told) or "an element of its own name"


def _name_of(term: Term) -> str:
    return unescape(term[0].pointer.rpartition("/")[2]) if term else ""


def _first(schemas: list[dict[str, Any]], keyword: str) -> Any:
    """The first value that is stated for a keyword."""
    for schema in schemas:
        if keyword in schema:
            return schema[keyword]
    return _ABSENT


def _speaking(term: Term) -> list[dict[str, Any]]:
    """The schemas of a term that may state annotations, in the order in which they count."""
    found: list[dict[str, Any]] = []
    for node in term:
        try:
            target = node.resolved()
        except Unresolved:
            continue
        schema = target.value
        if not isinstance(schema, dict):
            continue
        if target is not node and target.source.dialect.reference_siblings:
            found.append(node.value)
        found.append(schema)
        if isinstance(parts := schema.get("allOf"), list):
            found += [part for part in parts if isinstance(part, dict)]
    return found
