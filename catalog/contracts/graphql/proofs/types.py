"""Attempts about types and directives as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.contracts.graphql.proofs.maker import Found, Maker
from catalog.contracts.graphql.proofs.requests import NAME, Request
from catalog.contracts.graphql.schema import COMPOSITE
from catalog.contracts.graphql.typerefs import named, written
from catalog.contracts.pairs import Event

_TEMPLATES = {
    "FIELD": "{role} {declared} {{ __typename {used} }}",
    "QUERY": "query {declared} {used} {{ __typename }}",
    "MUTATION": "mutation {declared} {used} {{ __typename }}",
    "INLINE_FRAGMENT": "{role} {declared} {{ ... {used} {NAME} }}",
    "FRAGMENT_SPREAD": "{role} {declared} {{ ... F {used} }} fragment F on {root} {NAME}",
    "FRAGMENT_DEFINITION": "{role} {declared} {{ ... F }} fragment F on {root} {used} {NAME}",
    "VARIABLE_DEFINITION": "{role} ($on: Boolean! {used}) {{ __typename @include(if: $on) }}",
}


def of_type(maker: Maker, event: Event) -> Found:
    """A type by its name: as a fragment within another, or as that of a variable."""
    if maker.previous.kind(event.name) in (*COMPOSITE, "union"):
        yield from _in_fragments(maker, event.name)
    else:
        yield from _of_variables(maker, event.name)
    if event.action == "kind changed":
        yield from _selected(maker, event.name)


def _in_fragments(maker: Maker, name: str) -> Found:
    fragment = f"... on {name} {NAME}"
    for place in maker.routes.places:
        route = maker.routes.to_value(place)
        if route is not None and maker.previous.can_be(place, name):
            yield maker.writer.request(route, place, fragment)
            return
    for holder, field in maker.fields():
        if maker.previous.can_be(named(maker.type_of(holder, field)), name):
            yield from maker.selecting(holder, maker.writer.field(holder, field, f"{{ {fragment} }}"))
            return


def _of_variables(maker: Maker, name: str) -> Found:
    for holder, field in maker.fields():
        for argument, value in maker.previous.types[holder]["fields"][field]["arguments"].items():
            if named(value["type"]) == name:
                given = maker.select(holder, field, {argument: "$value"})
                yield from maker.selecting(holder, given, f"$value: {written(value['type'])}")
                return
    for holder, value in maker.previous.types.items():
        for field, one in value["fields"].items() if value["kind"] == "input" else ():
            if named(one["type"]) == name and maker.routes.to_input(holder):
                given = maker.writer.members(holder, {field: "$value"})
                yield from maker.taking(holder, given, f"$value: {written(one['type'])}")
                return


def _selected(maker: Maker, name: str) -> Found:
    """Where it is returned: an object is selected from, a scalar is not."""
    for holder, field in maker.fields():
        if named(maker.type_of(holder, field)) == name:
            yield from maker.selecting(holder, maker.select(holder, field))
            return


def of_root(maker: Maker, event: Event) -> Found:
    """The first field of a root type that is gone, or a fragment on one that has another name."""
    role, root = event.name, event.before
    if event.action == "removed":
        field = next(iter(maker.previous.types[root]["fields"]), None)
        if field is not None:
            yield Request(f"{root}.{field}", f"{role} {{ {maker.select(root, field)} }}")
    elif event.action == "renamed" and role != "subscription":
        yield Request(root, f"{role} {{ ... on {root} {NAME} }}")


def of_directive(maker: Maker, event: Event) -> Found:
    """The directive at a place where it may stand no more, or twice where it may stand once."""
    if event.previous is not None and event.effect == "narrows":
        directive = event.subject.removeprefix("@")
        times = 2 if event.action == "not repeatable" else 1
        places = [event.name] if event.on == "location" else None
        yield from decorating(maker, Use(directive, {}, times=times), places)


@dataclass(frozen=True, slots=True)
class Use:
    """A directive as a request holds it: with which arguments, the variables that they need, and how often."""

    directive: str
    given: Mapping[str, str]
    variables: str = ""
    times: int = 1


def decorating(maker: Maker, use: Use, places: list[str] | None = None) -> Found:
    """Requests with a directive at each place where it may stand, or at some of them."""
    value = maker.previous.directives[use.directive]
    roots, now = maker.previous.roots, maker.current.roots
    role = next((one for one in ("query", "mutation") if one in roots and one in now), None)
    if role is None:
        return
    after = maker.current.directives.get(use.directive, {}).get("arguments", {})
    arguments = maker.writer.arguments(value["arguments"], after, use.given)
    for place in places or value["locations"]:
        on_root = place.startswith("FRAGMENT_") and roots[role] != now[role]
        if place in _TEMPLATES and not on_root and (place != "MUTATION" or "mutation" in now):
            facts = {"role": role, "root": roots[role], "NAME": NAME}
            declared = f"({use.variables})" if use.variables else ""
            used = " ".join([f"@{use.directive}{arguments}"] * use.times)
            yield Request(roots[role], _TEMPLATES[place].format(declared=declared, used=used, **facts))
