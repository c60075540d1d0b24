"""A contract as people read it: what it offers, with names, types and descriptions, whatever its format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


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
        return tuple(self.detail()) if callable(self.detail) else self.detail
