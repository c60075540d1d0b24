"""Directives: those that a consumer writes are part of the contract, the others are for those who write schemas."""

from __future__ import annotations

from catalog.contracts.graphql.graph import REQUEST, Graph
from catalog.contracts.graphql.inputs import compare_inputs, link_inputs
from catalog.contracts.graphql.rules import RULES
from catalog.contracts.graphql.schema import IN_REQUESTS, in_requests
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.source import Node


def compare_directives(graph: Graph) -> None:
    """Compare the directives that the schema defines itself."""
    before, after = graph.previous.directives, graph.current.directives
    for name in sorted(before.keys() | after.keys()):
        graph.budget.check()
        was = graph.was("directives", name) if name in before else None
        now = graph.now("directives", name) if name in after else None
        pair = Pair(place=REQUEST, label=f"@{name}")
        _compare(graph, pair, was, now)
        sides = [node.value for node in (was, now) if node is not None]
        if not graph.previous.is_whole or any(in_requests(side) for side in sides):
            graph.whole.link(pair)
        elif pair.events:
            action = "restricted" if any(map(RULES.is_breaking, pair.events)) else "changed"
            _note_of_schemas(graph, action, was, now)


def _note_of_schemas(graph: Graph, action: str, was: Node | None, now: Node | None) -> None:
    """Note what differs for those who write schemas, in one change for each directive."""
    name = next(node.pointer.rpartition("/")[2] for node in (was, now) if node is not None)
    graph.whole.note("schema directive", action, previous=was, current=now, name=name, direction=None)


def _compare(graph: Graph, pair: Pair, was: Node | None, now: Node | None) -> None:
    if was is None:
        pair.note("directive", "added", current=now)
    elif now is None:
        pair.note("directive", "removed", previous=was, effect="narrows")
    else:
        _compare_locations(graph, pair, was, now)
        repeats = was.value.get("repeatable", False), now.value.get("repeatable", False)
        if repeats[0] != repeats[1]:
            action, effect = ("repeatable", "widens") if repeats[1] else ("not repeatable", "narrows")
            pair.note("directive", action, previous=was, current=now, effect=effect)
        compare_inputs(graph, pair, "argument", was.child("arguments"), now.child("arguments"))
        link_inputs(graph, pair, was.child("arguments"), now.child("arguments"))


def _compare_locations(graph: Graph, pair: Pair, was: Node, now: Node) -> None:
    before, after = was.child("locations"), now.child("locations")
    of_requests = graph.previous.is_whole and (in_requests(was.value) or in_requests(now.value))
    for location in sorted(before.value.keys() ^ after.value.keys()):
        if of_requests and location not in IN_REQUESTS:
            _note_of_schemas(graph, "restricted" if location in before.value else "changed", was, now)
        elif location in before.value:
            pair.note("location", "removed", previous=before.child(location), name=location, effect="narrows")
        else:
            pair.note("location", "added", current=after.child(location), name=location, effect="widens")
