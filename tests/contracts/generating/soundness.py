"""One pair examined: is what the engine says of it true?"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.contracts.generating.judging import (
    comparison,
    harmless,
    receiving,
    receiving_overlaps,
    sending,
    sent_instances,
    unproven,
)
from tests.contracts.generating.pairs import SchemaPair, schema_pair

TRIES = 40
NOISE_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong that the engine says, or should have said; `again` tells whether it is so of another pair."""

    kind: str
    pair: SchemaPair
    detail: str
    again: Callable[[SchemaPair], bool]


@dataclass(slots=True)
class Examined:
    findings: list[Finding] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)


def examined(seed: str) -> Examined:
    """What is wrong with what the engine says of the pair that the seed makes."""
    chance = random.Random(seed)
    result = Examined()
    keeping = chance.random() < NOISE_SHARE
    pair = schema_pair(chance, keeping=keeping)
    if keeping:
        result.findings += _noise(pair)
        result.figures["pairs of one meaning"] += 1
    result.findings += _missed(pair, chance, result.figures)
    result.findings += _unproven(pair, result.figures)
    return result


def _noise(pair: SchemaPair) -> Iterator[Finding]:
    found = comparison(pair)
    said = sorted(
        {change.rule_id for change in found.changes} | {corner.reason for corner in found.undecided}
    )
    unmeant = [text for text in said if "made of itself" not in text]
    for text in unmeant[:1]:

        def again(other: SchemaPair, text: str = text) -> bool:
            return text in {change.rule_id for change in comparison(other).changes}

        yield Finding(f"noise: {text}", pair, text, again)


def _missed(pair: SchemaPair, chance: random.Random, figures: Counter[str]) -> Iterator[Finding]:
    found = comparison(pair)
    figures["pairs"] += 1
    figures["undecided"] += bool(found.undecided)
    if not harmless(found):
        return
    figures["silent"] += 1
    said = sending(pair)
    if said is None:
        figures["beyond the projection"] += 1
        return
    receiver = receiving(pair)
    for instance in sent_instances(pair, said, chance, TRIES):
        figures["instances"] += 1
        if not receiver.is_valid(instance):

            def again(other: SchemaPair, instance: Any = instance) -> bool:
                return refused(other, instance) and harmless(comparison(other))

            # That a `oneOf` overlaps is only told where the engine finds an instance that shows it.
            kind = "missed overlap" if receiving_overlaps(pair).is_valid(instance) else "missed"
            yield Finding(kind, pair, json.dumps(instance), again)
            return


def refused(pair: SchemaPair, instance: Any) -> bool:
    """Is an instance that a conforming sender sends refused?"""
    said = sending(pair)
    return said is not None and said.validator.is_valid(instance) and not receiving(pair).is_valid(instance)


def _unproven(pair: SchemaPair, figures: Counter[str]) -> Iterator[Finding]:
    found = comparison(pair)
    figures["breaking"] += sum(
        change.about_values and change.severity == "breaking" for change in found.changes
    )
    for change in unproven(found):

        def again(other: SchemaPair, rule_id: str = change.rule_id) -> bool:
            return any(one.rule_id == rule_id for one in unproven(comparison(other)))

        yield Finding(f"unproven: {change.rule_id}", pair, change.message, again)
