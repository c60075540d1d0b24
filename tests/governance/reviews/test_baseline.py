"""What a version is judged against."""

import pytest

from governance.actions.reviews import run_review
from governance.models import Review


@pytest.fixture
def provider(world):
    return world.service("provider")


def test_the_first_version_has_nothing_to_be_judged_against(world, provider, contract):
    assert world.submit("provider", "1.0.0", contract("a")).verdict == "not_applicable"


def test_a_failed_version_never_becomes_a_baseline(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    assert world.submit("provider", "1.1.0", contract("b")).verdict == "fail"
    third = world.submit("provider", "1.2.0", contract("b"))
    assert (third.verdict, third.baseline.version) == ("fail", "1.0.0")


def test_a_new_major_version_may_break_and_says_so(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    review = world.submit("provider", "2.0.0", contract("b"))
    assert review.verdict == "pass"
    assert "new major version 2" in review.summary
    assert review.impacted == []


def test_the_baseline_is_of_the_same_major_line(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "2.0.0", contract("b"))
    review = world.submit("provider", "1.1.0", contract("a", "c"))
    assert (review.verdict, review.baseline.version) == ("pass", "1.0.0")


def test_a_scheme_without_majors_is_one_line(world, provider, contract):
    world.submit("provider", "2025-01-01", contract("a"), scheme="calendar")
    assert world.submit("provider", "2026-01-01", contract("b"), scheme="calendar").verdict == "fail"


def test_a_version_inserted_below_has_its_successor_reviewed_again(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    first = world.submit("provider", "1.2.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    again = Review.objects.filter(contract_version=first.contract_version).first()
    assert again.pk != first.pk
    run_review(again.pk)
    again.refresh_from_db()
    assert (again.verdict, again.baseline.version) == ("fail", "1.1.0")


def test_a_review_waits_for_those_of_lower_versions(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    lower = world.submit_only("provider", "1.1.0", contract("a", "b"))
    higher = world.submit_only("provider", "1.2.0", contract("a"))
    run_review(higher.pk)
    higher.refresh_from_db()
    assert higher.state == "pending"
    run_review(lower.pk)
    run_review(higher.pk)
    higher.refresh_from_db()
    assert (higher.verdict, higher.baseline.version) == ("fail", "1.1.0")
