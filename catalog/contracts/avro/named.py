"""Differences between two named types: their names, the symbols of an enum, the size of a fixed."""

from __future__ import annotations

from typing import Any

from catalog.contracts.avro.defaults import note_default
from catalog.contracts.avro.model import Type
from catalog.contracts.avro.outcomes import effect_of
from catalog.contracts.avro.resolution import match
from catalog.contracts.compatibility import BACKWARD, FORWARD, Mode
from catalog.contracts.pairs import Pair


def compare_names(before: Type, after: Type) -> tuple[str, list[Mode]] | None:
    """How the name differs, and for which modes the types do not match because of that; None where it does not."""
    if before.name == after.name:
        return None
    if before.unqualified == after.unqualified:
        return "moved", []
    readable = {BACKWARD: match(before, after), FORWARD: match(after, before)}
    return "changed", [mode for mode, how in readable.items() if how is None]


def compare_symbols(pair: Pair, before: Type, after: Type) -> None:
    """A symbol that the reader does not have is read as the default of its enum, if that has one."""
    ones, others = before.symbols(), after.symbols()
    _note_symbols(pair, "removed", set(ones) - set(others), (before, after), BACKWARD)
    _note_symbols(pair, "added", set(others) - set(ones), (before, after), FORWARD)
    note_default(pair, before.node, after.node)


def _note_symbols(pair: Pair, action: str, symbols: set[str], types: tuple[Type, Type], mode: Mode) -> None:
    if mode not in pair.part:
        return
    before, after = types
    reader = after if mode == BACKWARD else before
    broken = [] if _default(reader) is not None else [mode]
    for symbol in sorted(symbols):
        pair.note(
            "symbol",
            action,
            previous=before.node,
            current=after.node,
            name=symbol,
            effect=effect_of(broken),
            after=_default(reader),
        )


def _default(found: Type) -> str | None:
    stated = found.node.value.get("default")
    return stated if isinstance(stated, str) and stated in found.symbols() else None


def size_changes(before: Type, after: Type) -> tuple[Any, Any] | None:
    sizes = before.node.value.get("size"), after.node.value.get("size")
    return None if sizes[0] == sizes[1] else sizes
