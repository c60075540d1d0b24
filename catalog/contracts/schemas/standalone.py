"""A JSON Schema that stands on its own, as somebody wrote it: checked, bounded, and made into a validator.

It refers to nothing outside of itself, its patterns are matched in linear time, and what it unfolds to is counted:
a chain of definitions that each refer twice to the next doubles the work at every link.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import jsonschema_rs

from catalog.contracts.documents.json_text import write_json
from catalog.contracts.documents.pointers import join, local_pointer, resolve, split
from catalog.contracts.validators import REGEX_SIZE

MOST_UNFOLDED = 20_000
MOST_MISTAKES = 20
MOST_PAIRS = 250_000
"""Nodes of a schema times bytes of a value up to which all mistakes are looked for. A node of a value has two bytes at
least, so that these are 125,000 errors at most, of which the validator makes a hundred thousand a second. Schemas in
use have a hundred nodes, and facts a kilobyte."""
_ALTERNATIVES = ("anyOf", "oneOf")
_DEFINITIONS = ("$defs", "definitions")
_DYNAMIC = ("$dynamicRef", "$recursiveRef")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: a pointer into the schema or into the value."""

    pointer: str
    message: str


def schema_mistakes(schema: Any) -> list[Mistake]:
    """What keeps it from being a schema that values can be held to; nothing where it is one."""
    if not isinstance(schema, dict | bool):
        return [Mistake("", "A JSON Schema is an object.")]
    outside = list(_outside_references(schema, ""))
    if outside:
        return outside
    try:
        _validator(schema)
    except jsonschema_rs.ValidationError as error:
        return [Mistake(join("", *error.instance_path), _sentence(error))]
    except (
        ValueError
    ) as error:  # what is no error of the schema's own words: an unknown metaschema, a huge pattern
        return [Mistake("", str(error).partition("\n")[0])]
    if _unfolded(schema).size > MOST_UNFOLDED:
        return [
            Mistake(
                "", "What it refers to, written out, is too large: let fewer definitions refer to others."
            )
        ]
    return []


def value_mistakes(schema: Any, value: Any) -> list[Mistake]:
    """Where the value does not keep to the schema (which has no mistakes), the first ones."""
    validator = _validator(schema)
    if validator.is_valid(value):
        return []
    errors = _errors(validator, schema, value)
    if not errors:
        return [Mistake("", "It does not keep to the schema; the two are too large together to say where.")]
    return [Mistake(join("", *error.instance_path), _sentence(error)) for error in errors]


def _errors(
    validator: jsonschema_rs.Validator, schema: Any, value: Any
) -> list[jsonschema_rs.ValidationError]:
    """The first ones, as far as they are found at a bounded cost.

    The validator collects all errors before it hands over one, and all errors of all alternatives before it says
    that none fits: as many as the nodes of the schema times those of the value, and in a schema that refers to
    itself twice it doubles with each level of the value. Only whether a value is valid is always decided soon.
    """
    extent = _unfolded(schema)
    if not extent.is_recursive and extent.size * len(write_json(value)) <= MOST_PAIRS:
        return list(islice(validator.iter_errors(value), MOST_MISTAKES))
    if _has_alternatives(schema):
        return []
    try:
        validator.validate(value)
    except jsonschema_rs.ValidationError as error:
        return [error]
    return []


def _has_alternatives(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_has_alternatives, node))
    return isinstance(node, dict) and (
        not node.keys().isdisjoint(_ALTERNATIVES) or any(map(_has_alternatives, node.values()))
    )


def _validator(schema: Any) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        schema, offline=True, pattern_options=jsonschema_rs.RegexOptions(size_limit=REGEX_SIZE)
    )


def _sentence(error: jsonschema_rs.ValidationError) -> str:
    message = error.message if len(error.message) <= 300 else f"{error.message[:300]}…"  # noqa: PLR2004
    return message if message.endswith(".") else f"{message}."


def _outside_references(node: Any, pointer: str) -> Iterator[Mistake]:
    """References to anything but a place in the same schema. The depth of what was parsed is bounded."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _outside_references(item, join(pointer, index))
    if not isinstance(node, dict):
        return
    for name, value in node.items():
        at = join(pointer, name)
        if name == "$id" and isinstance(value, str) and pointer:
            yield Mistake(
                at, "$id is taken at the root alone: what references mean below it would be another."
            )
        elif name in _DYNAMIC and isinstance(value, str):
            yield Mistake(at, f"{name} is not taken: refer to a place in this schema with $ref.")
        elif name == "$ref" and isinstance(value, str) and local_pointer(value) is None:
            yield Mistake(
                at, f"{value} lies outside of this schema: refer to a place in it, as #/$defs/name."
            )
        else:
            yield from _outside_references(value, at)


class _Extent(NamedTuple):
    size: int
    is_recursive: bool


def _unfolded(root: Any) -> _Extent:
    """How many nodes it is with every reference written out, up to where it is certain to be too many.

    With a stack of its own, since a chain of references may be longer than calls may be deep.
    """
    sizes: dict[int, int] = {}
    inside: set[int] = set()
    is_recursive = False
    waiting = [(root, False)]
    while waiting:
        node, is_counted = waiting.pop()
        if is_counted:
            inside.remove(id(node))
            size = 1 + sum(sizes.get(id(below), 1) for below in _below(root, node))
            sizes[id(node)] = min(size, MOST_UNFOLDED + 1)
        elif id(node) in inside:
            is_recursive = True
        elif isinstance(node, dict | list) and id(node) not in sizes:
            inside.add(id(node))
            waiting.append((node, True))
            waiting += [(below, False) for below in _below(root, node)]
    return _Extent(sizes.get(id(root), 1), is_recursive)


def _below(root: Any, node: Any) -> list[Any]:
    """What a node holds, and what it refers to: what stands beside a reference counts like the rest.

    Definitions of the whole are counted where something refers to them.
    """
    if isinstance(node, list):
        return node
    found = [held for name, held in node.items() if node is not root or name not in _DEFINITIONS]
    pointer = local_pointer(node["$ref"]) if isinstance(node.get("$ref"), str) else None
    if pointer is not None:
        with suppress(LookupError):  # in a value that is only an example, a reference may lead nowhere
            found.append(resolve(root, split(pointer)))
    return found
