"""Attempts about what requests hold: arguments, input objects, values of enums."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.contracts.graphql.proofs.maker import Found, Maker, names_in
from catalog.contracts.graphql.proofs.requests import in_lists
from catalog.contracts.graphql.proofs.types import Use, decorating
from catalog.contracts.graphql.typerefs import named, written
from catalog.contracts.pairs import Event


def of_argument(maker: Maker, event: Event) -> Found:
    """A field or a directive with the argument, or without it, as it was taken before."""
    match names_in(event.previous or event.current):
        case ["types", holder, _, field, _, argument]:
            for text, variables in _given(maker, event):
                yield from maker.selecting(holder, maker.select(holder, field, {argument: text}), variables)
        case ["directives", directive, _, argument]:
            for text, variables in _given(maker, event):
                yield from decorating(maker, Use(directive, {argument: text}, variables))


def of_input_field(maker: Maker, event: Event) -> Found:
    """An input object with the field, or without it, as it was taken before."""
    _, holder, _, field = names_in(event.previous or event.current)
    for text, variables in _given(maker, event):
        yield from maker.taking(holder, maker.writer.members(holder, {field: text}), variables)


def _given(maker: Maker, event: Event) -> Iterator[tuple[str, str]]:
    """What to give, and the variables that this needs; nothing for what became required.

    A variable is declared with the type that was asked for: it has to fit by its name.
    """
    if event.effect == "narrows" and (event.previous is None or event.action == "became required"):
        yield "", ""
    elif event.previous is not None and event.action.startswith("removed"):
        yield maker.writer.literal(event.previous.value["type"]), ""
    elif event.previous is not None and event.action in ("type changed", "null refused"):
        reference = event.previous.value["type"]
        if event.action == "null refused":
            yield "null", ""
        yield "$value", f"$value: {written(reference)}"


def of_enum_value(maker: Maker, event: Event) -> Found:
    """A request with a value that is taken no more, or a response with one that is new."""
    _, enum, _, value = names_in(event.previous or event.current)
    if event.direction == "request" and event.previous is not None:
        yield from maker.taking(enum, value)
    elif event.direction == "response" and event.current is not None:
        for holder, field in maker.fields():
            reference = maker.type_of(holder, field)
            if named(reference) == enum and maker.routes.alike(holder, field):
                yield from maker.responding(holder, field, in_lists(reference, value))
                return


def of_one_of(maker: Maker, event: Event) -> Found:
    """An input object with two of its fields, or with none."""
    if event.action == "added":
        fields = list(maker.previous.types[event.name]["fields"].items())
        two = {name: maker.writer.literal(one["type"]) for name, one in fields[:2]}
        for given in (two, {}):
            yield from maker.taking(event.name, maker.writer.members(event.name, given))
