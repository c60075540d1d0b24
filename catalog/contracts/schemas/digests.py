"""Structural digests: two places with the same digest mean the same, in whichever of the two documents they
are.

A digest is made of the canonical text of a value, documentation left out, and of the classes of what its
`$ref`s lead to. Targets that reach no cycle have the digests of their values. Those that do are told apart by
refining a partition of all of them, of *both* documents together, until nothing splits any more (the
algorithm for minimising automata), so that different recursions are never taken for equal.

Most of two documents is usually written alike. So before anything is digested, texts are compared as they
stand, and a target that is alike on both sides, down to the last thing that it refers to, counts as one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.schemas.essence import Essences, without_own_documentation
from catalog.contracts.schemas.references import references_in
from catalog.contracts.schemas.refinement import refined
from catalog.contracts.schemas.source import Node, Source, Unresolved
from catalog.contracts.schemas.values import canonical, written_alike

Digest = int
Target = tuple[Source, str]
Graph = dict[Target, tuple[bytes, list[Target]]]


class Digests:
    """Digests of the places of two documents; equal numbers mean equal meaning."""

    def __init__(self, previous: Source, current: Source, budget: Budget) -> None:
        self._budget = budget
        self._sides = (previous, current)
        self._same_dialect = previous.dialect == current.dialect
        self._essences = Essences()
        self._numbers: dict[Hashable, Digest] = {}
        self._seen: dict[tuple[Source, int], Digest] = {}
        self._classes: dict[Target, Digest] = {}
        self._alike: dict[str, bool] = {}
        self._same_parts: dict[tuple[str, str], bool] = {}
        self._sound: set[Target] = set()

    def of(self, node: Node) -> Digest:
        if isinstance(node.value, bool):
            return self._number(node.value)
        node = target(node)
        essence = self._essences.of(node.value)
        if essence == {}:
            return self._number(True)
        # The essences keep every object that they know, so that its identity stays its own.
        key = (node.source, id(node.value))
        known = self._seen.get(key) if isinstance(node.value, dict) else None
        if known is None:
            known = self._digest(node)
            if isinstance(node.value, dict):
                self._seen[key] = known
        return known

    def same(self, previous: Node | None, current: Node | None) -> bool:
        """Do both places mean the same?"""
        if self.written_alike(previous, current):
            return True
        if previous is None or current is None:
            return False
        before, after = target(previous), target(current)
        ones, others = (self._essences.of(node.value) for node in (before, after))
        if not (isinstance(ones, dict) and isinstance(others, dict) and self._same_dialect):
            return self.of(before) == self.of(after)
        if ones != others:
            return False  # what is written otherwise has another digest, whatever it refers to
        (text, references), (other, _) = (
            self._meaning(node.source, node.pointer, node.value) for node in (before, after)
        )
        return text == other and all(map(self._same_target, references))

    def _same_target(self, reference: str) -> bool:
        """Has what a reference leads to the same class on both sides?"""
        if self._all_alike([reference]):
            return True
        targets = [(side, reference) for side in self._sides]
        self._classify(targets)
        return self._classes[targets[0]] == self._classes[targets[1]]

    def same_part(self, previous: Node, current: Node) -> bool:
        """The same for two places that many others share, each of which is asked for it: it is found out once."""
        key = (previous.pointer, current.pointer)
        if key not in self._same_parts:
            self._same_parts[key] = self.same(previous, current)
        return self._same_parts[key]

    def leads_nowhere(self, node: Node) -> bool:
        """Is there a reference to nothing, or only to itself, in a place or in what it refers to?"""
        found: set[Target] = set()
        waiting = references_in(canonical(node.value))
        while waiting:
            self._budget.check()
            target = (node.source, waiting.pop())
            if target in self._sound or target in found:
                continue
            found.add(target)
            try:
                waiting.extend(references_in(canonical(node.source.node(target[1]).resolved().value)))
            except Unresolved:
                return True
        self._sound |= found
        return False

    def written_alike(self, previous: Node | None, current: Node | None) -> bool:
        """Are both the same text but for their own documentation, and all that they refer to, on and on?"""
        if previous is None or current is None:
            return previous is current
        text, alike = _shared_text(previous.value, current.value)
        if not alike or not self._same_dialect:
            return False
        ones, others = (node.source.extensions(node.pointer) for node in (previous, current))
        return ones == others and self._all_alike([*references_in(text), *ones])

    def _all_alike(self, references: list[str]) -> bool:
        """Is all that is referred to written alike on both sides, and so on down?"""
        if not references or all(map(self._alike.get, references)):
            return True
        unknown = [reference for reference in references if reference not in self._alike]
        if unknown:
            self._compare_texts(unknown)
        return all(self._alike[reference] for reference in references)

    def _compare_texts(self, waiting: list[str]) -> None:
        above: dict[str, list[str]] = {}
        different: list[str] = []
        while waiting:
            self._budget.check()
            reference = waiting.pop()
            if reference in self._alike:
                continue
            text, alike = _shared_text(*(_value(source, reference) for source in self._sides))
            self._alike[reference] = alike
            if not alike:
                different.append(reference)
                continue
            extensions = [source.extensions(reference) for source in self._sides]
            if extensions[0] != extensions[1]:
                self._alike[reference] = False
                different.append(reference)
            for below in (*references_in(text), *extensions[0]):
                above.setdefault(below, []).append(reference)
                waiting.append(below)
        different += [reference for reference in above if not self._alike[reference]]
        while different:
            for reference in above.get(different.pop(), ()):
                if self._alike[reference]:
                    self._alike[reference] = False
                    different.append(reference)

    def _classify(self, targets: list[Target]) -> None:
        """Give a class to targets and to all that they refer to."""
        waiting = [target for target in targets if target not in self._classes]
        if waiting and self._peel(self._closure(waiting)):
            everything = (
                (source, name) for source in self._sides for name in references_in(canonical(source.tree))
            )
            self._refine(self._peel(self._closure(map(self._one_of_both, everything))))

    def _one_of_both(self, target: Target) -> Target:
        reference = target[1]
        return (self._sides[0], reference) if self._same_dialect and self._all_alike([reference]) else target

    def _closure(self, targets: Iterable[Target]) -> Graph:
        """Every target that has no class yet, with its text and what it refers to."""
        found: Graph = {}
        waiting = list(targets)
        while waiting:
            self._budget.check()
            target = waiting.pop()
            if target in found or target in self._classes:
                continue
            source, reference = target
            text, names = self._meaning(source, reference, _value(source, reference))
            below = [self._one_of_both((source, name)) for name in names]
            found[target] = (text, below)
            waiting.extend(below)
        return found

    def _peel(self, graph: Graph) -> Graph:
        """Classify what refers to classified targets only, until nothing does; the rest reaches a cycle."""
        above: dict[Target, list[Target]] = {}
        open_below = {}
        for target, (_, below) in graph.items():
            unclassified = {one for one in below if one not in self._classes}
            open_below[target] = len(unclassified)
            for one in unclassified:
                above.setdefault(one, []).append(target)
        ready = [target for target, count in open_below.items() if not count]
        while ready:
            target = ready.pop()
            text, below = graph.pop(target)
            self._classes[target] = self._number(
                (target[0].dialect, text, tuple(self._classes[one] for one in below))
            )
            for one in above.get(target, ()):
                open_below[one] -= 1
                if not open_below[one]:
                    ready.append(one)
        return graph

    def _refine(self, graph: Graph) -> None:
        classes = {
            target: self._number((target[0].dialect, text, tuple(self._classes.get(one) for one in listed)))
            for target, (text, listed) in graph.items()
        }
        # What is known already is told apart well enough: only what is within the graph can split.
        below = {target: [one for one in listed if one in graph] for target, (_, listed) in graph.items()}
        self._classes |= refined(classes, below, self._new_number, self._budget.check)

    def _digest(self, node: Node) -> Digest:
        text, references = self._meaning(node.source, node.pointer, node.value)
        written = node.source.written or node.source
        targets = [self._one_of_both((written, reference)) for reference in references]
        self._classify(targets)
        classes = tuple(self._classes[target] for target in targets)
        return self._number((node.source.dialect, text, classes))

    def _meaning(self, source: Source, pointer: str, value: Any) -> tuple[bytes, list[str]]:
        """The canonical text of a value, and what it refers to; the names of what extends it are on the wire."""
        text = canonical(self._essences.of(value))
        extensions = source.extensions(pointer)
        return b"\n".join((text, *map(str.encode, extensions))), [*references_in(text), *extensions]

    def _new_number(self) -> Digest:
        return self._number(("new", len(self._numbers)))

    def _number(self, key: Hashable) -> Digest:
        return self._numbers.setdefault(key, len(self._numbers))


def target(node: Node) -> Node:
    """The place that is meant: behind references that stand alone, the node itself otherwise."""
    if not isinstance(node.value, dict) or "$ref" not in node.value or not node.stands_alone:
        return node  # nearly always
    try:
        return node.source.end_of(node.value["$ref"], alone=True)
    except Unresolved:
        return node


def origins(previous: tuple[Node, ...], current: tuple[Node, ...]) -> dict[str, Node | None]:
    """Where two schemas are written: the component where both refer to the same one, which many places share."""
    before, after = (next(iter(nodes), None) for nodes in (previous, current))
    if before is not None and after is not None and target(before).pointer == target(after).pointer:
        before, after = target(before), target(after)
    return {"previous": before, "current": after}


def _value(source: Source, reference: str) -> Any:
    try:
        return source.node(reference).value
    except Unresolved:
        return [reference]  # no place has a list for its value, so that it is equal to itself only


def _shared_text(one: Any, other: Any) -> tuple[bytes, bool]:
    """The text of a value without its own documentation, and whether another one has the same."""
    if one is other:
        return canonical(one, ordered=False), True
    if one != other:  # what is written alike is equal, and mostly the first look shows whether it is
        one, other = without_own_documentation(one), without_own_documentation(other)
        if one != other:
            return b"", False
    text = canonical(one, ordered=False)
    return text, text == canonical(other, ordered=False) or written_alike(one, other)
