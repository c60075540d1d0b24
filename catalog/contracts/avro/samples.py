"""The smallest data of Avro types, as fastavro takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.avro.logical import is_count
from catalog.contracts.avro.model import UNKNOWN, Schemas, Type

MAX_VALUES = 5_000
"""Data of more values is not made up: nobody would read it."""
_MAX_BYTES = 4_096
_MAX_ROUNDS = 60

_VALUES: dict[str, Any] = {
    "null": None,
    "boolean": True,
    "int": 1,
    "long": 2**40,
    "float": 0.5,
    "double": 1e300,
    "bytes": b"\x00",
    "string": "a",
}
"""Each is of its own type only, as far as there is such a value."""


class NoDatum(Exception):  # noqa: N818 - an answer about a type, not a failure of the program
    """There is no data of a type, or none that is small enough."""


@dataclass(eq=False, slots=True)
class Sampler:
    """Data of the types of one document."""

    schemas: Schemas
    check: Callable[[], None]
    _known: dict[str, Any] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    """How many values the smallest data of a record has, by its pointer; of those that are not here there is none."""

    def __post_init__(self) -> None:
        records = [found for found in self.schemas.named.values() if found.kind == "record"]
        for _ in range(_MAX_ROUNDS):
            found = {one.node.pointer: size for one in reversed(records) if (size := self._measured(one))}
            if found == self._sizes:
                return
            self._sizes = found

    def has_data(self, found: Type) -> bool:
        """Whether there is any data of a type; unsure of records that are nested deeper than anybody nests them."""
        return self._size(found) > 0

    def smallest(self, found: Type) -> Any:
        """The smallest data of a type, a branch of a union as `(its label, its data)`; raises NoDatum.

        What is made up is shared, and not to be changed.
        """
        known = self._known.get(found.node.pointer, self)
        if known is self:
            known = self._known[found.node.pointer] = self._made(found)
        return known

    def _made(self, found: Type) -> Any:
        if not 0 < self._size(found) <= MAX_VALUES:
            raise NoDatum
        if found.kind == "record":
            return {one.name: self.smallest(self.schemas.at(one.type)) for one in found.fields}
        if found.kind == "union":
            branches = [self.schemas.at(node) for node in found.branches()]
            chosen = min((one for one in branches if self.has_data(one)), key=self._size)
            return (chosen.label, self.smallest(chosen))
        if found.kind in ("array", "map"):
            return [] if found.kind == "array" else {}
        if found.kind == "fixed":
            return _bytes(found.node.value.get("size"))
        return found.symbols()[0] if found.kind == "enum" else _VALUES[found.kind]

    def _size(self, found: Type) -> int:
        """How many values the smallest data has, 0 where there is none."""
        if found.kind == "record":
            return self._sizes.get(found.node.pointer, 0)
        if found.kind == "union":
            sizes = [size for node in found.branches() if (size := self._size(self.schemas.at(node)))]
            return min(sizes, default=0)
        if found.kind == "enum":
            return 1 if found.symbols() else 0
        return 0 if found.kind == UNKNOWN else 1

    def _measured(self, record: Type) -> int:
        self.check()
        sizes = [self._size(self.schemas.at(one.type)) for one in record.fields]
        return min(1 + sum(sizes), MAX_VALUES + 1) if all(sizes) else 0


def _bytes(size: Any) -> bytes:
    if not is_count(size) or size > _MAX_BYTES:
        raise NoDatum
    return bytes(size)
