"""Structural digests: two places with the same digest mean the same, in whichever of the two documents they
are.

A digest is made of the canonical text of a value and of the classes of what its `$ref`s lead to. The classes
come from refining a partition of all targets of *both* documents together until nothing splits any more
(the algorithm for minimising automata), so that different recursions are never taken for equal.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import Any

import orjson

from catalog.contracts.schemas.source import Node, Source, Unresolved

_REFERENCE = re.compile(rb'"\$(?:dynamicR|r)ef":"((?:[^"\\]|\\.)*)"')
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS

Digest = int


class Digests:
    """Digests of the places of two documents; equal numbers mean equal meaning."""

    def __init__(self, previous: Source, current: Source) -> None:
        self._numbers: dict[Any, Digest] = {}
        self._seen: dict[tuple[Source, str], Digest] = {}
        self._classes = self._refined([previous, current])

    def of(self, node: Node) -> Digest:
        if isinstance(node.value, bool):
            return self._number(node.value)
        node = target(node)
        key = (node.source, node.pointer)
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = self._digest(node)
        return known

    def same(self, previous: Node | None, current: Node | None) -> bool:
        if previous is None or current is None:
            return previous is current
        return self.of(previous) == self.of(current)

    def _digest(self, node: Node) -> Digest:
        text, references = _text(node.value)
        targets = tuple(self._classes[node.source, reference] for reference in references)
        return self._number((node.source.dialect, text, targets))

    def _number(self, key: Any) -> Digest:
        return self._numbers.setdefault(key, len(self._numbers))

    def _refined(self, sources: list[Source]) -> dict[tuple[Source, str], Digest]:
        below: dict[tuple[Source, str], list[tuple[Source, str]]] = {}
        classes: dict[tuple[Source, str], Digest] = {}
        for source in sources:
            _collect(source, below, classes, self._number)
        count = len(set(classes.values()))
        while True:
            refined = {
                vertex: self._number((classes[vertex], tuple(classes[target] for target in below[vertex])))
                for vertex in classes
            }
            if len(set(refined.values())) == count:
                return refined
            count, classes = len(set(refined.values())), refined


def target(node: Node) -> Node:
    """The place that is meant: behind a `$ref` that stands alone, the node itself otherwise."""
    if not isinstance(node.value, dict) or "$ref" not in node.value:
        return node
    if len(node.value) > 1 and node.source.dialect.reference_siblings:
        return node
    try:
        return node.resolved()
    except Unresolved:
        return node


def origins(previous: tuple[Node, ...], current: tuple[Node, ...]) -> dict[str, Node | None]:
    """Where two schemas are written: the component where both refer to the same one, which many places share."""
    before, after = (next(iter(nodes), None) for nodes in (previous, current))
    if before is not None and after is not None and target(before).pointer == target(after).pointer:
        before, after = target(before), target(after)
    return {"previous": before, "current": after}


def _collect(
    source: Source,
    below: dict[tuple[Source, str], list[tuple[Source, str]]],
    classes: dict[tuple[Source, str], Digest],
    number: Any,
) -> None:
    waiting = set(_text(source.tree)[1])
    while waiting:
        reference = waiting.pop()
        try:
            text, references = _text(source.node(reference).value)
        except Unresolved:
            text, references = reference.encode(), []
        below[source, reference] = [(source, target) for target in references]
        classes[source, reference] = number((source.dialect, text))
        waiting.update(target for target in references if (source, target) not in classes)


def _text(value: Any) -> tuple[bytes, list[str]]:
    try:
        text = orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError:
        # Numbers beyond 64 bits and nesting beyond 254 levels are more than the fast writer takes.
        text = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    references = [orjson.loads(b'"' + found + b'"') for found in _REFERENCE.findall(text)]
    return blake2b(text, digest_size=16).digest(), references
