"""Where the engine calls schemas compatible, fastavro reads all data that is drawn by lot; where not, a datum shows it.

Pairs of schemas are made at random from fixed seeds; `python -m tests.contracts.generating.avro_agreement` runs many.
"""

from itertools import islice

import pytest

from tests.contracts.generating.avro import schema_pair
from tests.contracts.generating.avro_agreement import MODES, compared, is_valid, sides, unread

PAIRS = 120


def pairs(seed):
    drawn = (schema_pair(f"test {seed}/{number}") for number in range(2 * PAIRS))
    usable = (pair for pair in drawn if pair[0] != pair[1] and is_valid(pair[0]) and is_valid(pair[1]))
    return list(islice(usable, PAIRS))


@pytest.fixture(scope="module", params=range(3))
def judged(request):
    return [(*pair, compared(*pair)) for pair in pairs(request.param)]


def test_data_of_a_compatible_writer_is_read(judged):
    asked = [
        sides(mode, previous, current)
        for previous, current, comparison in judged
        for mode in MODES
        if comparison.is_compatible(mode)
    ]

    assert [pair for number, pair in enumerate(asked) if unread(*pair, number) is not None] == []
    assert len(asked) > PAIRS / 2


def test_whatever_is_not_compatible_is_proven(judged):
    violations = [
        change for *_, comparison in judged for mode in MODES for change in comparison.violations(mode)
    ]

    assert [change.message for change in violations if change.witness is None] == []
    assert len(violations) > PAIRS


def test_everything_is_decided(judged):
    assert all(comparison.undecided == () for *_, comparison in judged)


def test_a_schema_differs_in_nothing_from_itself(judged):
    for previous, _, _ in judged[:30]:
        spaced = {"doc": "The same.", **previous}

        assert compared(previous, spaced).changes == ()


def test_looking_from_the_other_side_turns_the_modes_around(judged):
    for previous, current, comparison in judged[:40]:
        mirrored = compared(current, previous)

        assert comparison.is_compatible("backward") == mirrored.is_compatible("forward")
        assert comparison.is_compatible("forward") == mirrored.is_compatible("backward")
