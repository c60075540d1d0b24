"""Reading one schema's own keywords into shapes, without looking into `allOf` and its relatives."""

from __future__ import annotations

import math
from typing import Any

from catalog.contracts.schemas.condition_keywords import always_demanded, counted_sizes, counts_all, is_double
from catalog.contracts.schemas.formats import applies
from catalog.contracts.schemas.projection import SIZES, subjects
from catalog.contracts.schemas.shapes import Limit, Shape, contradictory, met_limits
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import identity, is_integral, is_number, type_of

_BYTES = "application/octet-stream"
_AS_IT_IS = frozenset({"7bit", "8bit", "binary"})
"""Encodings that leave a text as it is (RFC 2045, section 6.2)."""


def allowed_values(node: Node) -> list[Any] | None:
    """The values of `enum` and `const` together, or None where neither is given."""
    schema = node.value
    values = schema["enum"] if isinstance(schema.get("enum"), list) else None
    if "const" in schema:
        const = schema["const"]
        values = [const] if values is None or identity(const) in {identity(value) for value in values} else []
    return values


def also_demanded(node: Node) -> list[Node]:
    """The schemas that hold beside a schema's own keywords: the parts of `allOf`, what it is not not, and the branch
    of an `if` that leaves no choice.
    """
    parts = node.get("allOf")
    found = parts.items() if parts else []
    refused = node.get("not")
    if refused is not None and is_double(refused):
        found.append(refused.child("not"))
    branch = always_demanded(node)
    return found if branch is None else [*found, branch]


def base_shape(node: Node, kind: str, *, integral: bool, values: list[Any] | None) -> Shape | None:
    """The shape of one type with everything but sub-schemas; None when no value of the type is allowed."""
    shape = Shape(kind, node, about=subjects(node.value), integral=integral and kind == "number")
    if kind == "null":
        shape.values = {identity(None): None}
    elif kind == "boolean":
        shape.values = {identity(value): value for value in (False, True)}
    elif kind == "number":
        _read_number(shape, node)
    else:
        _read_sizes(shape, node)
    if kind == "string" and isinstance(node.value.get("pattern"), str):
        shape.patterns = {node.value["pattern"]: node}
    format_name = _format(node.value) if kind in ("number", "string") else None
    if format_name is not None and applies(format_name, kind):
        shape.formats = {format_name: node}
    if kind == "string":
        _read_content(shape, node)
    if values is not None:
        own = {identity(value): value for value in values if type_of(value) == kind}
        shape.values = own if shape.values is None else {key: own[key] for key in own if key in shape.values}
        if shape.integral:
            shape.values = {key: value for key, value in shape.values.items() if is_integral(value)}
    return None if shape.values == {} or contradictory(shape.limits) else shape


def _format(schema: dict[str, Any]) -> str | None:
    """The format of a value, also where another version of the format spells it otherwise."""
    if schema.get("type") == "file" or schema.get("contentMediaType") == _BYTES:
        return "binary"
    encoding = schema.get("contentEncoding")
    encoded = isinstance(encoding, str) and encoding.lower() not in _AS_IT_IS
    stated = str(encoding).lower() if encoded else schema.get("format")
    if not isinstance(stated, str):
        return None
    return "byte" if stated == "base64" else stated


def _read_content(shape: Shape, node: Node) -> None:
    """What a text holds (JSON Schema 2020-12, Validation 8)."""
    media_type = node.value.get("contentMediaType")
    if isinstance(media_type, str) and media_type != _BYTES:
        shape.contents = {media_type.lower(): node}


def _read_number(shape: Shape, node: Node) -> None:
    schema = node.value
    flags = node.source.dialect.boolean_exclusive
    shape.integral = shape.integral or schema.get("multipleOf") == 1
    for keyword, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if is_number(bound := schema.get(keyword)):
            exclusive = flags and schema.get(strict) is True
            shape.limits |= {keyword: _rounded(shape, keyword, bound, exclusive=exclusive, node=node)}
        if not flags and is_number(bound := schema.get(strict)):
            limit = _rounded(shape, keyword, bound, exclusive=True, node=node)
            shape.limits = met_limits(shape.limits, {keyword: limit})
    if is_number(step := schema.get("multipleOf")) and step > 0 and step != 1:
        shape.multiples = {step: node}


def _rounded(shape: Shape, keyword: str, bound: float, *, exclusive: bool, node: Node) -> Limit:
    """Integers above 4.5 are those from 5, above 5 exclusively those from 6."""
    if not shape.integral or (isinstance(bound, float) and math.isinf(bound)):
        return Limit(bound, exclusive, node)
    if keyword == "minimum":
        return Limit(math.floor(bound) + 1 if exclusive else math.ceil(bound), exclusive=False, node=node)
    return Limit(math.ceil(bound) - 1 if exclusive else math.floor(bound), exclusive=False, node=node)


def _read_sizes(shape: Shape, node: Node) -> None:
    lower, upper = SIZES[shape.type]
    if is_number(size := node.value.get(lower)) and size > 0:
        shape.limits[lower] = Limit(size, exclusive=False, node=node)
    if is_number(size := node.value.get(upper)):
        shape.limits[upper] = Limit(size, exclusive=False, node=node)
    shape.limits = met_limits(shape.limits, _other_sizes(shape.type, node))


def _other_sizes(kind: str, node: Node) -> dict[str, Limit]:
    """The sizes of objects of which no name is allowed, and of lists of which every item counts."""
    if kind == "object" and node.value.get("propertyNames") is False:
        return {"maxProperties": Limit(0, exclusive=False, node=node)}
    sizes = counted_sizes(node) if kind == "array" and counts_all(node) else None
    least, most = sizes or (0, None)
    found = {"minItems": Limit(least, exclusive=False, node=node)} if least > 0 else {}
    return found if most is None else {**found, "maxItems": Limit(most, exclusive=False, node=node)}
