"""What requests are made of: arguments, and the fields of input objects."""

from __future__ import annotations

from typing import Any, Literal

from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.life import note_deprecation, removal
from catalog.contracts.graphql.schema import required
from catalog.contracts.graphql.typerefs import type_change, written
from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.schemas.source import Node

Kind = Literal["argument", "input field"]


def compare_inputs(graph: Graph, pair: Pair, on: Kind, before: Node, after: Node) -> None:
    """Compare the arguments of a field or directive, or the fields of an input object."""
    for name in sorted(before.value.keys() | after.value.keys()):
        graph.budget.check()
        was, now = before.get(name), after.get(name)
        if was is None and now is not None:
            _note_added(pair, on, now)
        elif was is not None and now is None:
            _note(pair, on, removal(was), "narrows", previous=was)
        elif was is not None and now is not None:
            _compare(graph, pair, on, was, now)


def link_inputs(graph: Graph, pair: Pair, before: Node, after: Node | None) -> None:
    """The types of what is taken, below the pair that takes it."""
    for name, value in before.value.items():
        below = graph.passes_on(value, None if after is None else after.value.get(name))
        if below is not None:
            pair.link(graph.taken(below))


def _note(pair: Pair, on: Kind, action: str, effect: Effect, **facts: Any) -> None:
    pair.note(on, action, effect=effect, **{"direction": "request", **facts})


def _note_added(pair: Pair, on: Kind, now: Node) -> None:
    if required(now.value):
        _note(pair, on, "required added", "narrows", current=now, after=written(now.value["type"]))
    elif "default" in now.value:
        _note(pair, on, "added with default", "none", current=now, after=now.value["default"])
    else:
        _note(pair, on, "added", "none", current=now)


def _compare(graph: Graph, pair: Pair, on: Kind, was: Node, now: Node) -> None:
    note_deprecation(pair, was, now)
    before, after = was.value["type"], now.value["type"]
    types: dict[str, Any] = {
        "before": _declared(was),
        "after": _declared(now),
        "previous": was,
        "current": now,
    }
    change = type_change(before, after, sent_by="consumer", renamed=graph.renamed)
    if change == "other":
        _note(pair, on, "type changed", "replaces", **types)
        return
    if required(now.value) and not required(was.value):
        _note(pair, on, "became required", "narrows", **types)
        return
    if required(was.value) and not required(now.value):
        _note(pair, on, "became optional", "widens", **types)
        return
    if change == "stricter":
        _note(pair, on, "null refused", "narrows", **types)
    elif change == "looser":
        _note(pair, on, "null allowed", "widens", **types)
    if not required(was.value):
        _compare_defaults(pair, on, was, now)


def _declared(node: Node) -> str:
    default = node.value.get("default")
    return written(node.value["type"]) + (f" = {default}" if default is not None else "")


def _compare_defaults(pair: Pair, on: Kind, was: Node, now: Node) -> None:
    """What holds for a request that leaves it out."""
    before, after = was.value.get("default"), now.value.get("default")
    if before != after:
        action = "added" if before is None else "removed" if after is None else "changed"
        facts = {"before": before, "after": after, "previous": was, "current": now}
        _note(pair, on, f"default {action}", "none", **facts)
