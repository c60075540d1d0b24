"""Comparing the parameters of an operation."""

from __future__ import annotations

from typing import Any

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.model import Operation, Parameter
from catalog.contracts.openapi.parts import Part, link_schemas
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer


def compare_parameters(comparer: SchemaComparer, pair: Pair, previous: Operation, current: Operation) -> None:
    """Record what differs in the parameters of an operation, whatever level they are declared at."""
    for key in sorted(previous.parameters.keys() | current.parameters.keys(), key=str):
        before, after = previous.parameters.get(key), current.parameters.get(key)
        if (before is None or after is None) and "parameters" in previous.unread | current.unread:
            continue
        if before is None and after is not None:
            action = "required added" if after.required else "added"
            pair.note("parameter", action, current=after.node, effect=_effect(after), **_named(after))
        elif after is None and before is not None:
            pair.note("parameter", "removed", previous=before.node, **_named(before))
        elif before and after:
            direction: Direction = pair.place.direction if pair.place else "request"
            part = Part(
                parameter_label(after), direction, before.required, key, described=(before.node, after.node)
            )
            _compare_parameter(comparer, pair, before, after, part)


def _effect(added: Parameter) -> str:
    return "narrows" if added.required else "none"


def _named(parameter: Parameter) -> dict[str, Any]:
    return {"name": parameter_label(parameter)}


def parameter_label(parameter: Parameter) -> str:
    """How people call a parameter: `query parameter limit`."""
    return f"{parameter.location} parameter {parameter.name}"


def _compare_parameter(
    comparer: SchemaComparer, pair: Pair, before: Parameter, after: Parameter, part: Part
) -> None:
    facts = {"previous": before.node, "current": after.node, **_named(after)}
    if after.required and not before.required:
        pair.note("parameter", "became required", effect="narrows", **facts)
    elif before.required and not after.required:
        pair.note("parameter", "became optional", effect="widens", **facts)
    if after.deprecated and not before.deprecated:
        pair.note("parameter", "deprecated", **facts)
    if before.allows_empty and not after.allows_empty and after.location == "query":
        pair.note("parameter", "empty refused", effect="narrows", **facts)
    compare_values(comparer, pair, before, after, part)


def compare_values(
    comparer: SchemaComparer, pair: Pair, before: Parameter, after: Parameter, part: Part
) -> None:
    """What a parameter or header may hold, and how it is written out."""
    if before.content.keys() != after.content.keys():
        pair.note("wire format", "changed", name=part.label, **_wires(before, after))
    for name in sorted(before.content.keys() & after.content.keys()):
        inner = (before.content[name].schema, after.content[name].schema)
        link_schemas(comparer, pair, inner, Place(part.direction), part)
    if before.content or after.content:
        return
    if before.wire != after.wire and _structured(comparer, before, after, part.direction):
        pair.note("wire format", "changed", name=part.label, **_wires(before, after))
    link_schemas(comparer, pair, (before.schema, after.schema), Place(part.direction, text=True), part)


def _wires(before: Parameter, after: Parameter) -> dict[str, Any]:
    nodes = {"previous": before.node, "current": after.node}
    return nodes | {"before": _written(before), "after": _written(after)}


def _written(parameter: Parameter) -> str:
    return ", ".join(sorted(parameter.content)) or parameter.wire or ""


def _structured(comparer: SchemaComparer, before: Parameter, after: Parameter, direction: Direction) -> bool:
    """Do both hold lists or objects, whose wire format depends on the style?"""
    return all(
        parameter.schema is not None and comparer.structured((parameter.schema,), direction)
        for parameter in (before, after)
    )
