"""The fields of objects and interfaces: what a request selects and a response holds."""

from __future__ import annotations

from catalog.contracts.graphql.graph import RESPONSE, Graph
from catalog.contracts.graphql.inputs import compare_inputs, link_inputs
from catalog.contracts.graphql.life import note_deprecation, removal
from catalog.contracts.graphql.typerefs import type_change, written
from catalog.contracts.pairs import Pair, Step
from catalog.contracts.schemas.source import Node


def compare_fields(graph: Graph, name: str, partner: str) -> None:
    """Compare the fields of a type, and link each to what lies below it."""
    before, after = graph.was("types", name, "fields"), graph.now("types", partner, "fields")
    for field in before.value.keys() | after.value.keys():
        graph.budget.check()
        was, now = before.get(field), after.get(field)
        own = Pair(place=RESPONSE, label=f"{name if was else partner}.{field}")
        if was is None and now is not None:
            own.note("field", "added", current=now)
        elif was is not None:
            _compare_field(graph, own, was, now)
            link_inputs(graph, own, was.child("arguments"), now.child("arguments") if now else None)
        below = graph.passes_on(was.value, now.value if now else None) if was else None
        _place(graph, name, field, own, below)


def _compare_field(graph: Graph, own: Pair, was: Node, now: Node | None) -> None:
    if now is None:
        own.note("field", removal(was), previous=was, effect="narrows", before=was.value.get("deprecated"))
        return
    if was.value == now.value:
        return
    note_deprecation(own, was, now)
    before, after = was.value["type"], now.value["type"]
    facts = {"before": written(before), "after": written(after), "previous": was, "current": now}
    match type_change(before, after, sent_by="provider", renamed=graph.renamed):
        case "other":
            own.note("field", "type changed", effect="replaces", **facts)
        case "looser":
            own.note("null", "allowed", effect="widens", **facts)
        case "stricter":
            own.note("null", "refused", effect="narrows", **facts)
            _note_conflict(graph, own, was, now)
    compare_inputs(graph, own, "argument", was.child("arguments"), now.child("arguments"))


def _note_conflict(graph: Graph, own: Pair, was: Node, now: Node) -> None:
    """Record the first type whose field of this name could be selected beside this one and no longer can.

    Fields with one name in a response must be of one shape (GraphQL, section 5.3.2). Whether a place has room for both
    is shown by a request, or it is nothing.
    """
    holder, _, field = own.label.partition(".")
    before, after = graph.previous, graph.current
    for other in before.beside(holder):
        graph.budget.check()
        together = before.shape(other, field) == before.shape(holder, field)
        if together and after.shape(other, field) not in (
            after.shape(graph.partner(holder) or "", field),
            "",
        ):
            facts = {"previous": was, "current": now, "name": f"{other}.{field}"}
            own.note("selection", "conflicts", effect="narrows", speculative=True, **facts)
            return


def _place(graph: Graph, name: str, field: str, own: Pair, below: str | None) -> None:
    """Put the pair of a field below its type and below its operation: a root field has all that it leads to."""
    counts = bool(own.events or own.edges)
    is_root = name in graph.previous.roots.values()
    if is_root and (counts or below):
        root = graph.roots.setdefault(own.label, Pair(place=RESPONSE, label=own.label))
        if counts:
            root.link(own)
        if below:
            root.link(graph.sent(below))
    elif counts:
        graph.roots[own.label] = own
    if counts:
        graph.shown(name).link(own, Step("property", field))
    if below:
        graph.shown(name).link(graph.sent(below), Step("property", field))
