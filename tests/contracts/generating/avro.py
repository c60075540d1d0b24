"""Avro schemas, edits of them such as people make, and data, all made at random from a seed."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
SYMBOLS = ("NEW", "PAID", "SENT", "LOST")
VALUES: dict[str, tuple[Any, ...]] = {
    "null": (None,),
    "boolean": (True, False),
    "int": (0, 7, -(2**31)),
    "long": (0, 2**40),
    "float": (0.5,),
    "double": (1e300,),
    "bytes": (b"", b"abc"),
    "string": ("", "text"),
}
DEFAULTS = {
    "null": None,
    "boolean": False,
    "int": 1,
    "long": 2,
    "float": 0.5,
    "double": 1.5,
    "bytes": "a",
    "string": "b",
}


MAX_DEPTH = 8


class TooDeepError(Exception):
    """The datum goes on and on: the schema contains itself without an end, or the lot wanted it so."""


class Schemas:
    """Schemas of a handful of named types, which may refer to each other and to themselves."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = 0
        self.defined: list[str] = []

    def record(self, depth: int = 3) -> dict[str, Any]:
        name = self._name("R")
        self.defined.append(name)
        fields = [self.field(f"f{number}", depth) for number in range(self.chance.randint(1, 4))]
        return {"type": "record", "name": name, "namespace": "com.acme", "fields": fields}

    def field(self, name: str, depth: int) -> dict[str, Any]:
        made = {"name": name, "type": self.type(depth)}
        if self.chance.random() < 0.3:
            self.set_default(made)
        return made

    def set_default(self, field: dict[str, Any]) -> None:
        """Give a field a default, where one is easily made."""
        first = field["type"][0] if isinstance(field["type"], list) else field["type"]
        if isinstance(first, str) and first in DEFAULTS:
            field["default"] = DEFAULTS[first]
        elif isinstance(first, dict) and first["type"] in ("array", "map", "enum"):
            field["default"] = {"array": [], "map": {}}.get(first["type"], first.get("symbols", [""])[0])

    def type(self, depth: int) -> Any:
        makers: list[Callable[[], Any]] = [
            self._primitive,
            self._primitive,
            self._enum,
            self._fixed,
            self._known,
        ]
        if depth:
            makers += [
                lambda: {"type": "array", "items": self.type(depth - 1)},
                lambda: {"type": "map", "values": self.type(depth - 1)},
                lambda: self.record(depth - 1),
                lambda: self._union(depth - 1),
                lambda: self._union(depth - 1),
            ]
        return self.chance.choice(makers)()

    def _name(self, kind: str) -> str:
        self.names += 1
        return f"{kind}{self.names}"

    def _primitive(self) -> Any:
        return self.chance.choice(PRIMITIVES)

    def _known(self) -> Any:
        """A reference where it leads to no record without an end: from a list of it, or from a union with null."""
        if not self.defined:
            return self._primitive()
        name = f"com.acme.{self.chance.choice(self.defined)}"
        return self.chance.choice([["null", name], {"type": "array", "items": name}])

    def _enum(self) -> Any:
        symbols = self.chance.sample(SYMBOLS, self.chance.randint(1, 3))
        made = {"type": "enum", "name": self._name("E"), "symbols": symbols}
        return {**made, "default": symbols[0]} if self.chance.random() < 0.3 else made

    def _fixed(self) -> Any:
        return {"type": "fixed", "name": self._name("F"), "size": self.chance.randint(1, 3)}

    def _union(self, depth: int) -> Any:
        branches: dict[str, Any] = {}
        for _ in range(self.chance.randint(1, 4)):
            made = self.type(depth)
            if not isinstance(made, list):
                branches.setdefault(label(made), made)
        return list(branches.values()) or ["null"]


def label(schema: Any) -> str:
    if isinstance(schema, dict):
        return str(schema["name"] if "name" in schema else schema["type"])
    return str(schema)


def schema_pair(seed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A schema, and what has become of it after one to three edits."""
    schemas = Schemas(random.Random(seed))
    previous = schemas.record()
    current = copy.deepcopy(previous)
    for _ in range(schemas.chance.randint(1, 3)):
        edit(schemas, current)
    return previous, current


def edit(schemas: Schemas, schema: dict[str, Any]) -> None:
    """One edit at a place that is drawn by lot; it may turn out to change nothing."""
    chance = schemas.chance
    holder, key = chance.choice(list(_places(schema)))
    found = holder[key]
    if isinstance(holder, dict) and not isinstance(found, dict):
        holder.pop("default", None)
    if isinstance(found, list):
        _edit_union(schemas, found)
    elif isinstance(found, dict) and found["type"] == "record" and chance.random() < 0.8:
        _edit_record(schemas, found)
    elif isinstance(found, dict) and found["type"] == "enum":
        _edit_enum(chance, found)
    elif isinstance(found, dict) and found["type"] == "fixed" and chance.random() < 0.5:
        found["size"] += 1
    elif isinstance(found, str) and found in PRIMITIVES and chance.random() < 0.7:
        holder[key] = chance.choice([name for name in PRIMITIVES if name not in _labels(holder)] or [found])
    elif isinstance(found, dict) and "name" in found:
        _rename(chance, found)
    elif not isinstance(holder, list) and chance.random() < 0.5:
        holder[key] = ["null", found] if found != "null" else found


def _labels(holder: Any) -> list[str]:
    return [label(branch) for branch in holder] if isinstance(holder, list) else []


def _edit_union(schemas: Schemas, union: list[Any]) -> None:
    """Take a branch away that defines nothing, add one, or change their order."""
    chance = schemas.chance
    loose = [branch for branch in union if isinstance(branch, str)]
    how = chance.randrange(3)
    if how == 0 and loose and len(union) > 1:
        union.remove(chance.choice(loose))
    elif how == 1:
        fresh = schemas.type(0)
        if not isinstance(fresh, list) and label(fresh) not in _labels(union):
            union.append(fresh)
    elif not any(isinstance(branch, dict) for branch in union):
        chance.shuffle(union)


def _edit_record(schemas: Schemas, record: dict[str, Any]) -> None:
    chance, fields = schemas.chance, record["fields"]
    how = chance.randrange(5)
    if how == 0:
        fields.insert(len(fields), schemas.field(f"g{chance.randrange(100)}", 1))
    elif how == 1 and len(fields) > 1:
        gone = [one for one in fields if not _defines(one["type"])]
        if gone:
            fields.remove(chance.choice(gone))
    elif how == 2 and fields:
        one = chance.choice(fields)
        one.setdefault("aliases", []).append(one["name"])
        one["name"] = f"h{chance.randrange(1000)}"
        if chance.random() < 0.4:
            del one["aliases"]
    elif how == 3 and fields:
        one = chance.choice(fields)
        if "default" in one:
            del one["default"]
        else:
            schemas.set_default(one)
    elif not any(_defines(one["type"]) for one in fields):
        chance.shuffle(fields)
    names = [one["name"] for one in fields]
    if len(names) != len(set(names)):
        fields.pop()


def _edit_enum(chance: random.Random, enum: dict[str, Any]) -> None:
    free = [symbol for symbol in SYMBOLS if symbol not in enum["symbols"]]
    if free and chance.random() < 0.6:
        enum["symbols"].append(chance.choice(free))
    elif len(enum["symbols"]) > 1:
        gone = enum["symbols"].pop()
        if enum.get("default") == gone:
            del enum["default"]
    else:
        enum["default"] = enum["symbols"][0]


def _rename(chance: random.Random, found: dict[str, Any]) -> None:
    """Nothing may refer to the old name, so that only what is no record is renamed."""
    if found["type"] != "record":
        if chance.random() < 0.6:
            found["aliases"] = [found["name"]]
        found["name"] += "x"
    elif chance.random() < 0.3:
        found["doc"] = "A record."


def _defines(schema: Any) -> bool:
    if isinstance(schema, list):
        return any(_defines(branch) for branch in schema)
    if not isinstance(schema, dict):
        return False
    return "name" in schema or _defines(schema.get("items")) or _defines(schema.get("values"))


def _places(schema: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Everything that holds a schema, and by which key."""
    waiting: list[tuple[Any, Any]] = [({"": schema}, "")]
    while waiting:
        holder, key = waiting.pop()
        yield holder, key
        found = holder[key]
        if isinstance(found, list):
            waiting.extend((found, number) for number in range(len(found)))
        elif isinstance(found, dict):
            waiting.extend((found, below) for below in ("items", "values") if below in found)
            waiting.extend((field, "type") for field in found.get("fields", ()))


class Data:
    """Data of a schema, which chooses every branch and every symbol sooner or later."""

    def __init__(self, chance: random.Random, schema: Any) -> None:
        self._chance = chance
        self._schema = schema
        self._named: dict[str, Any] = {}
        for holder, key in _places(schema):
            found = holder[key]
            if isinstance(found, dict) and "name" in found:
                self._named[f"com.acme.{found['name']}"] = found

    def datum(self) -> Any:
        """Any datum, branches of unions with their names; raises TooDeepError."""
        return self._of(self._schema, 5)

    def _of(self, schema: Any, depth: int) -> Any:
        if depth < -MAX_DEPTH:
            raise TooDeepError
        if isinstance(schema, str) and schema in VALUES:
            return self._chance.choice(VALUES[schema])
        if isinstance(schema, str):
            return self._of(self._named[schema], depth)
        if isinstance(schema, list):
            flat = [branch for branch in schema if isinstance(branch, str) and branch in VALUES]
            branch = self._chance.choice(flat if depth <= 0 and flat else schema)
            return (self._branch(branch), self._of(branch, depth - 1))
        if schema["type"] == "record":
            return {field["name"]: self._of(field["type"], depth - 1) for field in schema["fields"]}
        if schema["type"] in ("array", "map"):
            below = schema.get("items", schema.get("values"))
            size = self._chance.randint(0, 2) if depth > 0 else 0
            made = [self._of(below, depth - 1) for _ in range(size)]
            return (
                made if schema["type"] == "array" else {f"k{number}": one for number, one in enumerate(made)}
            )
        return (
            self._chance.choice(schema["symbols"]) if schema["type"] == "enum" else b"\x07" * schema["size"]
        )

    def _branch(self, branch: Any) -> str:
        if isinstance(branch, dict):
            return f"com.acme.{branch['name']}" if "name" in branch else str(branch["type"])
        return str(branch)
