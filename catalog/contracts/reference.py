"""A contract as people read it: what it offers, with names, types and descriptions, whatever its format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from catalog.contracts.readable import readable


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a message, an argument, a parameter or a value of an enum. `type` is written as its format does."""

    name: str
    type: str = ""
    description: str = ""
    required: bool = False
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading: `Arguments`, `Response 200`, `Values`."""

    title: str
    fields: tuple[Field, ...] = ()
    description: str = ""


def abridged(groups: Iterable[Group], parts: int, characters: int) -> tuple[tuple[Group, ...], bool]:
    """So many groups and fields, with descriptions of so many characters in all; and whether anything was left out.

    Names and types are readable (`readable.py`). No more groups are read than are shown.
    """
    found, left_out = list[Group](), False
    for group in groups:
        if parts <= 0:
            return tuple(found), True
        shown = list[Field]()
        for field in group.fields[:parts]:
            said = field.description[:characters]
            characters -= len(said)
            left_out = left_out or len(said) < len(field.description)
            shown.append(
                replace(field, name=readable(field.name), type=readable(field.type), description=said)
            )
        said = group.description[:characters]
        characters -= len(said)
        left_out = left_out or len(shown) < len(group.fields) or len(said) < len(group.description)
        parts -= 1 + len(shown)
        found.append(Group(readable(group.title), tuple(shown), said))
    return tuple(found), left_out


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a reader looks up: an operation, a channel, a message, a type.

    `kind` is the format's own word for it; `key` is that of the operation, empty for what is none; descriptions are
    Markdown (CommonMark), which is never trusted.
    """

    kind: str
    name: str
    pointer: str
    key: str = ""
    description: str = ""
    deprecated: bool = False
    detail: tuple[Group, ...] | Callable[[], Iterable[Group]] = ()
    """The groups, or what reads them: of a large contract, people look at one entry at a time."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """What goes in and comes out, or what it is made of."""
        return tuple(self.read())

    def read(self) -> Iterable[Group]:
        """The same one after the other, for who may have read enough before the end."""
        return self.detail() if callable(self.detail) else self.detail
