"""Soundness: where the engine reports nothing harmful, whatever a conforming sender sends is accepted.

Schemas are generated in pairs, a second one by small changes to the first; instances are generated from the
sender's side as it conforms, and checked by a validator that shares no code with the engine.
"""

import copy
from typing import Any

import jsonschema_rs
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catalog.contracts.compare import compare_documents

NAMES = ("a", "b", "c")
TEXTS = ("x", "yy", "zzz", "1")

limits = st.integers(0, 3)
strings = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={"minLength": limits, "maxLength": limits, "enum": st.lists(st.sampled_from(TEXTS), min_size=1)},
)
numbers = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number"])},
    optional={
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(1, 4),
        "multipleOf": st.sampled_from([1, 2, 3]),
        "enum": st.lists(st.sampled_from([0, 1, 2, 1.5]), min_size=1),
    },
)
simple = st.one_of(strings, numbers, st.just({"type": "boolean"}), st.just({"type": "null"}), st.just({}))
types = st.fixed_dictionaries(
    {"type": st.lists(st.sampled_from(["string", "integer", "null"]), min_size=1, unique=True)}
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    objects = st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)},
        optional={
            "required": st.lists(st.sampled_from(NAMES), unique=True, max_size=2),
            "additionalProperties": st.one_of(st.booleans(), inner),
            "minProperties": st.integers(0, 1),
        },
    )
    arrays = st.fixed_dictionaries(
        {"type": st.just("array"), "items": inner},
        optional={"minItems": limits, "maxItems": limits, "uniqueItems": st.booleans()},
    )
    unions = st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)})
    exclusive = st.fixed_dictionaries({"oneOf": st.tuples(strings, numbers).map(list)})
    return st.one_of(objects, arrays, unions, exclusive)


schemas = st.recursive(st.one_of(simple, types), nested, max_leaves=5)


@st.composite
def changed(draw: st.DrawFn, schema: Any) -> Any:
    """The schema with one part of it replaced."""
    current = copy.deepcopy(schema)
    spots = list(_spots(current))
    holder, key = draw(st.sampled_from(spots)) if spots else (None, None)
    if holder is None or draw(st.integers(0, 4)) == 0:
        return draw(schemas)
    action = draw(st.sampled_from(["drop", "replace"]))
    if action == "drop" and key != "type":
        del holder[key]
    elif key in ("properties", "anyOf", "oneOf", "required", "enum", "type"):
        holder[key] = draw(st.permutations(holder[key])) if isinstance(holder[key], list) else holder[key]
    elif isinstance(holder[key], int) and not isinstance(holder[key], bool):
        holder[key] = draw(st.integers(1, 3))
    elif isinstance(holder[key], bool):
        holder[key] = not holder[key]
    else:
        holder[key] = draw(simple)
    return current


def _spots(schema: Any) -> Any:
    if isinstance(schema, dict):
        for key in schema:
            yield schema, key
            yield from _spots(schema[key])
    elif isinstance(schema, list):
        for item in schema:
            yield from _spots(item)


def conforming(schema: Any) -> Any:
    """What a sender sends: where it names its members and says nothing of others, no others."""
    if isinstance(schema, list):
        return [conforming(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    projected = {
        key: {name: conforming(value) for name, value in part.items()}
        if key == "properties"
        else conforming(part)
        for key, part in schema.items()
    }
    if schema.get("properties") and "additionalProperties" not in schema:
        # Members that are required but not declared are declared, in a way.
        projected["additionalProperties"] = False
        undeclared = {name: {} for name in schema.get("required", ()) if name not in schema["properties"]}
        projected["properties"] = {**projected["properties"], **undeclared}
    return projected


ANY_VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 1.5, 2, 3, -2]),
    st.sampled_from(TEXTS),
    st.just([]),
    st.just({}),
)


def instances(schema: Any) -> st.SearchStrategy[Any]:
    """Values that are likely to be instances; the validator has the last word."""
    if not isinstance(schema, dict):
        return ANY_VALUE
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return st.one_of([instances(branch) for branch in schema[union]])
    kind = schema.get("type", "object" if "properties" in schema else "array" if "items" in schema else None)
    if kind == "array":
        return st.lists(instances(schema.get("items", True)), min_size=schema.get("minItems", 0), max_size=4)
    if kind == "object":
        return _objects(schema)
    return ANY_VALUE


def _objects(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    named = {name: instances(part) for name, part in schema.get("properties", {}).items()}
    extra = schema.get("additionalProperties", True)
    free = {} if extra is False else {name: instances(extra) for name in NAMES if name not in named}
    required = set(schema.get("required", ())) & (named.keys() | free.keys())
    members = named | free
    return st.fixed_dictionaries(
        {name: members[name] for name in sorted(required)},
        optional={name: members[name] for name in sorted(members.keys() - required)},
    )


def document(schema: Any, direction: str) -> str:
    content = {"content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
    if direction == "request":
        operation["requestBody"] = content
    else:
        operation["responses"]["200"] |= content
    paths = {"/things": {"post": operation}}
    return yaml.safe_dump({"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), direction=st.sampled_from(["request", "response"]))
def test_what_is_not_reported_does_not_break(data: st.DataObject, direction: str) -> None:
    previous = data.draw(schemas)
    current = data.draw(changed(previous))
    comparison = compare_documents(document(previous, direction), document(current, direction))
    assume(not comparison.undecided)
    assume(all(change.severity == "safe" for change in comparison.changes))
    sender, receiver = (previous, current) if direction == "request" else (current, previous)
    projected = conforming(sender)
    assume(projected is not False)
    instance = data.draw(instances(projected))
    assume(jsonschema_rs.Draft202012Validator(projected).is_valid(instance))

    assert jsonschema_rs.Draft202012Validator(receiver).is_valid(instance)
