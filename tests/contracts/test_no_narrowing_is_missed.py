"""Soundness: where the engine reports nothing harmful, whatever a conforming sender sends is accepted.

Pairs of schemas and instances are made at random from fixed seeds; `python -m tests.contracts.generating` runs many
more, and shows what it finds made small.
"""

import random

import pytest

from tests.contracts.generating.judging import comparison
from tests.contracts.generating.pairs import schema_pair
from tests.contracts.generating.soundness import examined

PAIRS = 250


@pytest.mark.parametrize("seed", range(5))
def test_what_is_not_reported_does_not_break(seed: int) -> None:
    results = [examined(f"{seed}/{number}") for number in range(PAIRS)]
    missed = [
        (finding.pair, finding.detail)
        for result in results
        for finding in result.findings
        if finding.kind == "missed"
    ]

    assert missed == []
    assert sum(result.figures["instances"] for result in results) > 10 * PAIRS


@pytest.mark.parametrize("seed", range(300))
def test_the_same_meaning_in_other_words_is_no_change(seed: int) -> None:
    pair = schema_pair(random.Random(seed), keeping=True)

    assert comparison(pair).changes == ()
