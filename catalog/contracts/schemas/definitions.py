"""The `$defs` of self-contained schemas that share most of what they refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAX_DEFINITIONS = 20_000


class TooManyError(ValueError):
    """A schema refers to more than validators take in a reasonable time."""


class Definitions:
    """Named schemas, each written once, when a schema first needs it.

    `write` makes the schema of a name, and mentions what it refers to.
    """

    def __init__(self, write: Callable[[str], Any]) -> None:
        self._write = write
        self._written: dict[str, Any] = {}
        self._below: dict[str, list[str]] = {}
        self._mentioned: list[str] = []

    def mention(self, name: str) -> dict[str, Any]:
        """A reference to a named schema."""
        self._mentioned.append(name)
        return {"$ref": f"#/$defs/{name}"}

    def __getitem__(self, name: str) -> Any:
        return self._written[name]

    def complete(self, write_root: Callable[[], Any]) -> dict[str, Any]:
        """A schema with all that it refers to, directly or not; raises TooManyError."""
        waiting: list[str] = []
        self._mentioned = waiting
        root = write_root()
        needed: dict[str, Any] = {}
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed[name] = self._one(name)
                waiting.extend(self._below[name])
            if len(needed) > MAX_DEFINITIONS:
                raise TooManyError(f"a schema refers to more than {MAX_DEFINITIONS:,} others")
        return {"$defs": needed, "allOf": [root]}

    def _one(self, name: str) -> Any:
        if name not in self._written:
            below: list[str] = []
            self._mentioned = below
            self._written[name] = self._write(name)
            self._below[name] = below
        return self._written[name]
