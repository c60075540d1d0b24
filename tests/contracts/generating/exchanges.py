"""Soundness above schemas: what conforms to one description is accepted, and read alike, by the other one.

`python -m tests.contracts.generating.exchanges --pairs 5000 --seed 1` counts what the engine misses, noise about edits
that keep the meaning, breaking changes that no message shows, and witnesses about which openapi-core disagrees.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.openapi.operations import path_key
from catalog.contracts.replay import Replayer
from tests.contracts.generating.api_edits import edited
from tests.contracts.generating.apis import METHODS, Apis, Tree
from tests.contracts.generating.messages import Sender, Unwritable
from tests.contracts.generating.receiving import Receiver, awaited, misread
from tests.contracts.generating.spoken import Spoken

TRIES = 15
NOISE_SHARE = 0.25
DIRECTIONS = ("request", "response")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong that the engine says, or should have said, of a pair that the seed makes."""

    kind: str
    seed: str
    edits: tuple[str, ...]
    previous: Tree
    current: Tree
    detail: str


@dataclass(slots=True)
class Examination:
    """One pair examined: is what the engine says of it true?"""

    seed: str
    figures: Counter[str] = field(default_factory=Counter)
    replayer: Replayer | None = None

    def findings(self) -> Iterator[Finding]:
        chance = random.Random(self.seed)
        apis = Apis(chance)
        previous = copy.deepcopy(apis.document())
        keeping = chance.random() < NOISE_SHARE
        edits = tuple(edited(apis, keeping=keeping) for _ in range(chance.choice([1, 1, 1, 2])))
        current = apis.tree
        found = compare_documents(json.dumps(previous), json.dumps(current))
        self.figures["pairs of one meaning" if keeping else "pairs"] += 1
        wrong = [*(_noise(found) if keeping else ()), *self._disagreements(previous, current, found)]
        for key, old, new in _operations(previous, current):
            for direction in DIRECTIONS:
                wrong += self._examined(chance, found, (key, direction), (old, new))
        for kind, detail in wrong:
            yield Finding(kind, self.seed, edits, previous, current, detail)

    def _examined(
        self,
        chance: random.Random,
        found: Comparison,
        place: tuple[str, str],
        sides: tuple[Spoken, Spoken | None],
    ) -> Iterator[tuple[str, str]]:
        """What is wrong with what is said about one direction of an operation."""
        key, direction = place
        old, new = sides
        told = [one for one in found.changes if key in one.operations and one.direction in (direction, None)]
        harmless = all(one.severity == "safe" for one in told) and not _undecided(found, key)
        breaking = [one for one in told if one.severity == "breaking" and one.direction]
        if new is None:
            if harmless:
                yield f"missed: {direction}", "the operation was removed"
            return
        if old.says(direction) == new.says(direction):
            yield from ((f"nothing differs: {one.rule_id}", one.message) for one in breaking)
            return
        sender, receiver = (old, new) if direction == "request" else (new, old)
        broken = self._broken(chance, direction, sender, receiver)
        self.figures[f"{direction}: {'silent' if harmless else 'told'}{', and shown' if broken else ''}"] += 1
        if broken and harmless:
            yield f"missed: {direction}", broken
        elif not broken:
            yield from ((f"unshown: {one.rule_id}", one.message) for one in breaking)

    def _broken(self, chance: random.Random, direction: str, sender: Spoken, receiver: Spoken) -> str:
        """A message that conforms on one side and is refused or misread on the other one."""
        own, other, draw = Receiver(sender), Receiver(receiver), Sender(chance, sender, receiver)
        for _ in range(TRIES):
            try:
                message = draw.send(direction)
            except Unwritable:
                self.figures["beyond what can be written"] += 1
                continue
            read = own.read(message)
            if read.refused or misread(sender, message, read):
                self.figures["beyond what can be read"] += 1
            elif awaited(receiver, message):
                self.figures[f"{direction}s"] += 1
                read = other.read(message)
                if wrong := read.refused or misread(receiver, message, read):
                    return f"{message}: {wrong}"
        return ""

    def _disagreements(self, previous: Tree, current: Tree, found: Comparison) -> Iterator[tuple[str, str]]:
        """Witnesses that openapi-core does not agree with."""
        if self.replayer is None:
            return
        sides = [load_document(json.dumps(tree)) for tree in (previous, current)]
        for change in found.changes:
            if change.witness:
                replay = self.replayer.replay(sides[0], sides[1], change)
                self.figures[f"replay: {replay.answer}"] += 1
                if replay.answer != "agrees":
                    yield f"replay: {change.rule_id}", f"{change.message}: {replay.reason}: {change.witness}"


def _noise(found: Comparison) -> Iterator[tuple[str, str]]:
    yield from ((f"noise: {one.rule_id}", one.message) for one in found.changes)
    yield from (("noise: undecided", one.reason) for one in found.undecided)


def _undecided(found: Comparison, key: str) -> bool:
    return any(key in one.operations or not one.operations for one in found.undecided)


def _operations(previous: Tree, current: Tree) -> Iterator[tuple[str, Spoken, Spoken | None]]:
    """Each operation of the previous description by its key, and what the current one has in its place."""
    ((path, item),), ((other, now),) = previous["paths"].items(), current["paths"].items()
    for method in METHODS:
        if method in item:
            kept = method in now and path_key(path) == path_key(other)
            yield (
                f"{method.upper()} {path_key(path)}",
                Spoken(previous, path, method),
                Spoken(current, other, method) if kept else None,
            )


def differences(previous: Any, current: Any, at: str = "") -> Iterator[str]:
    """What differs between two trees, and where."""
    if isinstance(previous, dict) and isinstance(current, dict):
        for key in sorted(previous.keys() | current.keys()):
            yield from differences(previous.get(key), current.get(key), f"{at} {key}")
    elif isinstance(previous, list) and isinstance(current, list) and len(previous) == len(current):
        for index, (was, now) in enumerate(zip(previous, current, strict=True)):
            yield from differences(was, now, f"{at} {index}")
    elif previous != current:
        yield f"{at}: {json.dumps(previous)} -> {json.dumps(current)}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Look for descriptions of APIs about which the engine is wrong."
    )
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shown", type=int, default=3, help="findings of each kind that are shown")
    options = parser.parse_args()
    started, figures, shown = time.monotonic(), Counter[str](), Counter[str]()
    with Replayer(seconds=60) as replayer:
        for number in range(options.pairs):
            for finding in Examination(f"{options.seed}/{number}", figures, replayer).findings():
                figures[finding.kind] += 1
                shown[finding.kind] += 1
                if shown[finding.kind] <= options.shown:
                    title = f"--- {finding.kind} (seed {finding.seed}) {', '.join(finding.edits)}"
                    lines = [title, *differences(finding.previous, finding.current), finding.detail]
                    sys.stdout.write("\n    ".join(lines) + "\n")
                    sys.stdout.flush()
    figures["seconds"] = round(time.monotonic() - started)
    sys.stdout.write(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")


if __name__ == "__main__":
    main()
