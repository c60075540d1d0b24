"""A review done twice, or given up in the middle, changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import reviews
from governance.actions.claims import MAX_ATTEMPTS
from governance.models import Finding, Review
from observability.models import Alert


@pytest.fixture
def broken(world, contract):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    return world.submit_only("provider", "1.1.0", contract("b"))


def test_run_twice(broken):
    reviews.run_review(broken.pk)
    counts = Finding.objects.count(), Alert.objects.count()
    reviews.run_review(broken.pk)
    assert (Finding.objects.count(), Alert.objects.count()) == counts
    assert counts[0] > 0


def test_a_running_one_is_left_to_its_worker(broken):
    Review.objects.filter(pk=broken.pk).update(
        state="running", claimed_until=timezone.now() + timedelta(minutes=1)
    )
    reviews.run_review(broken.pk)
    assert Finding.objects.count() == 0


def test_one_whose_worker_died_is_rung_for_again_and_done(broken):
    Review.objects.filter(pk=broken.pk).update(
        state="running", claimed_until=timezone.now() - timedelta(seconds=1)
    )
    assert reviews.sweep_reviews() == [broken.pk]
    reviews.run_review(broken.pk)
    broken.refresh_from_db()
    assert broken.verdict == "fail"


def test_a_worker_that_comes_back_late_finds_its_claim_gone(broken, monkeypatch):
    judge = reviews.judge

    def meanwhile(version, now):
        """Another worker takes over and finishes while this one judges."""
        monkeypatch.setattr(reviews, "judge", judge)
        Review.objects.filter(pk=broken.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
        reviews.run_review(broken.pk)
        return judge(version, now)

    monkeypatch.setattr(reviews, "judge", meanwhile)
    reviews.run_review(broken.pk)
    assert Finding.objects.count() == 1
    assert Alert.objects.count() == 1


def test_an_engine_that_fails_is_tried_again_and_in_the_end_said_so(broken, monkeypatch):
    def fail(version, now):
        raise RuntimeError("the engine could not bear it")

    monkeypatch.setattr(reviews, "judge", fail)
    for _ in range(MAX_ATTEMPTS):
        assert reviews.sweep_reviews() == [broken.pk]
        reviews.run_review(broken.pk)
    assert reviews.sweep_reviews() == []
    broken.refresh_from_db()
    assert broken.state == "failed"
    assert "tried 5 times" in broken.summary
