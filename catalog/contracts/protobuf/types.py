"""When one type can be read as another.

Three levels, each of which breaks less than the one before: `wire`, the bytes mean something else; `json`, the bytes
mean the same and the JSON does not; `code`, both mean the same and generated code has another type (Protocol Buffers
Documentation, Updating A Message Type, and ProtoJSON Format).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from catalog.contracts.pairs import Effect

Level = Literal["", "code", "json", "wire"]
LEVELS: tuple[Level, ...] = ("", "code", "json", "wire")

NUMERIC = frozenset({"double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool"})
NUMERIC |= {"fixed32", "fixed64", "sfixed32", "sfixed64", "enum"}
COUNTED_IN_64_BITS = frozenset({"int64", "uint64", "sint64", "fixed64", "sfixed64"})

_VARINTS = frozenset({"int32", "int64", "uint32", "uint64", "bool"})
_WIRE_GROUPS = (_VARINTS, {"sint32", "sint64"}, {"fixed32", "sfixed32"}, {"fixed64", "sfixed64"})
_JSON_GROUPS = ({"int32", "uint32"}, {"int64", "uint64"}, {"fixed32", "sfixed32"}, {"fixed64", "sfixed64"})
_INTEGERS = _VARINTS - {"bool"}

Type = Mapping[str, Any]
"""`type` and `typeName` of a field, of a map's key or of its value."""


def level_of(before: Type, after: Type, enums: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Level:
    """How much a change of type breaks; `enums` are those of both sides by their full names.

    The name of the previous type is that which it has in the current files.
    """
    was, now = before["type"], after["type"]
    if was != now:
        return _of_kinds(was, now)
    if before["typeName"] == after["typeName"]:
        return ""
    return "code" if was == "enum" and _takes_in(before["typeName"], after["typeName"], enums) else "wire"


def _of_kinds(was: str, now: str) -> Level:
    if any({was, now} <= group for group in _JSON_GROUPS):
        return "code"
    if (was, now) == ("string", "bytes") or any({was, now} <= group for group in _WIRE_GROUPS):
        return "json"
    return "wire"


def _takes_in(old: str, new: str, enums: tuple[Mapping[str, Any], Mapping[str, Any]]) -> bool:
    """Whether an enum was put elsewhere: the same simple name, and every value that the other has."""
    before, after = enums[0].get(old), enums[1].get(new)
    if before is None or after is None or _simple(old) != _simple(new):
        return False
    return _numbers(before).items() <= _numbers(after).items()


def _numbers(enum: Mapping[str, Any]) -> dict[str, int]:
    return {name: value["number"] for name, value in enum["values"].items()}


def _simple(name: str) -> str:
    return name.rpartition(".")[2]


def effect_of(before: Type, after: Type) -> Effect:
    """What a change of type on the wire does to those who read the bytes, as the registries see it.

    They take texts and bytes for each other, and numbers for those of an enum (Language Guide, *Updating A Message
    Type*).
    """
    kinds = {before["type"], after["type"]}
    compatible = kinds == {"bytes", "string"} or ("enum" in kinds and kinds & _INTEGERS)
    return "none" if compatible else "replaces"


def written(kind: Type) -> str:
    """The type as people write it: `int32`, `orders.v1.Order`."""
    return str(kind["typeName"] or kind["type"])
