"""Attempts about what requests select and responses hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.graphql.proofs.maker import Found, Maker, names_in
from catalog.contracts.graphql.proofs.requests import NAME, VALUES, in_lists
from catalog.contracts.graphql.schema import COMPOSITE
from catalog.contracts.graphql.typerefs import Reference, named, non_null
from catalog.contracts.pairs import Event


def of_field(maker: Maker, event: Event) -> Found:
    """The field as it could be selected; where its type changed, a value of the new type too."""
    if event.previous is None:
        return
    _, holder, _, field = names_in(event.previous)
    yield from maker.selecting(holder, maker.select(holder, field))
    if event.current is not None:
        reference = event.current.value["type"]
        yield from _inside(maker, holder, field, named(reference))
        for answer in _answers(maker, reference):
            yield from maker.responding(holder, field, in_lists(reference, answer))


def _inside(maker: Maker, holder: str, field: str, after: str) -> Found:
    """What can be selected of a value of the old type and may not be of the new one."""
    before = named(maker.type_of(holder, field))
    if maker.previous.kind(before) not in COMPOSITE:
        return
    now = maker.current.types.get(after, {}).get("fields", {})
    members = [one for one in maker.previous.types[before]["fields"] if one not in now]
    selected = [maker.select(before, one) for one in members[:1]]
    selected += [f"... on {one} {NAME}" for one in maker.previous.shown_as(before)]
    for one in selected:
        yield from maker.selecting(holder, maker.writer.field(holder, field, f"{{ {one} }}"))


def _answers(maker: Maker, reference: Reference) -> Iterator[Any]:
    name = named(reference)
    if maker.current.kind(name) == "enum":
        yield from list(maker.current.types[name]["values"])[:1]
    elif name in VALUES:
        yield VALUES[name]


def of_null(maker: Maker, event: Event) -> Found:
    """Null at the first level at which it is allowed now."""
    if event.action != "allowed" or event.previous is None or event.current is None:
        return
    _, holder, _, field = names_in(event.previous)
    before, after, lists = event.previous.value["type"], event.current.value["type"], 0
    answer: Any = None
    while non_null(before) <= non_null(after) and "list" in before:
        before, after, lists = before["list"], after["list"], lists + 1
    for _ in range(lists):
        answer = [answer]
    yield from maker.responding(holder, field, answer)


def of_conflict(maker: Maker, event: Event) -> Found:
    """Two fields of one name where a value may be of either type."""
    _, holder, _, field = names_in(event.previous)
    types = (holder, event.name.partition(".")[0])
    both = " ".join(f"... on {one} {{ {maker.select(one, field)} }}" for one in types)
    other = maker.previous.places.get(types[1], ())
    for place in maker.previous.places.get(holder, ()):
        route = maker.routes.to_value(place) if place in other else None
        if route is not None:
            yield maker.writer.request(route, place, both)


def of_member(maker: Maker, event: Event) -> Found:
    """A fragment on what a union is no more, or a response with what it is now."""
    _, union, _, member = names_in(event.previous or event.current)
    if event.action == "removed":
        yield from _named_within(maker, union, member)
    else:
        yield from _answered_with(maker, union, member)


def of_interface(maker: Maker, event: Event) -> Found:
    """The same for an interface and who implements it; fragments may be on either within the other."""
    _, holder, _, interface = names_in(event.previous or event.current)
    if event.action == "removed":
        yield from maker.selecting(holder, f"... on {interface} {NAME}")
        yield from _named_within(maker, interface, holder)
    elif event.action == "added":
        yield from _answered_with(maker, interface, holder)


def _named_within(maker: Maker, place: str, name: str) -> Found:
    route = maker.routes.to_value(place)
    if route is not None:
        yield maker.writer.request(route, place, f"... on {name} {NAME}")


def _answered_with(maker: Maker, place: str, name: str) -> Found:
    route = maker.routes.to_value(place)
    if route is not None and route.role != "subscription" and maker.current.kind(name) == "object":
        yield maker.writer.request(route, place, "__typename", data={"__typename": name})
