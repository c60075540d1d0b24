"""Whether a reader's type matches a writer's (Apache Avro 1.12.0, section "Schema Resolution").

What is inside records, arrays and maps is compared where they are walked. Which branch of a reader's union reads a
writer's branch is decided by the kind and the name of the types, with the full name before an alias, an alias before
the name without its namespace, and any of them before a promotion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from catalog.contracts.avro.model import NAMED, Type
from catalog.contracts.compatibility import BACKWARD, BOTH, FORWARD, Mode

PROMOTIONS: dict[str, tuple[str, ...]] = {
    "int": ("long", "float", "double"),
    "long": ("float", "double"),
    "float": ("double",),
    "string": ("bytes",),
    "bytes": ("string",),
}
"""What a value of a type can be read as besides."""

Match = Literal["same", "alias", "unqualified", "promoted"]

Branches = dict[tuple[int, int], tuple[Mode, ...]]
"""Which previous branch is compared with which current one, and for which modes."""


def match(writer: Type, reader: Type) -> Match | None:
    """How a reader's type matches a writer's, both no unions; None where it does not."""
    if writer.kind != reader.kind:
        return "promoted" if reader.kind in PROMOTIONS.get(writer.kind, ()) else None
    if writer.kind not in NAMED or writer.name == reader.name:
        return "same"
    if writer.name in reader.aliases:
        return "alias"
    return "unqualified" if writer.unqualified == reader.unqualified else None


def paired(previous: Sequence[Type], current: Sequence[Type]) -> tuple[Branches, list[int], list[int]]:
    """The branches of two unions that are to be compared, and those that the other side does not know at all.

    A branch that the other side cannot read, but that reads one of it, is compared with that: the two are one
    branch whose type has changed. So are the last two that are left.
    """
    backward, forward = _readers(previous, current), _readers(current, previous)
    modes: dict[tuple[int, int], set[Mode]] = {}
    lost = [number for number in range(len(previous)) if number not in backward]
    fresh = [number for number in range(len(current)) if number not in forward]
    for one, other in backward.items():
        modes.setdefault((one, other), set()).add(BACKWARD)
        if other in fresh:
            fresh.remove(other)
            modes[one, other].add(FORWARD)
    for other, one in forward.items():
        modes.setdefault((one, other), set()).add(FORWARD)
        if one in lost:
            lost.remove(one)
            modes[one, other].add(BACKWARD)
    if len(lost) == len(fresh) == 1:
        modes[lost.pop(), fresh.pop()] = set(BOTH)
    return {pair: tuple(sorted(found)) for pair, found in sorted(modes.items())}, lost, fresh


def _readers(writers: Sequence[Type], readers: Sequence[Type]) -> dict[int, int]:
    """For each writer's branch, the reader's that reads it: the first of the closest match."""
    first: dict[tuple[Match, str, str], int] = {}
    for number, reader in enumerate(readers):
        first.setdefault(("same", reader.kind, reader.name), number)
        first.setdefault(("unqualified", reader.kind, reader.unqualified), number)
        for alias in reader.aliases:
            first.setdefault(("alias", reader.kind, alias), number)
    found = ((number, _reader(writer, first)) for number, writer in enumerate(writers))
    return {number: reader for number, reader in found if reader is not None}


def _reader(writer: Type, first: dict[tuple[Match, str, str], int]) -> int | None:
    keys: list[tuple[Match, str, str]] = [("same", writer.kind, writer.name)]
    if writer.kind in NAMED:
        keys += [("alias", writer.kind, writer.name), ("unqualified", writer.kind, writer.unqualified)]
    wider: list[tuple[Match, str, str]] = [("same", kind, "") for kind in PROMOTIONS.get(writer.kind, ())]
    promoted = [first[key] for key in wider if key in first]
    return next((first[key] for key in keys if key in first), min(promoted, default=None))
