"""What differs between two messages, and between two fields that have the same number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.contracts.pairs import Effect, Pair
from catalog.contracts.protobuf import types
from catalog.contracts.protobuf.model import Names
from catalog.contracts.protobuf.oneofs import note_oneofs
from catalog.contracts.protobuf.ranges import Ranges, shown
from catalog.contracts.protobuf.types import NUMERIC, Level, effect_of, level_of, written
from catalog.contracts.schemas.source import Node

Tree = Mapping[str, Any]

SINGULAR = frozenset({"implicit", "explicit", "required"})


def note_deprecation(pair: Pair, before: Node, after: Node) -> None:
    if before.value["deprecated"] != after.value["deprecated"]:
        action = "deprecated" if after.value["deprecated"] else "undeprecated"
        pair.note("declaration", action, previous=before, current=after)


def note_reserved(pair: Pair, before: Node, after: Node) -> None:
    """What is no longer reserved, in a message or an enum."""
    lost = Ranges(before.value["reserved"]).without(Ranges(after.value["reserved"]))
    if lost:
        pair.note("reserved", "numbers removed", **_keyed(before, after, "reserved"), name=shown(lost))
    names = sorted(set(before.value["reservedNames"]) - set(after.value["reservedNames"]))
    if names:
        facts = _keyed(before, after, "reservedNames")
        pair.note("reserved", "names removed", **facts, name=", ".join(names))


def _keyed(before: Node, after: Node, key: str) -> dict[str, Any]:
    return {"previous": before.child(key), "current": after.child(key)}


class MessageComparer:
    """Compares messages whose fields are paired by their numbers."""

    def __init__(self, previous: Tree, current: Tree, names: Names) -> None:
        self._enums = previous["enums"], current["enums"]
        self._files = previous["files"], current["files"]
        self._names = names

    def same_syntax(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """Whether the file of a declaration says what it said; if not, that is the news, and not what follows.

        What was put into a file of another syntax is told of itself: either file says what it said.
        """
        old, new = before["file"], after["file"]
        stays = self._names.files.get(old, old) == new
        return not stays or bool(self._files[0][old]["syntax"] == self._files[1][new]["syntax"])

    def compare(self, pair: Pair, before: Node, after: Node) -> Iterator[tuple[Node, Node]]:
        """Note what differs in a message; yields the fields that both sides have."""
        note_deprecation(pair, before, after)
        note_reserved(pair, before, after)
        self._note_options(pair, before, after)
        common = before.value["fields"].keys() & after.value["fields"].keys()
        moved = self._note_renumbered(pair, before, after)
        for number, field in before.value["fields"].items():
            if number not in common and number not in moved:
                _note_removed(pair, before.child("fields", number), field, after)
        for number, field in after.value["fields"].items():
            if number not in common and number not in moved.values():
                _note_added(pair, before, after.child("fields", number), field)
        fields = [
            (before.child("fields", key), after.child("fields", key)) for key in sorted(common, key=int)
        ]
        note_oneofs(pair, before, after, fields)
        yield from fields

    def _note_options(self, pair: Pair, before: Node, after: Node) -> None:
        lost = Ranges(before.value["extensionRanges"]).without(Ranges(after.value["extensionRanges"]))
        if lost:
            facts = _keyed(before, after, "extensionRanges")
            pair.note("extension range", "removed", **facts, name=shown(lost))
        sides = {"previous": before, "current": after}
        if before.value["messageSet"] != after.value["messageSet"]:
            pair.note("message set format", "changed", **sides, effect="replaces")
        if after.value["noStandardDescriptorAccessor"] and not before.value["noStandardDescriptorAccessor"]:
            pair.note("descriptor accessor", "removed", **sides)

    def _note_renumbered(self, pair: Pair, before: Node, after: Node) -> dict[str, str]:
        """The fields that have another number now: neither is the old number used, nor was the new one."""
        old, new = before.value["fields"], after.value["fields"]
        numbers = {field["name"]: number for number, field in new.items() if number not in old}
        moved = {
            number: numbers[field["name"]]
            for number, field in old.items()
            if number not in new and field["name"] in numbers
        }
        reserved = Ranges(after.value["reserved"])
        for number, other in moved.items():
            required = "required" in (old[number]["cardinality"], new[other]["cardinality"])
            kept = int(number) in reserved and not required
            action = "renumbered, old number reserved" if kept else "renumbered"
            facts = {"previous": before.child("fields", number), "current": after.child("fields", other)}
            effect: Effect = "replaces" if required else "none"
            pair.note("field", action, **facts, name=old[number]["name"], effect=effect)
        return moved

    def compare_field(self, pair: Pair, before: Node, after: Node, *, same_syntax: bool) -> None:
        """Note what differs between two fields but for their names and their oneofs.

        With another syntax come another presence, packing and checking of texts: these are no news of their own.
        """
        note_deprecation(pair, before, after)
        old, new = before.value, after.value
        sides = {"previous": before, "current": after, "name": old["name"]}
        if not self._note_cardinality(pair, old, new, sides, same_syntax=same_syntax):
            return
        level = self._note_type(pair, old, new, sides)
        if level == "wire":
            return
        if self._default(old, new) != self._default(new, old):
            pair.note("field", "default changed", **sides, before=old["default"], after=new["default"])
        _note_code(pair, old, new, sides)
        if same_syntax:
            _note_texts(pair, old, new, sides)
            if old["cardinality"] == new["cardinality"] and old["packed"] != new["packed"]:
                pair.note("field", "packed" if new["packed"] else "unpacked", **sides)

    def _note_cardinality(
        self,
        pair: Pair,
        old: Mapping[str, Any],
        new: Mapping[str, Any],
        sides: dict[str, Any],
        *,
        same_syntax: bool,
    ) -> bool:
        """Whether the rest can be compared: single values with single ones, lists with lists, maps with maps."""
        was, now = old["cardinality"], new["cardinality"]
        if was == now:
            return True
        sides = {**sides, "before": was, "after": now}
        if {was, now} <= SINGULAR:
            if now == "required":
                pair.note("field", "became required", **sides, effect="narrows")
            elif was == "required":
                pair.note("field", "no longer required", **sides, effect="widens")
            elif same_syntax and old["oneof"] == new["oneof"] and not _holds_messages(old, new):
                pair.note("field", "presence changed", **sides)
            return True
        if {was, now} == {"repeated", "map"} and self._names.of_type(old["typeName"]) == new["typeName"]:
            pair.note("field", "map respelled", **sides)
            return False
        pair.note("field", "cardinality changed", **sides, effect=_effect_of_cardinality(old, new))
        return "map" not in (was, now)

    def _note_type(
        self, pair: Pair, old: Mapping[str, Any], new: Mapping[str, Any], sides: dict[str, Any]
    ) -> Level:
        levels = [(level_of(was, now, self._enums), was, now) for was, now in self._types(old, new)]
        level, was, now = max(levels, key=lambda one: types.LEVELS.index(one[0]))
        if not level:
            return level
        effect = effect_of(was, now) if level == "wire" else "none"
        facts = {**sides, "before": _written(old), "after": _written(new), "effect": effect}
        pair.note("field", f"type changed ({level})", **facts)
        return level

    def _types(
        self, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """The pairs of types that have to fit: key and value of a map, or the field's own."""
        for was, now in zip(old["map"] or [old], new["map"] or [new], strict=False):
            yield {"type": was["type"], "typeName": self._names.of_type(was["typeName"])}, now

    def _default(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
        """The default where it is to be compared: with another of the same class, and of an enum a stated one."""
        lists = {one["cardinality"], other["cardinality"]} - SINGULAR
        unstated = one["type"] == "enum" and not (one["defaultStated"] or other["defaultStated"])
        if lists or unstated or _holds_messages(one, other):
            return ""
        same = {"false": "0", "true": "1"} if "bool" in (one["type"], other["type"]) else {}
        default = str(one["default"])
        return same.get(default, default)


def _holds_messages(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return bool({old["type"], new["type"]} & {"message", "group"})


def _written(field: Mapping[str, Any]) -> str:
    if field["map"]:
        return f"map<{', '.join(written(part) for part in field['map'])}>"
    return written(field)


def _effect_of_cardinality(old: Mapping[str, Any], new: Mapping[str, Any]) -> Effect:
    """Of several texts or messages the last counts, or they are merged; packed numbers are no single one."""
    maps = "map" in (old["cardinality"], new["cardinality"])
    numbers = old["type"] in NUMERIC or new["type"] in NUMERIC
    if "required" in (old["cardinality"], new["cardinality"]) or maps or numbers:
        return "replaces"
    return "none"


def _note_added(pair: Pair, before: Node, where: Node, field: Mapping[str, Any]) -> None:
    action = "required added" if field["cardinality"] == "required" else "added"
    effect: Effect = "widens" if field["oneof"] in before.value["oneofs"] else "none"
    if action == "required added":
        effect = "narrows"
    pair.note("field", action, current=where, name=field["name"], effect=effect)


def _note_removed(pair: Pair, where: Node, field: Mapping[str, Any], after: Node) -> None:
    number = field["number"] in Ranges(after.value["reserved"])
    name = field["name"] in after.value["reservedNames"]
    effect: Effect = "narrows" if field["oneof"] in after.value["oneofs"] else "none"
    if field["cardinality"] == "required":
        action, effect = "required removed", "widens"
    elif number:
        action = "removed, reserved" if name else "removed, number reserved"
    else:
        action = "removed"
    pair.note("field", action, previous=where, name=field["name"], before=field["number"], effect=effect)


def _note_code(pair: Pair, old: Mapping[str, Any], new: Mapping[str, Any], sides: dict[str, Any]) -> None:
    """What only generated code knows of."""
    counted = {old["type"], new["type"]} <= types.COUNTED_IN_64_BITS
    if counted and old["jsType"] != new["jsType"]:
        pair.note("field", "JavaScript type changed", **sides, before=old["jsType"], after=new["jsType"])
    was, now = old["cppStringType"], new["cppStringType"]
    if was and now and was != now:
        pair.note("field", "C++ string type changed", **sides, before=was, after=now)


def _note_texts(pair: Pair, old: Mapping[str, Any], new: Mapping[str, Any], sides: dict[str, Any]) -> None:
    if not all("string" in (side["type"], *(part["type"] for part in side["map"])) for side in (old, new)):
        return
    if old["utf8"] != new["utf8"]:
        pair.note("field", "UTF-8 validation changed", **sides, before=old["utf8"], after=new["utf8"])
    elif old["javaUtf8"] != new["javaUtf8"]:
        facts = {"before": old["javaUtf8"], "after": new["javaUtf8"]}
        pair.note("field", "Java UTF-8 validation changed", **sides, **facts)
