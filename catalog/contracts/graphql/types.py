"""The types of a schema, and which of them are its roots."""

from __future__ import annotations

from typing import Any

from catalog.contracts.graphql.fields import compare_fields
from catalog.contracts.graphql.graph import REQUEST, RESPONSE, Graph
from catalog.contracts.graphql.inputs import compare_inputs, link_inputs
from catalog.contracts.graphql.life import note_deprecation, removal
from catalog.contracts.graphql.reading import ROLES
from catalog.contracts.graphql.rules import RULES
from catalog.contracts.graphql.schema import COMPOSITE
from catalog.contracts.pairs import Pair, Step


def compare_roots(graph: Graph) -> set[str]:
    """Compare which types are the roots; the answer are those of whom nothing more is to be said."""
    told: set[str] = set()
    for role in ROLES:
        before, after = graph.previous.roots.get(role), graph.current.roots.get(role)
        if before == after:
            continue
        if before is None:
            graph.whole.note("root type", "added", current=graph.now("schema", role), name=role)
            told.add(after or "")
            continue
        pair = Pair(label=before)
        for field in graph.previous.types[before]["fields"]:
            graph.roots.setdefault(f"{before}.{field}", Pair(place=RESPONSE, label=f"{before}.{field}")).link(
                pair
            )
        facts: dict[str, Any] = {"previous": graph.was("schema", role), "name": role, "before": before}
        if after is None:
            pair.note("root type", "removed", effect="narrows", **facts)
            told.add(before)
        else:
            pair.note("root type", "renamed", current=graph.now("schema", role), after=after, **facts)
            graph.renamed[before] = after
    return told


def compare_types(graph: Graph) -> None:
    """Compare every type; of one that no operation of the previous schema reaches, only whether it differs."""
    told = compare_roots(graph)
    for name in sorted(graph.previous.types):
        graph.budget.spend()
        if name not in graph.previous.used:
            _compare_unused(graph, name)
        elif graph.partner(name) is not None:
            _compare(graph, name, graph.partner(name) or "")
        elif name not in told:
            _note_removed(graph, name)
    for name in sorted(
        graph.current.types.keys() - graph.previous.types.keys() - told - {*graph.renamed.values()}
    ):
        graph.whole.note("named type", "added", current=graph.now("types", name), name=name)


def _compare_unused(graph: Graph, name: str) -> None:
    partner = graph.partner(name)
    facts: dict[str, Any] = {"previous": graph.was("types", name), "name": name}
    if partner is None:
        graph.whole.note("unused type", "restricted", after="removed", **facts)
        return
    _compare_keys(graph, name, partner)
    trial = graph.apart()
    _compare(trial, name, partner, uses=("sent", "taken"))
    trial.adopt()
    events = [event for pair in trial.roots.values() for event in pair.events]
    if events:
        action = "restricted" if any(map(RULES.is_breaking, events)) else "changed"
        facts["current"] = graph.now("types", partner)
        graph.whole.note("unused type", action, after="changed", **facts)


def _uses(graph: Graph, name: str) -> tuple[str, ...]:
    return tuple(use for use in ("sent", "taken") if name in getattr(graph.previous, use))


def _pairs(graph: Graph, name: str, uses: tuple[str, ...]) -> list[Pair]:
    return [graph.sent(name) if use == "sent" else graph.taken(name) for use in uses]


def _compare(graph: Graph, name: str, partner: str, uses: tuple[str, ...] | None = None) -> None:
    """Compare a type with what it has become, for each of its uses."""
    before, after = graph.was("types", name), graph.now("types", partner)
    kind = before.value["kind"]
    pairs = _pairs(graph, name, _uses(graph, name) if uses is None else uses)
    if kind != after.value["kind"]:
        _note_of_type(
            graph,
            name,
            pairs,
            "kind changed",
            previous=before,
            current=after,
            before=kind,
            after=after.value["kind"],
        )
        return
    if kind in (*COMPOSITE, "union"):
        for shown in graph.previous.shown_as(name):
            graph.sent(name).link(graph.shown(shown))
    if kind in COMPOSITE:
        _compare_interfaces(graph, name, partner)
        _compare_keys(graph, name, partner)
        compare_fields(graph, name, partner)
    elif kind == "union":
        _compare_members(graph, name)
    elif kind == "input":
        _compare_input(graph, name)
    else:
        for pair in pairs:
            _compare_leaf(graph, pair, name)


def _note_removed(graph: Graph, name: str) -> None:
    before = graph.was("types", name)
    pairs = _pairs(graph, name, _uses(graph, name))
    _note_of_type(graph, name, pairs, "removed", previous=before, before=before.value["kind"])


def _note_of_type(graph: Graph, name: str, pairs: list[Pair], action: str, **facts: Any) -> None:
    """Record what concerns a type as such; the fields of an object or interface can be named no more."""
    value = graph.previous.types[name]
    if value["kind"] in COMPOSITE:
        told = Pair(place=RESPONSE, label=name)
        for field, one in value["fields"].items():
            graph.roots.setdefault(f"{name}.{field}", Pair(place=RESPONSE, label=f"{name}.{field}")).link(
                told
            )
            link_inputs(
                graph, graph.shown(name), graph.was("types", name, "fields", field, "arguments"), None
            )
            below = graph.passes_on(one, None)
            if below is not None:
                graph.shown(name).link(graph.sent(below), Step("property", field))
        graph.shown(name).link(told)
        graph.sent(name).link(graph.shown(name))
        pairs = [told]
    elif value["kind"] == "input":
        link_inputs(graph, graph.taken(name), graph.was("types", name, "fields"), None)
    for pair in pairs:
        pair.note("named type", action, name=name, effect="narrows", direction=None, **facts)


def _compare_interfaces(graph: Graph, name: str, partner: str) -> None:
    """Compare what a type implements; that concerns what can be selected of it, and where the interface is returned."""
    before, after = graph.was("types", name, "interfaces"), graph.now("types", partner, "interfaces")
    for one in sorted(before.value.keys() | after.value.keys()):
        if _of_other_kinds(graph, one):
            continue  # that is told once, at the type
        was, now = before.get(one), after.get(one)
        if now is None:
            for pair in (graph.shown(name), graph.shown(one)):
                pair.note("interface", "removed", previous=was, name=one, effect="narrows")
        elif was is None and one in graph.previous.used:
            pair = graph.sent(one) if one in graph.previous.returned else graph.shown(one)
            pair.note("interface", "added", current=now, name=one, effect="widens")
        elif was is None:
            graph.shown(name).note("interface", "new", current=now, name=one)


def _of_other_kinds(graph: Graph, name: str) -> bool:
    """Is a type on both sides, of another kind on each?"""
    kinds = [
        schema.kind(one)
        for schema, one in ((graph.previous, name), (graph.current, graph.partner(name) or name))
    ]
    return all(kinds) and kinds[0] != kinds[1]


def _compare_keys(graph: Graph, name: str, partner: str) -> None:
    """Compare by what a federation can ask for an entity; that concerns whoever selects its fields by reference."""
    was, now = graph.was("types", name), graph.now("types", partner)
    before, after = was.value.get("keys", {}), now.value.get("keys", {})
    for key in sorted(before.keys() ^ after.keys()):
        pair = Pair(place=REQUEST, label=name)
        if key in before:
            pair.note(
                "key", "removed", previous=was.child("keys", key), current=now, name=key, effect="narrows"
            )
        else:
            pair.note("key", "added", previous=was, current=now.child("keys", key), name=key, effect="widens")
        for field in was.value["fields"]:
            operation = f"{name}.{field}"
            graph.roots.setdefault(operation, Pair(place=RESPONSE, label=operation)).link(pair)


def _compare_members(graph: Graph, name: str) -> None:
    pair = graph.sent(name)
    before, after = graph.was("types", name, "members"), graph.now("types", name, "members")
    for one in sorted(before.value.keys() ^ after.value.keys()):
        was, now = before.get(one), after.get(one)
        if was is not None:
            pair.note("member", "removed", previous=was, name=one, effect="narrows")
        else:
            pair.note("member", "added", current=now, name=one, effect="widens")


def _compare_input(graph: Graph, name: str) -> None:
    pair = graph.taken(name)
    before, after = graph.was("types", name), graph.now("types", name)
    if before.value.get("oneOf") != after.value.get("oneOf"):
        action, effect = ("added", "narrows") if after.value.get("oneOf") else ("removed", "widens")
        pair.note("one of", action, previous=before, current=after, name=name, effect=effect)
    compare_inputs(graph, pair, "input field", before.child("fields"), after.child("fields"))
    link_inputs(graph, pair, before.child("fields"), after.child("fields"))


def _compare_leaf(graph: Graph, pair: Pair, name: str) -> None:
    before, after = graph.was("types", name), graph.now("types", name)
    if before.value["kind"] == "scalar":
        was, now = before.value.get("specifiedBy"), after.value.get("specifiedBy")
        if was != now:
            action = "specification stated" if was is None or now is None else "specification changed"
            pair.note(
                "scalar",
                action,
                previous=before,
                current=after,
                before=was,
                after=now,
                name=name,
                direction=None,
            )
        return
    was, now = before.child("values"), after.child("values")
    for value in sorted(was.value.keys() | now.value.keys()):
        graph.budget.check()
        old, new = was.get(value), now.get(value)
        if old is not None and new is not None:
            note_deprecation(pair, old, new)
        elif old is not None:
            action = removal(old) if pair.place is REQUEST else "no longer sent"
            pair.note("enum value", action, previous=old, name=value, effect="narrows")
        else:
            pair.note("enum value", "added", current=new, name=value, effect="widens")
