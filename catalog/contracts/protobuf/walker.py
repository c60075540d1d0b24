"""The walk over two contracts in protobuf: declarations paired by their full names, fields by their numbers.

A change is noted at the declaration in which it arises. It reaches a method through the messages that the method
takes and answers with, and through the fields that hold the same type before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.pairs import SAME, Effect, Event, Pair, Step
from catalog.contracts.protobuf.comparing import MessageComparer, note_deprecation
from catalog.contracts.protobuf.enums import compare_enum
from catalog.contracts.protobuf.files import FileComparer
from catalog.contracts.protobuf.matching import KINDS, Match, Matches
from catalog.contracts.protobuf.model import Names, Side
from catalog.contracts.protobuf.operations import messages_of_their_own, method_key, type_names
from catalog.contracts.protobuf.proof import ENCODINGS, Encoding, Prover
from catalog.contracts.protobuf.services import compare_method
from catalog.contracts.schemas.source import Node, Source


class Walker:
    """One comparison. Everything hangs below `""`, and what operations consist of also below their keys.

    `encodings` are those in which messages are written where the contract is used.
    """

    def __init__(
        self, previous: Source, current: Source, budget: Budget, encodings: tuple[Encoding, ...] = ENCODINGS
    ) -> None:
        self.roots: dict[str, Pair] = {"": Pair()}
        self._previous, self._current = Side(previous), Side(current)
        self._names = Names(self._previous, self._current)
        self._files = FileComparer(self._previous, self._current, self._names)
        self._messages = MessageComparer(previous.tree, current.tree, self._names)
        self._matches: Matches
        self._budget = budget
        self._used: set[Pair] = set()
        self._written = frozenset(messages_of_their_own(current.tree))
        self._prover = Prover((previous.tree, current.tree), self.roots, budget, encodings)

    def walk(self) -> None:
        """Compare everything; raises OutOfBudget."""
        self._matches = Matches(self._previous, self._current, self._names, self._budget)
        self._files.compare()
        self._link_files()
        relied_on = self._relied_on()
        for match in self._matches:
            self._budget.check()
            self.roots[""].link(match.pair)
            self._note_existence(match)
            if match.before is not None and match.after is not None:
                self._compare(match, match.before, match.after, relied_on)
        self._link_methods()
        self._link_fields()
        self._link_the_rest()

    @property
    def trees(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return self._previous.tree, self._current.tree

    def prove(
        self, pair: Pair, event: Event, above: dict[Pair, list[tuple[Step, Pair]]]
    ) -> dict[str, Any] | None:
        return self._prover.prove(pair, event, above)

    def _note_existence(self, match: Match) -> None:
        """What came or went alone: not with its package, nor with the message around it, nor with its file."""
        what, before, after = KINDS[match.kind], match.before, match.after
        if after is None and before is not None:
            gone = self._previous.package_of(before.value) in self._files.gone
            if not gone and self._is_there(self._matches.before, before):
                effect: Effect = "narrows" if what in ("message", "service") else "none"
                match.pair.note(what, "removed", previous=before, name=_name(before), effect=effect)
        elif before is None and after is not None:
            if self._is_there(self._matches.after, after):
                widens: Effect = "widens" if _name(after) in self._written else "none"
                match.pair.note(what, "added", current=after, name=_name(after), effect=widens)
        elif before is not None and after is not None:
            self._note_moved(match.pair, before, after)

    @staticmethod
    def _is_there(matches: dict[tuple[str, str], Match], declared: Node) -> bool:
        """Whether what is declared around it, if anything, is on both sides."""
        parent = declared.value.get("parent")
        if not parent:
            return True
        around = matches["messages", parent]
        return around.before is not None and around.after is not None

    def _note_moved(self, pair: Pair, before: Node, after: Node) -> None:
        old, new = before.value["file"], after.value["file"]
        home = self._names.files.get(old, old)
        if home != new and home in self._current.tree["files"] and not before.value.get("parent"):
            pair.note("declaration", "moved", previous=before, current=after, before=old, after=new)

    def _compare(self, match: Match, before: Node, after: Node, relied_on: set[str]) -> None:
        pair = match.pair
        if match.kind == "messages":
            self._prover.owners[pair] = _name(before), _name(after)
            if before.value == after.value:
                return
        same_syntax = self._messages.same_syntax(before.value, after.value)
        if match.kind == "services":
            note_deprecation(pair, before, after)
        elif match.kind == "extensions":
            self._compare_extension(pair, before, after, same_syntax=same_syntax)
        else:
            if same_syntax and before.value["json"] and not after.value["json"]:
                pair.note("JSON format", "withdrawn", previous=before, current=after)
            if match.kind == "enums":
                is_default = _name(before) in relied_on
                compare_enum(pair, before, after, same_syntax=same_syntax, is_default=is_default)
                return
            for one, other in self._messages.compare(pair, before, after):
                self._budget.check()
                _note_names(pair, one, other)
                self._messages.compare_field(pair, one, other, same_syntax=same_syntax)

    def _compare_extension(self, pair: Pair, before: Node, after: Node, *, same_syntax: bool) -> None:
        old, new = before.value, after.value
        sides = {"previous": before, "current": after}
        if self._names.of_type(old["extendee"]) != new["extendee"] or old["number"] != new["number"]:
            places = {
                "before": f"{old['extendee']} {old['number']}",
                "after": f"{new['extendee']} {new['number']}",
            }
            pair.note("extension", "renumbered", **sides, **places, name=_name(before))
            return
        if self._names.of("extensions", _name(before)) != _name(after):
            pair.note("extension", "renamed", **sides, before=_name(before), after=_name(after))
        self._messages.compare_field(pair, before, after, same_syntax=same_syntax)

    def _relied_on(self) -> set[str]:
        """The enums, by their previous names, whose first value is what a field has that was not sent."""
        fields = [
            *(field for one in self._previous.tree["messages"].values() for field in one["fields"].values()),
            *self._previous.tree["extensions"].values(),
        ]
        return {
            field["typeName"]
            for field in fields
            if field["type"] == "enum" and field["cardinality"] != "repeated" and not field["defaultStated"]
        }

    def _link_files(self) -> None:
        before, after = self._files.pairs
        for pair in {**dict.fromkeys(before.values()), **dict.fromkeys(after.values())}:
            if pair.events:
                self.roots[""].link(pair)
        for pair in self._files.gone.values():
            self.roots[""].link(pair)
        for match in self._matches:
            for pair in self._around(match):
                if pair.events:
                    match.pair.link(pair)

    def _around(self, match: Match) -> Iterator[Pair]:
        """The pairs of the file and of the package that a declaration stands in."""
        before, after = self._files.pairs
        if match.before is None and match.after is not None:
            yield after[match.after.value["file"]]
        elif match.before is not None:
            yield before[match.before.value["file"]]
            package = self._previous.package_of(match.before.value)
            if package in self._files.gone:
                yield self._files.gone[package]

    def _link_methods(self) -> None:
        for match in self._matches:
            if match.kind != "services":
                continue
            old = match.before.value["methods"] if match.before else {}
            new = match.after.value["methods"] if match.after else {}
            for name in {**old, **new}:
                self._budget.spend()
                before = match.before.child("methods", name) if match.before and name in old else None
                after = match.after.child("methods", name) if match.after and name in new else None
                self._link_method(match, name, before, after)

    def _link_method(self, match: Match, name: str, before: Node | None, after: Node | None) -> None:
        service = match.before if before is not None else match.after
        key = method_key(_name(service), name) if service is not None else name
        root = self.roots[key] = Pair()
        root.link(match.pair)
        if before is not None and after is not None:
            compare_method(root, before, after, self._names)
        elif match.before is not None and match.after is not None:
            action, effect = ("added", "none") if before is None else ("removed", "narrows")
            root.note("method", action, previous=before, current=after, name=key, effect=effect)
        if root.events:
            self.roots[""].link(root)
        for side in ("input", "output"):
            types = [before and before.value[side]], [after and after.value[side]]
            self._link_types(root, types[0], types[1], SAME)

    def _link_fields(self) -> None:
        for match in self._matches:
            self._budget.check()
            if match.kind == "messages":
                old = match.before.value["fields"] if match.before else {}
                new = match.after.value["fields"] if match.after else {}
                for number in {**old, **new}:
                    held = [type_names(side[number]) if number in side else [] for side in (old, new)]
                    step = Step("property", (old if number in old else new)[number]["name"])
                    self._link_types(match.pair, held[0], held[1], step)
            elif match.kind == "extensions":
                self._link_extension(match)

    def _link_extension(self, match: Match) -> None:
        for side, matches in ((match.before, self._matches.before), (match.after, self._matches.after)):
            extended = side and matches.get(("messages", side.value["extendee"]))
            if side is not None and extended:
                extended.pair.link(match.pair, Step("property", side.value["name"]))
                self._used.add(match.pair)
        types = [type_names(side.value) if side else [] for side in (match.before, match.after)]
        self._link_types(match.pair, types[0], types[1], SAME)

    def _link_types(self, pair: Pair, old: list[Any], new: list[Any], step: Step) -> None:
        """Link what is held before and after; what is held by one side only, where only that side has it."""
        before = [found for name in old if (found := self._held(self._matches.before, name))]
        after = [found for name in new if (found := self._held(self._matches.after, name))]
        for match in before:
            if match.after is None or match in after:
                self._link(pair, match, step)
        for match in after:
            if match.before is None:
                self._link(pair, match, step)

    @staticmethod
    def _held(matches: dict[tuple[str, str], Match], name: str | None) -> Match | None:
        return matches.get(("messages", name or "")) or matches.get(("enums", name or ""))

    def _link(self, pair: Pair, match: Match, step: Step) -> None:
        pair.link(match.pair, step)
        self._used.add(match.pair)

    def _link_the_rest(self) -> None:
        """Messages of their own are roots; what nothing holds is reached with the message around it."""
        for tree, matches in (
            (self._previous.tree, self._matches.before),
            (self._current.tree, self._matches.after),
        ):
            for name in messages_of_their_own(tree):
                match = matches["messages", name]
                root = self.roots.setdefault(_name(match.before or match.after), Pair())
                self._link(root, match, SAME)
        for match in self._matches:
            if match.pair not in self._used:
                self._link_to_parent(match)

    def _link_to_parent(self, match: Match) -> None:
        for side, matches in ((match.before, self._matches.before), (match.after, self._matches.after)):
            parent = side and side.value.get("parent")
            if parent:
                matches["messages", parent].pair.link(match.pair)
                return


def _name(declared: Node | None) -> str:
    """The full name of a declaration, which its place ends with."""
    return declared.pointer.rpartition("/")[2] if declared is not None else ""


def _note_names(pair: Pair, before: Node, after: Node) -> None:
    old, new = before.value, after.value
    sides = {"previous": before, "current": after}
    if old["name"] != new["name"]:
        pair.note("field", "renamed", **sides, name=old["name"], before=old["name"], after=new["name"])
    elif old["jsonName"] != new["jsonName"]:
        facts = {"before": old["jsonName"], "after": new["jsonName"]}
        pair.note("field", "JSON name changed", **sides, name=old["name"], **facts)
