"""What differs between two enums: their values by number and name."""

from __future__ import annotations

from typing import Any

from catalog.contracts.pairs import Pair
from catalog.contracts.protobuf.comparing import note_deprecation, note_reserved
from catalog.contracts.protobuf.ranges import Ranges
from catalog.contracts.schemas.source import Node


def compare_enum(pair: Pair, before: Node, after: Node, *, same_syntax: bool, is_default: bool) -> None:
    """Note what differs in an enum; `is_default` is whether fields rely on its first value."""
    note_deprecation(pair, before, after)
    note_reserved(pair, before, after)
    sides: dict[str, Any] = {"previous": before, "current": after}
    if same_syntax and before.value["closed"] != after.value["closed"]:
        pair.note("enum", "closed" if after.value["closed"] else "opened", **sides)
    first = [next(iter(side.value["values"])) for side in (before, after)]
    numbers = [
        side.value["values"][name]["number"] for side, name in zip((before, after), first, strict=True)
    ]
    if is_default and numbers[0] != numbers[1]:
        pair.note("enum", "default changed", **sides, before=first[0], after=first[1])
    _Values(pair, before, after).compare()


class _Values:
    def __init__(self, pair: Pair, before: Node, after: Node) -> None:
        self._pair = pair
        self._before, self._after = before, after
        self._old, self._new = _by_number(before), _by_number(after)
        self._reserved = Ranges(after.value["reserved"])

    def compare(self) -> None:
        renumbered = set()
        for number, names in self._old.items():
            if number in self._new:
                self._compare_names(number)
                continue
            moved = [name for name in names if self._number(name) not in (None, *self._old)]
            renumbered.update(moved)
            if moved:
                self._note_renumbered(number, moved)
            else:
                self._note_removed(number, names)
        for number, names in self._new.items():
            for name in names:
                if number not in self._old and name not in renumbered:
                    action = "added to closed" if self._after.value["closed"] else "added"
                    self._note(action, name=name, current=self._place(self._after, name), after=number)

    def _number(self, name: str) -> Any:
        value = self._after.value["values"].get(name)
        return value and value["number"]

    def _compare_names(self, number: int) -> None:
        old, new = self._old[number], self._new[number]
        lost = [name for name in old if name not in new]
        gained = [name for name in new if name not in old]
        if lost:
            current = self._place(self._after, (gained or new)[0])
            places = {"previous": self._place(self._before, lost[0]), "current": current}
            after = ", ".join(gained)
            self._note("renamed", **places, name=", ".join(lost), before=number, after=after)
            return
        for name in gained:
            self._note("alias added", name=name, current=self._place(self._after, name), after=number)
        for name in old:
            note_deprecation(self._pair, self._place(self._before, name), self._place(self._after, name))

    def _note_renumbered(self, number: int, names: list[str]) -> None:
        kept = number in self._reserved
        action = "renumbered, old number reserved" if kept else "renumbered"
        places = {
            "previous": self._place(self._before, names[0]),
            "current": self._place(self._after, names[0]),
        }
        after = self._number(names[0])
        self._note(action, **places, name=", ".join(names), before=number, after=after)

    def _note_removed(self, number: int, names: list[str]) -> None:
        action = "removed"
        if number in self._reserved:
            kept = set(names) <= set(self._after.value["reservedNames"])
            action = "removed, reserved" if kept else "removed, number reserved"
        where = self._place(self._before, names[0])
        self._note(action, name=", ".join(names), previous=where, before=number)

    def _note(self, action: str, **facts: Any) -> None:
        self._pair.note("enum value", action, **facts)

    @staticmethod
    def _place(side: Node, name: str) -> Node:
        return side.child("values", name)


def _by_number(enum: Node) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name, value in enum.value["values"].items():
        found.setdefault(value["number"], []).append(name)
    return found
