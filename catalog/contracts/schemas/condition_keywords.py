"""Reading the keywords that make demands beyond ranges, members and items into conditions.

`dependentRequired`, a `dependencies` list, a dependent schema that only requires, and `if: {required: [a]}` with
a `then` that only requires are the same demands, so they have the same keys; a `not` of an enumeration is one
exclusion for each value. (JSON Schema 2020-12, Core 10.2 and Validation 6.5.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from catalog.contracts.schemas.conditions import (
    Conditions,
    Counts,
    Excludes,
    Forbids,
    Guard,
    Implies,
    Names,
    Refuses,
    Requires,
    Unread,
)
from catalog.contracts.schemas.digests import Digests, target
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.speaking import TOGETHER
from catalog.contracts.schemas.values import identity, is_number, type_of

_DEPENDENCIES = ("dependentRequired", "dependentSchemas", "dependencies")
_KEYWORDS = frozenset({"not", "if", "propertyNames", "contains", "contentSchema", *_DEPENDENCIES})
_SIMPLE_NAMES: tuple[Any, ...] = (True, {}, {"type": "string"}, False)
"""Every name, or none: that is a size."""


def read_conditions(node: Node, kind: str, digests: Digests, *, integral: bool = False) -> Conditions | None:
    """What a schema's own keywords demand of values of a type; None where no value can meet it.

    `integral`: the numbers are integers anyway.
    """
    found: Conditions = {}
    if _KEYWORDS.isdisjoint(node.value):
        return found
    if (refused := node.get("not")) is not None and not is_double(refused):
        for part in _refused(refused):
            demands = _refusal(part, kind, digests, integral=integral)
            if demands is None:
                return None
            found |= demands
    found |= _guarded(_alternatives(node, kind, digests), digests)
    if kind == "object":
        found |= _guarded(_dependencies(node), digests)
        if (names := node.get("propertyNames")) is not None and names.value not in _SIMPLE_NAMES:
            found["names", digests.of(names)] = Names("propertyNames", names)
    elif kind == "array":
        found |= _counts(node, digests)
    elif (
        kind == "string"
        and (held := node.get("contentSchema")) is not None
        and "contentMediaType" in node.value
    ):
        reason = "what a text holds by `contentSchema` is not compared"
        found["unread", "contentSchema", digests.of(held)] = Unread("contentSchema", held, reason)
    return found


def is_double(refused: Node) -> bool:
    """Is it another `not`, so that what that one refuses is demanded?"""
    return isinstance(refused.value, dict) and refused.value.keys() == {"not"}


def _refused(node: Node) -> Iterator[Node]:
    """`not: {anyOf: [A, B]}` refuses A and refuses B."""
    node = target(node)
    if isinstance(node.value, dict) and node.value.keys() == {"anyOf"}:
        for branch in node.child("anyOf").items():
            yield from _refused(branch)
    else:
        yield node


def _refusal(refused: Node, kind: str, digests: Digests, *, integral: bool) -> Conditions | None:
    schema = refused.value
    if schema is False or (isinstance(schema, dict) and not _concerns(schema, kind)):
        return {}
    if not isinstance(schema, dict) or _is_any(schema, kind, integral=integral):
        return None
    if (values := _listed(schema)) is not None:
        fitting = [value for value in values if type_of(value) == kind and _fits_type(value, schema)]
        return {("excludes", identity(value)): Excludes("not", refused, value) for value in fitting}
    names = only_required(schema)
    if names and len(names) == 1 and kind == "object":
        return {("forbids", names[0]): Forbids("not", refused, names[0])}
    return {("refuses", digests.of(refused)): Refuses("not", refused)}


def _concerns(schema: dict[str, Any], kind: str) -> bool:
    """May the schema accept a value of the type, by what it says of types and of single values?"""
    return kind in stated_types(schema) and (
        (values := _listed(schema)) is None or any(type_of(value) == kind for value in values)
    )


def stated_types(schema: dict[str, Any]) -> set[str]:
    """The types that a schema accepts as far as `type` says; `integer` is a part of the numbers."""
    stated = schema.get("type")
    names = [stated] if isinstance(stated, str) else stated
    if not isinstance(names, list):
        return {"null", "boolean", "number", "string", "array", "object"}
    return {"number" if name == "integer" else name for name in names if isinstance(name, str)}


def _is_any(schema: dict[str, Any], kind: str, *, integral: bool) -> bool:
    """Does the schema accept every value of the type?"""
    others = schema.keys() - {"type", "title", "description", "$comment"}
    if kind != "object":
        others -= {"required"}
    stated = schema.get("type")
    whole = isinstance(stated, str | list) and "integer" in stated and "number" not in stated
    return not others and (kind != "number" or integral or not whole)


def _listed(schema: dict[str, Any]) -> list[Any] | None:
    """The values of a schema that says nothing but which they are."""
    match {key: value for key, value in schema.items() if key != "type"}:
        case {"enum": list() as values, **rest} if not rest:
            return values
        case {"const": value, **rest} if not rest:
            return [value]
    return None


def _fits_type(value: Any, schema: dict[str, Any]) -> bool:
    stated = schema.get("type")
    names = [stated] if isinstance(stated, str) else stated
    whole = not isinstance(value, float) or value.is_integer()
    return not isinstance(names, list) or type_of(value) != "number" or "number" in names or whole


def only_required(schema: Any) -> list[str] | None:
    """The names that a schema requires, where it does nothing else."""
    if not isinstance(schema, dict) or not schema.keys() <= {"required", "type"} or "required" not in schema:
        return None
    if schema.get("type", "object") != "object" or not isinstance(schema["required"], list):
        return None
    return _names(schema["required"])


def _names(listed: Any) -> list[str] | None:
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else None


_NAMING = ("dependentRequired", "dependencies")  # where a dependency is a list of names

Guarded = Iterable[tuple[str, Guard, Node]]


def _dependencies(node: Node) -> Guarded:
    """What depends on the presence of a member, in each of the spellings."""
    for keyword in _DEPENDENCIES:
        demands = node.get(keyword)
        for name, demanded in demands.members() if demands else ():
            yield keyword, Guard(("has", name), member=name), demanded


def _meant(node: Node) -> Node:
    """What a schema comes down to that is nothing but a reference, or an `allOf` or union of one part."""
    node, seen = target(node), set[str]()
    while (part := _only_part(node)) is not None and node.pointer not in seen:
        seen.add(node.pointer)
        node = target(part)
    return node


def _only_part(node: Node) -> Node | None:
    keyword = next(iter(node.value)) if isinstance(node.value, dict) and len(node.value) == 1 else ""
    parts = node.child(keyword).items() if keyword in TOGETHER else []
    return parts[0] if len(parts) == 1 else None


def always_demanded(node: Node) -> Node | None:
    """The branch of an `if` that everything fits, or nothing."""
    verdict = _verdict(node)
    return None if verdict is None else node.get("then" if verdict else "else")


def _verdict(node: Node) -> bool | None:
    """What an `if` says of every instance; None where that depends on the instance."""
    condition = node.get("if")
    stated = None if condition is None else _meant(condition).value
    return True if stated == {} else stated if isinstance(stated, bool) else None


def _alternatives(node: Node, kind: str, digests: Digests) -> Guarded:
    condition = node.get("if")
    if condition is None or _verdict(node) is not None:
        return
    condition = _meant(condition)
    names = only_required(condition.value)
    guard, otherwise = Guard(("fits", digests.of(condition)), schema=condition), "misses"
    if names and len(names) == 1 and kind == "object":
        guard, otherwise = Guard(("has", names[0]), member=names[0]), "lacks"
    opposite = replace(guard, key=(otherwise, guard.key[1]), fits=False)
    for keyword, side in (("then", guard), ("else", opposite)):
        if (demanded := node.get(keyword)) is not None:
            yield keyword, side, demanded


def _guarded(demands: Guarded, digests: Digests) -> Conditions:
    found: Conditions = {}
    for keyword, guard, stated in demands:
        demanded = _meant(stated)
        if demanded.value is True or demanded.value == {}:
            continue
        names = _names(demanded.value) if keyword in _NAMING else None
        if names is None:
            names = only_required(demanded.value)
        if names is not None and guard.member and guard.fits:
            for name in names:
                found["requires", guard.member, name] = Requires(keyword, demanded, guard.member, name)
        elif not isinstance(demanded.value, list):
            found["implies", guard.key, digests.of(demanded)] = Implies(keyword, demanded, guard)
    return found


def counted_sizes(node: Node) -> tuple[int, int | None] | None:
    """How many items have to fit `contains`, and how many may; None where it is not there."""
    if node.get("contains") is None:
        return None
    least, most = node.value.get("minContains"), node.value.get("maxContains")
    return (
        math.ceil(least) if is_number(least) else 1,
        math.floor(most) if is_number(most) else None,
    )


def counts_all(node: Node) -> bool:
    """Does `contains` count every item, so that it is about the size of a list?"""
    counted = node.value.get("contains")
    return counted is True or counted == {}


def _counts(node: Node, digests: Digests) -> Conditions:
    counted, sizes = node.get("contains"), counted_sizes(node)
    if counted is None or sizes is None or counts_all(node):
        return {}
    least, most = sizes
    if least <= 0 and most is None:
        return {}
    return {("counts", digests.of(counted), least, most): Counts("contains", counted, least, most)}
