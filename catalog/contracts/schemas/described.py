"""A schema as people read it: its members with their types. For documentation only; nothing is judged by it.

Documents are hostile: whatever refers to itself ends, and a reference is named, never written out into a type, since
references that multiply would be written out more often than anybody has time for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from catalog.contracts.documents.pointers import unescape
from catalog.contracts.reference import Field
from catalog.contracts.schemas.source import Node, Unresolved
from catalog.contracts.schemas.values import shown

MAX_FIELDS = 300
_DEPTH = 5
_BRANCHES = 12
_JOINTS = {"oneOf": " | ", "anyOf": " | ", "allOf": " & "}
_LIMITS = ("format", "pattern", "minimum", "maximum", "minLength", "maxLength")


def fields_of(schema: Node | None, *, into_named: bool = True) -> tuple[Field, ...]:
    """The members of a schema, those of members after them as dotted paths; empty for what has none.

    `into_named` is false where schemas that have a name are entries of their own.
    """
    if schema is None:
        return ()
    return tuple(islice(_Members(into_named).of(schema, "", ()), MAX_FIELDS))


def whole(schema: Node, name: str = "") -> Field:
    """The schema itself as a field, for one that has no members."""
    return Field(name, type_of(schema), description_of(schema))


@dataclass(slots=True)
class _Members:
    """One reading of a schema; what several parts of it refer to is read once for each path."""

    into_named: bool
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def of(self, schema: Node, prefix: str, above: tuple[str, ...]) -> Iterator[Field]:
        target = _target(schema)
        place = (target.pointer, prefix)
        if target.pointer in above or place in self._seen or len(above) > _DEPTH:
            return
        self._seen.add(place)
        if not isinstance(target.value, dict):
            return
        inside = (*above, target.pointer)
        for part in _listed(target, "allOf"):
            yield from self.of(part, prefix, inside)
        items = target.get("items")
        if items is not None and isinstance(items.value, dict) and self._reads(items):
            yield from self.of(items, f"{prefix}[]", inside)
        required = target.value.get("required")
        for name, member in _properties(target):
            path = f"{prefix}.{name}" if prefix else name
            needed = isinstance(required, list) and name in required
            yield Field(path, type_of(member), description_of(member), needed, _is_deprecated(member))
            if self._reads(member):
                yield from self.of(member, path, inside)

    def _reads(self, schema: Node) -> bool:
        return self.into_named or not _is_named(schema)


def _properties(schema: Node) -> Iterator[tuple[str, Node]]:
    """In the order of the document, which its author chose."""
    properties = schema.get("properties")
    if properties is not None and isinstance(properties.value, dict):
        yield from ((name, properties.child(name)) for name in properties.value)


def type_of(schema: Node, depth: int = 0) -> str:
    """How the type is written: `string (uuid)`, `Order`, `Item[]`, `integer | null`, `"open" | "closed"`."""
    value = schema.value
    if _is_named(schema):
        return unescape(str(value["$ref"]).rpartition("/")[2]) or "#"
    if not isinstance(value, dict):
        return "nothing" if value is False else "any"
    if depth > _DEPTH:
        return "…"
    values = [value["const"]] if "const" in value else value.get("enum")
    if isinstance(values, list):
        return _joined([shown(one) for one in values[: _BRANCHES + 1]], " | ")
    return _union(schema, depth) or _typed(schema, depth)


def _union(schema: Node, depth: int) -> str:
    for keyword, joint in _JOINTS.items():
        branches = _listed(schema, keyword)
        if branches and "type" not in schema.value:
            return _joined([type_of(one, depth + 1) for one in branches[: _BRANCHES + 1]], joint)
    return ""


def _typed(schema: Node, depth: int) -> str:
    value = schema.value
    stated = value.get("type") or ("object" if "properties" in value else "any")
    kind = " | ".join(map(str, stated)) if isinstance(stated, list) else str(stated)
    items = schema.get("items")
    if kind == "array" and items is not None and isinstance(items.value, dict):
        below = type_of(items, depth + 1)
        return f"({below})[]" if " " in below else f"{below}[]"
    limits = [
        str(value[key]) if key == "format" else f"{key} {value[key]}" for key in _LIMITS if key in value
    ]
    return f"{kind} ({', '.join(limits)})" if limits else kind


def _joined(texts: list[str], joint: str) -> str:
    """The alternatives once each; what is too many is left out, and that is seen."""
    more = ["…"] if len(texts) > _BRANCHES else []
    return joint.join([*dict.fromkeys(texts[:_BRANCHES]), *more])


def _listed(schema: Node, keyword: str) -> list[Node]:
    listed = schema.get(keyword)
    return listed.items() if listed is not None else []


def _is_named(schema: Node) -> bool:
    return isinstance(schema.value, dict) and isinstance(schema.value.get("$ref"), str)


def _target(schema: Node) -> Node:
    try:
        return schema.resolved()
    except Unresolved:
        return schema


def description_of(schema: Node) -> str:
    """What is said beside a reference, or else of what it leads to."""
    said: Any = None
    for place in (schema, _target(schema)):
        said = place.value.get("description") if isinstance(place.value, dict) else None
        if isinstance(said, str):
            return said
    return ""


def _is_deprecated(schema: Node) -> bool:
    return any(
        isinstance(one.value, dict) and one.value.get("deprecated") is True
        for one in (schema, _target(schema))
    )
