"""Comparing the parameters of an operation."""

from __future__ import annotations

from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.lifecycle import Notice, note_promises, still_promised
from catalog.contracts.openapi.model import Operation, Parameter
from catalog.contracts.openapi.parts import Part, link_schemas
from catalog.contracts.openapi.places import place_of, place_of_values
from catalog.contracts.openapi.wires import Wire
from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node

_RESERVED = {True: "text with reserved characters as they are", False: "percent-encoded text"}
_RESERVED_CHARACTERS = frozenset(":/?#[]@!$&'()*+,;=")
_WITHOUT_RESERVED = frozenset({"number", "boolean", "null"})


def compare_parameters(
    comparer: SchemaComparer, pair: Pair, previous: Operation, current: Operation, notice: Notice
) -> None:
    """Record what differs in the parameters of an operation, whatever level they are declared at."""
    if "parameters" in previous.unread | current.unread:
        keys = previous.parameters.keys() & current.parameters.keys()
    else:
        keys = previous.parameters.keys() | current.parameters.keys()
    for key in sorted(keys, key=str):
        before, after = previous.parameters.get(key), current.parameters.get(key)
        if before and after and comparer.digests.same_part(before.node, after.node):
            continue
        if before and after:
            part = Part(parameter_label(after), pair.direction, key)
            _compare_parameter(comparer, pair, (before, after), part, notice)
        elif after:
            note_added(pair, "parameter", after, name=parameter_label(after))
        elif before:
            note_removed(pair, "parameter", before, notice, name=parameter_label(before))


def note_added(pair: Pair, on: str, added: Parameter, **facts: Any) -> None:
    """What is required and new harms only those who have to send it."""
    demanded = added.required and pair.direction == "request"
    action, effect = ("required added", "narrows") if demanded else ("added", "none")
    pair.note(on, action, current=added.node, effect=effect, **facts)


def note_removed(pair: Pair, on: str, removed: Parameter, notice: Notice, **facts: Any) -> None:
    """What was required and is gone harms only those who counted on it, as all could that was promised for longer."""
    missed = removed.required and pair.direction == "response"
    sunset = still_promised(removed.node, notice)
    action = "required removed" if missed else "removed before sunset" if sunset else "removed"
    facts |= {"after": sunset} if action == "removed before sunset" else {}
    pair.note(on, action, previous=removed.node, **facts)


def note_life(pair: Pair, on: str, sides: tuple[Parameter, Parameter], notice: Notice, **facts: Any) -> None:
    """Record whether it has to be sent now or may be left out, and how long it is promised to live."""
    before, after = sides
    if after.required and not before.required:
        pair.note(on, "became required", effect="narrows", **facts)
    elif before.required and not after.required:
        pair.note(on, "became optional", effect="widens", **facts)
    if after.deprecated and not before.deprecated:
        pair.note(on, "deprecated", **facts)
    elif before.deprecated and not after.deprecated:
        pair.note(on, "undeprecated", **facts)
    note_promises(pair, before.node, after.node, notice)


def parameter_label(parameter: Parameter) -> str:
    """How people call a parameter: `query parameter limit`."""
    return f"{parameter.location} parameter {parameter.name}"


def _compare_parameter(
    comparer: SchemaComparer, pair: Pair, sides: tuple[Parameter, Parameter], part: Part, notice: Notice
) -> None:
    before, after = sides
    facts: dict[str, Any] = {"previous": before.node, "current": after.node, "name": parameter_label(after)}
    note_life(pair, "parameter", sides, notice, **facts)
    if before.allows_empty != after.allows_empty and after.location == "query":
        action, effect = ("empty accepted", "widens") if after.allows_empty else ("empty refused", "narrows")
        pair.note("parameter", action, effect=effect, **facts)
    told = [(side.node, (side.schema,) if side.schema else (), side.allows_reserved) for side in sides]
    note_reserved(comparer, pair, (told[0], told[1]), part.label)
    compare_values(comparer, pair, before, after, part)


def note_reserved(
    comparer: SchemaComparer,
    pair: Pair,
    sides: tuple[tuple[Node, Term, bool], tuple[Node, Term, bool]],
    label: str,
) -> None:
    """Whether characters such as `/` may be written as they are: who sends them needs a receiver that reads them.

    Each side is its place, what is sent by it, and whether it allows that.
    """
    (previous, _, before), (current, _, after) = sides
    sender = sides[0 if pair.direction == "request" else 1]
    if before == after or not _may_be_reserved(comparer, sender[1], pair.direction):
        return
    facts = {"previous": previous, "current": current, "name": label}
    facts |= {"before": _RESERVED[before], "after": _RESERVED[after]}
    pair.note("wire format", "changed" if sender[2] else "widened", **facts)


def _may_be_reserved(comparer: SchemaComparer, term: Term, direction: Direction) -> bool:
    """May the text of a value have reserved characters (RFC 3986, section 2.2)? That of a number has none."""
    shapes = comparer.shapes(term, direction)
    parts = (comparer.shapes(one.items, direction) if one.items else [one] for one in shapes)
    single = [shape for listed in parts for shape in listed if shape.type not in _WITHOUT_RESERVED]
    return not shapes or any(
        shape.type != "string"
        or shape.values is None
        or _RESERVED_CHARACTERS & set("".join(shape.values.values()))
        for shape in single
    )


def compare_values(
    comparer: SchemaComparer, pair: Pair, before: Parameter, after: Parameter, part: Part
) -> None:
    """What a parameter or header may hold, and how it is written out."""
    part = part.at(before.node, after.node)
    if before.content.keys() != after.content.keys():
        pair.note("wire format", "changed", name=part.label, **_wires(before, after))
    for name in sorted(before.content.keys() & after.content.keys()):
        media = before.content[name], after.content[name]
        inner = (media[0].schema, media[1].schema)
        link_schemas(comparer, pair, inner, place_of(*media, part.direction), part)
    if before.content or after.content:
        return
    schemas = (before.schema, after.schema)
    if written_otherwise(comparer, (before.wire, after.wire), schemas, part.direction):
        pair.note("wire format", "changed", name=part.label, **_wires(before, after))
    link_schemas(comparer, pair, schemas, place_of_values(comparer, before, after, part.direction), part)


def written_otherwise(
    comparer: SchemaComparer,
    wires: tuple[Wire, Wire],
    schemas: tuple[Node | None, Node | None],
    direction: Direction,
) -> bool:
    """Is there a value that both sides know and write in different ways?"""
    previous, current = schemas
    if wires[0] == wires[1] or previous is None or current is None:
        return False
    kinds = comparer.kinds((previous,), direction), comparer.kinds((current,), direction)
    return wires[0].told_apart(wires[1], kinds)


def _wires(before: Parameter, after: Parameter) -> dict[str, Any]:
    nodes = {"previous": before.node, "current": after.node}
    return nodes | {"before": _written(before), "after": _written(after)}


def _written(parameter: Parameter) -> str:
    return ", ".join(sorted(parameter.content)) or str(parameter.wire)
