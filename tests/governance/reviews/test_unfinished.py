"""A comparison that ran out of its budget is no verdict: the review ends as unknown, and says why."""

from functools import partial

import pytest

from catalog.actions import comparisons
from catalog.contracts.compare import compare_documents
from catalog.contracts.limits import Limits


@pytest.fixture
def provider(world):
    return world.service("provider")


@pytest.fixture
def short(monkeypatch):
    """Comparisons may take no time at all."""
    limited = partial(compare_documents, limits=Limits(seconds=0))
    monkeypatch.setattr(comparisons, "compare_documents", limited)


def test_a_review_whose_comparison_takes_too_long_is_unknown_and_says_so(world, provider, contract, short):
    world.submit("provider", "1.0.0", contract("a"))
    review = world.submit("provider", "1.1.0", contract("a", "b"))
    assert (review.state, review.verdict) == ("done", "unknown")
    assert "takes longer than 0 seconds" in review.summary
    assert [corner["pointer"] for corner in review.undecided] == [""]


def test_a_new_major_version_that_was_not_compared_to_the_end_is_unknown(world, provider, contract, short):
    world.submit("provider", "1.0.0", contract("a"))
    assert world.submit("provider", "2.0.0", contract("b")).verdict == "unknown"


def test_a_comparison_that_needs_too_much_memory_is_unknown_and_says_so(
    world, provider, contract, monkeypatch
):
    limited = partial(compare_documents, limits=Limits(max_memory=-(1024**3)))  # it does not shrink
    monkeypatch.setattr(comparisons, "compare_documents", limited)
    world.submit("provider", "1.0.0", contract("a"))
    review = world.submit("provider", "1.1.0", contract("b"))
    assert review.verdict == "unknown"
    assert "memory" in review.summary


def test_a_version_that_was_not_compared_to_the_end_is_no_baseline(world, provider, contract, monkeypatch):
    world.submit("provider", "1.0.0", contract("a"))
    with monkeypatch.context() as short:
        limited = partial(compare_documents, limits=Limits(seconds=0))
        short.setattr(comparisons, "compare_documents", limited)
        world.submit("provider", "1.1.0", contract("b"))
    third = world.submit("provider", "1.2.0", contract("b", "c"))
    assert (third.verdict, third.baseline.version) == ("fail", "1.0.0")


def test_a_whole_document_that_cannot_be_judged_is_one_place_of_a_comparison_that_was_finished(
    world, provider
):
    world.submit("provider", "1.0.0", '{"$dynamicRef": "#a"}', format="jsonschema")
    review = world.submit("provider", "1.1.0", '{"$dynamicRef": "#b"}', format="jsonschema")
    assert review.verdict == "unknown"
    assert review.summary.endswith("but 1 place could not be decided.")
