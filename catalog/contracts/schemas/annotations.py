"""What a schema says beside the set of its instances: defaults, deprecation, and how it is written in XML."""

from __future__ import annotations

from typing import Any, NamedTuple

from catalog.contracts.documents.pointers import unescape
from catalog.contracts.lifecycle import PROMISES, Notice, note_promises
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.digests import origins, target
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.speaking import speaking
from catalog.contracts.schemas.values import identity

_ABSENT = object()
_MARKUP = ("name", "namespace", "attribute", "wrapped")


class _Sides(NamedTuple):
    """Every place that speaks of a value, before and after, the outermost first; `nodes` is where the schemas are."""

    before: dict[str, Node]
    after: dict[str, Node]
    nodes: dict[str, Node | None]

    def stated(self, keyword: str) -> tuple[Any, Any]:
        """What the keyword states on each side."""
        return _first(self.before, keyword), _first(self.after, keyword)

    def facts(self, keyword: str) -> dict[str, Node | None]:
        """The place that states a keyword, which many schemas may share, where it is one that both sides have."""
        stating = {
            next(pointer for pointer, place in side.items() if keyword in place.value)
            for side in (self.before, self.after)
            if _first(side, keyword) is not _ABSENT
        }
        if len(stating) != 1 or not stating <= self.before.keys() & self.after.keys():
            return self.nodes
        (pointer,) = stating
        return {"previous": self.before[pointer], "current": self.after[pointer]}


def compare_annotations(pair: Pair, previous: Term, current: Term, notice: Notice | None = None) -> None:
    """Record the differences; those of promises about the life of a property where there is a `notice` of them."""
    sides = _Sides(_speaking(previous), _speaking(current), origins(previous, current))
    before, after = sides.stated("default")
    if before is not _ABSENT or after is not _ABSENT:
        _compare_defaults(pair, before, after, sides.facts("default"))
    _compare_extensible_values(pair, sides)
    if pair.read_at.xml:
        _compare_markup(pair, previous, current, sides)
    was, now = (value is True for value in sides.stated("deprecated"))
    if was != now:
        pair.note("property", "deprecated" if now else "undeprecated", **sides.facts("deprecated"))
    if notice is not None and previous and current:
        note_promises(pair, _promising(previous, sides.before), _promising(current, sides.after), notice)


def promising(term: Term) -> Node:
    """What a schema says about the life of its values, in the place that says the first of it."""
    return _promising(term, _speaking(term))


def _promising(term: Term, places: dict[str, Node]) -> Node:
    found = {keyword: value for keyword in PROMISES if (value := _first(places, keyword)) is not _ABSENT}
    telling = (place for place in places.values() if not found.keys().isdisjoint(place.value))
    return Node(term[0].source, next(telling, target(term[0])).pointer, found)


def _speaking(term: Term) -> dict[str, Node]:
    return {place.pointer: place for node in term for place in speaking(node)}


def _first(places: dict[str, Node], keyword: str) -> Any:
    for place in places.values():
        if keyword in place.value:
            return place.value[keyword]
    return _ABSENT


def _compare_extensible_values(pair: Pair, sides: _Sides) -> None:
    before, after = sides.stated("x-extensible-enum")
    if not (isinstance(before, list) and isinstance(after, list)):
        return
    nodes = sides.facts("x-extensible-enum")
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


def _compare_markup(pair: Pair, previous: Term, current: Term, sides: _Sides) -> None:
    stated = sides.stated("xml")
    before, after = _markup(stated[0], _name_of(previous)), _markup(stated[1], _name_of(current))
    if before != after:
        name = f"XML of {_name_of(current)}"
        pair.note("wire format", "changed", name=name, before=before, after=after, **sides.facts("xml"))


def _markup(stated: Any, usual: str) -> str:
    """What `xml` says about how a value is written, without its defaults (OpenAPI 3.1, 4.8.26).

    A prefix stands for its namespace, and the default of a name is that of the property.
    """
    kept = {key: value for key, value in stated.items() if value} if isinstance(stated, dict) else {}
    if kept.get("name") == usual:
        del kept["name"]
    told = [f"{key} {kept[key]}" if isinstance(kept[key], str) else key for key in _MARKUP if key in kept]
    return ", ".join(told) or "an element of its own name"


def _name_of(term: Term) -> str:
    return unescape(term[0].pointer.rpartition("/")[2]) if term else ""
