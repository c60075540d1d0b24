"""Edits of schemas: such as people make, and such as say the same in other words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from tests.contracts.generating.schemas import NAMES, Schemas

_ONE = ("items", "additionalProperties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties")
_BOUNDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
    *("minItems", "maxItems", "minProperties", "maxProperties"),
)


class Edited(Protocol):
    """A schema with its components."""

    schema: Any
    components: dict[str, Any]


Put = Callable[[Any], None]
Edit = Callable[[Schemas, dict[str, Any], Put, dict[str, Any]], bool]


def edited(schemas: Schemas, side: Edited, *, keeping: bool) -> None:
    """Change one place of the schema or of a component that it reaches."""
    edits: tuple[Edit, ...] = KEEPING if keeping or schemas.happens(0.2) else CHANGING
    for _ in range(8):
        spots = [spot for spot in _spots(side) if isinstance(spot[0], dict)]
        schema, put = schemas.chance.choice(spots)
        if schemas.chance.choice(edits)(schemas, schema, put, side.components):
            return


def _spots(side: Edited) -> Iterator[tuple[Any, Put]]:
    def put_root(value: Any) -> None:
        side.schema = value

    yield side.schema, put_root
    yield from _below(side.schema)
    for name in reached(side.schema, side.components):
        yield side.components[name], _putter(side.components, name)
        yield from _below(side.components[name])


def reached(schema: Any, components: dict[str, Any]) -> list[str]:
    """The components that a schema leads to."""
    found: list[str] = []
    waiting = [schema]
    while waiting:
        for name in references(waiting.pop()):
            if name not in found:
                found.append(name)
                waiting.append(components[name])
    return found


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def _putter(holder: Any, key: Any) -> Put:
    def put(value: Any) -> None:
        holder[key] = value

    return put


def _below(schema: Any) -> Iterator[tuple[Any, Put]]:
    if not isinstance(schema, dict):
        return
    for key in schema.keys() & set(_ONE):
        yield schema[key], _putter(schema, key)
        yield from _below(schema[key])
    for key in schema.keys() & set(_LISTS + _MAPS):
        holder = schema[key]
        for at in range(len(holder)) if isinstance(holder, list) else list(holder):
            yield holder[at], _putter(holder, at)
            yield from _below(holder[at])


def _replace(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    put(schemas.any(2))
    return True


def _drop(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    if schema:
        key = schemas.chance.choice(list(schema))
        del schema[key]
    return bool(schema)


def _add(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    maker = {"object": schemas.object, "array": schemas.array, "string": schemas.text}
    kind = schema.get("type")
    extra = (maker.get(kind) if isinstance(kind, str) else None) or schemas.number
    made = {key: part for key, part in extra(2).items() if key not in schema and key != "type"}
    for key in schemas.chance.sample(sorted(made), min(len(made), 1)):
        schema[key] = made[key]
    return bool(made) and "$ref" not in schema


def _nudge(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    stated = [key for key in _BOUNDS if key in schema and not isinstance(schema[key], bool)]
    if not stated:
        return False
    key = schemas.chance.choice(stated)
    by = schemas.chance.choice([-1, 1, 2] if "imum" not in key else [-1, -0.5, 0.5, 1])
    lowest = 1 if key == "multipleOf" else -9 if "imum" in key else 0
    schema[key] = max(lowest, schema[key] + by)
    return True


def _values(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    values = schema.get("enum")
    if not isinstance(values, list):
        return False
    if len(values) > 1 and schemas.happens(0.5):
        values.pop()
    else:
        values.append(schemas.chance.choice(["new", 7, None, values[0]]))
    return True


def _members(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    if not isinstance(members := schema.get("properties"), dict):
        return False
    name = schemas.chance.choice(NAMES)
    if name in members and schemas.happens(0.5):
        del members[name]
    else:
        members[name] = schemas.member(2)
    return True


def _required(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    if "properties" not in schema and schema.get("type") != "object":
        return False
    names = {name for name in schema.get("required", ()) if isinstance(name, str)}
    names ^= {schemas.chance.choice(NAMES)}
    schema.pop("required", None)
    if names:
        schema["required"] = sorted(names)
    return True


def _type(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    known = schema.get("type")
    if not isinstance(known, str):
        return False
    other = schemas.chance.choice(["string", "integer", "number"])
    if known == other:
        return False
    schema["type"] = [known, other] if schemas.modern and schemas.happens(0.5) else other
    return True


def _null(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    if "$ref" not in schema:
        put(schemas.with_null(schema))
    return "$ref" not in schema


def _branch(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    for keyword in ("anyOf", "oneOf", "allOf"):
        if isinstance(branches := schema.get(keyword), list):
            if len(branches) > 1 and schemas.happens(0.5):
                del branches[schemas.chance.randrange(len(branches))]
            else:
                branches.append(schemas.any(2))
            return True
    put(
        {
            schemas.chance.choice(["allOf"] if schemas.version == "2.0" else _LISTS[:3]): [
                schema,
                schemas.any(2),
            ]
        }
    )
    return True


def _bundled(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    unions = ["allOf"] if schemas.version == "2.0" else ["allOf", "anyOf", "oneOf"]
    put({schemas.chance.choice(unions): [schema]})
    return True


def _reordered(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    for key in schema.keys() & {"allOf", "anyOf", "oneOf", "required", "enum"}:
        schemas.chance.shuffle(schema[key])
    put({key: schema[key] for key in schemas.chance.sample(sorted(schema), len(schema))})
    return True


def _constant(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    if schemas.modern and "const" in schema and "enum" not in schema:
        schema["enum"] = [schema.pop("const")]
    elif schemas.modern and len(schema.get("enum", ())) == 1 and "const" not in schema:
        schema["const"] = schema.pop("enum")[0]
    else:
        return False
    return True


def _integer_bound(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    bounds = (("minimum", "exclusiveMinimum", -1), ("maximum", "exclusiveMaximum", 1))
    for plain, strict, step in bounds:
        if schema.get("type") == "integer" and isinstance(schema.get(plain), int) and strict not in schema:
            bound = schema.pop(plain) + step
            schema |= {strict: bound} if schemas.modern else {plain: bound, strict: True}
            return True
    return False


def _inlined(schemas: Schemas, schema: dict[str, Any], put: Put, components: dict[str, Any]) -> bool:
    if set(schema) != {"$ref"}:
        return False
    put(copy.deepcopy(components[schema["$ref"].rpartition("/")[2]]))
    return True


def _extracted(schemas: Schemas, schema: dict[str, Any], put: Put, components: dict[str, Any]) -> bool:
    # What is said beside a reference is ignored before 3.1, and a readOnly behind one is followed.
    name = f"Extracted{len(components)}"
    components[name] = schema
    put({"$ref": schemas.prefix + name})
    return True


def _moved_into_all(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    apart = {"minLength", "maxLength", "minItems", "maxItems", "pattern", "multipleOf"} & schema.keys()
    if not apart or "allOf" in schema or not isinstance(schema.get("type"), str):
        return False
    key = schemas.chance.choice(sorted(apart))
    schema["allOf"] = [{"type": schema["type"], key: schema.pop(key)}]
    return True


def _null_spelled_otherwise(schemas: Schemas, schema: dict[str, Any], put: Put, _: dict[str, Any]) -> bool:
    known = schema.get("type")
    if not (isinstance(known, list) and "null" in known and len(known) == 2) or schema.keys() & {
        "enum",
        "allOf",
        "anyOf",
        "oneOf",
    }:
        return False
    other = next(name for name in known if name != "null")
    put({"anyOf": [schema | {"type": other}, {"type": "null"}]})
    return True


CHANGING: tuple[Edit, ...] = (
    *(_replace, _drop, _drop, _add, _add, _nudge, _nudge, _nudge, _values, _values, _members, _members),
    *(_required, _required, _type, _null, _branch, _branch),
)
KEEPING: tuple[Edit, ...] = (
    *(_bundled, _reordered, _constant, _integer_bound, _inlined, _extracted, _moved_into_all),
    _null_spelled_otherwise,
)
