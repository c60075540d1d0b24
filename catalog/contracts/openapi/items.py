"""Path items with what their `$ref` leads to: the fields of both count (OpenAPI 3.1.1, 4.8.9.1; Swagger 2.0, 5.2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from catalog.contracts.documents.chains import onward
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.schemas.values import written_alike

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

FIELDS = (*METHODS, "parameters", "servers")
"""The fields of a path item that say more than what it is for."""


class Stated(NamedTuple):
    """A field and the object that states it, which stands at the pointer."""

    pointer: str
    holder: dict[str, Any]
    name: str

    @property
    def value(self) -> Any:
        return self.holder[self.name]


class Item(NamedTuple):
    """A path item as a whole: of a field that is stated several times, the nearest.

    `disputed` are the fields that are stated otherwise elsewhere: which of them counts has no defined meaning.
    """

    fields: Mapping[str, Stated] = MappingProxyType({})
    disputed: frozenset[str] = frozenset()


def undefined(field: str) -> str:
    """What is to be said of a disputed field."""
    stated = f"`{field}` is stated beside the `$ref` of a path, and otherwise where that leads"
    return f"{stated}: which of them counts is undefined"


class PathItems:
    """The path items of a tree; each is read once, however many references lead to it."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._known: dict[str, Item] = {}

    def whole(self, pointer: str, value: Any) -> Item:
        """The item at a place; what is behind a reference that leads nowhere or in a circle does not count."""
        passed: dict[str, dict[str, Any]] = {}
        behind = Item()
        while isinstance(value, dict):
            if pointer in self._known:
                behind = self._known[pointer]
                break
            if pointer in passed:
                behind = self._end_circle(pointer, passed)
                break
            passed[pointer] = value
            target = onward(value)
            if target is None:
                break
            try:
                pointer, value = target, resolve(self._tree, split(target))
            except LookupError:
                break
        for at, item in reversed(passed.items()):
            behind = self._known[at] = _beside(at, item, behind)
        return behind

    def _end_circle(self, first: str, passed: dict[str, dict[str, Any]]) -> Item:
        """What stands in a circle stands by itself, wherever it is entered."""
        for at in [*passed][[*passed].index(first) :]:
            self._known[at] = _beside(at, passed.pop(at), Item())
        return self._known[first]


def _beside(pointer: str, value: dict[str, Any], behind: Item) -> Item:
    own = {name: Stated(pointer, value, name) for name in FIELDS if value.get(name) is not None}
    if not own:
        return behind
    both = own.keys() & behind.fields.keys()
    otherwise = {name for name in both if not written_alike(own[name].value, behind.fields[name].value)}
    return Item({**behind.fields, **own}, behind.disputed | otherwise)
