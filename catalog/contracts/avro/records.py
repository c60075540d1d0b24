"""Differences between the fields of two records."""

from __future__ import annotations

from typing import Protocol

from catalog.contracts.avro.defaults import note_default
from catalog.contracts.avro.model import Field, Type
from catalog.contracts.avro.outcomes import effect_of
from catalog.contracts.compatibility import BACKWARD, FORWARD, Mode
from catalog.contracts.pairs import SAME, Pair, Step
from catalog.contracts.schemas.source import Node


class Linker(Protocol):
    def alike(self, before: Field, after: Field) -> bool: ...

    def misfit(self, side: int, field: Field) -> str: ...

    def link(self, parent: Pair, before: Node, after: Node, step: Step, modes: tuple[Mode, ...]) -> None: ...


def compare_fields(linker: Linker, pair: Pair, before: Type, after: Type) -> None:
    """Fields are matched by name, then by the aliases of the reader's field; what the writer does not have is read as
    the reader's default.
    """
    ones = {one.name: one for one in before.fields}
    others = {one.name: one for one in after.fields}
    renamed = _renamed(ones, others)
    for name, one in ones.items():
        other = others.get(name) or renamed.get(name)
        if other is None:
            _note_removed(linker, pair, one, after)
        elif not linker.alike(one, other):
            _compare_field(linker, pair, one, other)
    taken = {one.name for one in renamed.values()}
    _note_ambiguous(pair, BACKWARD, ones, others)
    _note_ambiguous(pair, FORWARD, others, ones)
    for name, other in others.items():
        if name not in ones and name not in taken:
            _note_added(linker, pair, other, before)


def _note_ambiguous(pair: Pair, mode: Mode, writers: dict[str, Field], readers: dict[str, Field]) -> None:
    """A reader's field that could be any of several that the writer has: none of the libraries reads that."""
    for reader in readers.values() if mode in pair.part else ():
        known = {alias for alias in reader.aliases if alias in writers and alias not in readers}
        meant = sorted(known | ({reader.name} & writers.keys()))
        if len(meant) > 1:
            first, effect = writers[meant[0]], effect_of([mode])
            sides = (first, reader) if mode == BACKWARD else (reader, first)
            nodes = {"previous": sides[0].node, "current": sides[1].node}
            pair.note("alias", "ambiguous", name=reader.name, before=meant, effect=effect, **nodes)


def _renamed(before: dict[str, Field], after: dict[str, Field]) -> dict[str, Field]:
    """The current fields that are previous ones under another name, by the previous name."""
    found: dict[str, Field] = {}
    gone = before.keys() - after.keys()
    fresh = {name: one for name, one in after.items() if name not in before}
    for other in fresh.values():
        for alias in other.aliases:
            if alias in gone:
                found.setdefault(alias, other)
                break
    taken = {one.name for one in found.values()}
    for name in sorted(gone - found.keys()):
        for alias in before[name].aliases:
            if alias in fresh and alias not in taken:
                found[name] = fresh[alias]
                taken.add(alias)
                break
    return found


def _compare_field(linker: Linker, pair: Pair, one: Field, other: Field) -> None:
    below = Pair(subject=(one, other), part=pair.part)
    pair.link(below, Step("property", one.name))
    modes = pair.part
    if one.name != other.name:
        modes = _note_renamed(linker, below, one, other)
    note_default(below, one.node, other.node)
    for alias in [alias for alias in one.aliases if alias not in (*other.aliases, other.name)]:
        below.note("alias", "removed", previous=one.node, current=other.node, name=alias)
    if modes:
        linker.link(below, one.type, other.type, SAME, modes)


def _note_renamed(linker: Linker, below: Pair, one: Field, other: Field) -> tuple[Mode, ...]:
    """The modes in which a reader finds the field in spite of its other name."""
    found = {BACKWARD: one.name in other.aliases, FORWARD: other.name in one.aliases}
    readers = {BACKWARD: (1, other), FORWARD: (0, one)}
    missed = [mode for mode in below.part if not found[mode]]
    broken = [mode for mode in missed if not _has_default(linker, below, *readers[mode])]
    below.note(
        "record field",
        "renamed" if broken else "renamed with default" if missed else "renamed with aliases",
        previous=one.node,
        current=other.node,
        effect=effect_of(broken),
        before=one.name,
        after=other.name,
    )
    return tuple(mode for mode in below.part if found[mode])


def _has_default(linker: Linker, pair: Pair, side: int, field: Field) -> bool:
    """Whether a reader has something for a field that the writer lacks; a default that does not fit helps nobody, and
    what becomes of a schema with one is its library's choice.
    """
    if field.default is not None and (reason := linker.misfit(side, field)):
        pair.undecided.append((field.default, f"the default does not fit its type: {reason}"))
    return field.default is not None


def _note_removed(linker: Linker, pair: Pair, one: Field, after: Type) -> None:
    """Readers of the previous schema miss it, unless they have a default for it."""
    below = Pair(subject=(one, None), part=pair.part)
    pair.link(below, Step("property", one.name))
    broken = [mode for mode in pair.part if mode == FORWARD and not _has_default(linker, below, 0, one)]
    below.note(
        "record field",
        "removed",
        previous=one.node,
        current=after.node,
        effect=effect_of(broken),
        name=one.name,
    )


def _note_added(linker: Linker, pair: Pair, other: Field, before: Type) -> None:
    """Readers of the current schema miss it in older data, unless it has a default."""
    below = Pair(subject=(None, other), part=pair.part)
    pair.link(below, Step("property", other.name))
    broken = [mode for mode in pair.part if mode == BACKWARD and not _has_default(linker, below, 1, other)]
    below.note(
        "record field",
        "added",
        previous=before.node,
        current=other.node,
        effect=effect_of(broken),
        name=other.name,
    )
