"""What a mode promises of either direction is judged in both, and is not kept where one was not compared."""

import json

import pytest

from catalog.contracts.changes import Change, Comparison, Undecided
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.rendering.outcome import Outcome, Side
from tests.contracts.processor import seconds_spent

LATE = Undecided("", "the comparison takes longer than 60 seconds", unfinished=True)
SECONDS = 2


def comparison(reverse, **found):
    return Comparison("1", reverse=lambda: reverse, told_in_reverse=("forward",), **found)


def outcome(found, mode):
    document = load_document('{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}}')
    return Outcome(found, Side("before.json", document), Side("after.json", document), "breaking", mode)


@pytest.mark.parametrize("mode", ["forward", "full"])
def test_a_mode_is_not_kept_whose_direction_was_not_compared_to_its_end(mode):
    found = comparison(Comparison("1", undecided=(LATE,)))

    assert found.undecided_for(mode) == (LATE,)
    assert not found.is_compatible(mode)
    assert outcome(found, mode).has_failed
    assert outcome(found, mode).summary.endswith(f"1 undecided; not {mode} compatible")


def test_the_other_direction_says_nothing_of_a_mode_that_does_not_need_it():
    found = comparison(Comparison("1", undecided=(LATE,)))

    assert found.is_compatible("backward")
    assert outcome(found, "backward").summary == "no changes; backward compatible"


def test_a_corner_that_both_directions_leave_is_told_once():
    assert comparison(Comparison("1", undecided=(LATE,)), undecided=(LATE,)).undecided_for("full") == (LATE,)


def test_the_other_direction_is_compared_once():
    before, after = (
        json.dumps({"type": "object", "properties": {"amount": {"type": kind}}})
        for kind in ("string", "integer")
    )
    found = compare_documents(before, after, format="jsonschema")

    assert found.reverse() is found.reverse()


def test_a_great_many_violations_are_told_in_time():
    changes = tuple(
        Change("r", "breaking", "request", (), None, None, "m", f"{n}", breaks=("backward",))
        for n in range(20_000)
    )
    began = seconds_spent()

    told = outcome(comparison(Comparison("1"), changes=changes), "full").comparison

    assert told.changes == changes
    assert seconds_spent() - began < SECONDS
