"""A claim is short, and kept while its worker lives: a dead one is soon replaced, a slow one is left alone."""

import time
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from governance.actions import claims, reviews
from governance.actions.claims import renewed
from governance.models import Review

LEASE = timedelta(seconds=0.6)


@pytest.fixture
def open_one(transactional_db, world, contract):
    world.service("provider")
    return world.submit_only("provider", "1.0.0", contract("a"))


def test_a_worker_that_takes_longer_than_the_lease_keeps_its_claim(open_one, monkeypatch):
    judge = reviews.judge
    lapsed = []

    def slowly(version, now):
        for _ in range(10):
            time.sleep(LEASE.total_seconds() / 4)
            lapsed.append(Review.objects.get(pk=open_one.pk).claimed_until < timezone.now())
        return judge(version, now)

    monkeypatch.setattr(claims, "LEASE", LEASE)
    monkeypatch.setattr(reviews, "judge", slowly)
    reviews.run_review(open_one.pk)
    open_one.refresh_from_db()
    assert open_one.state == "done"
    assert lapsed.count(True) <= 1  # one for a machine that is busy


def test_whoever_is_done_renews_nothing_more(open_one):
    own = Review.objects.filter(pk=open_one.pk)
    with renewed(own, LEASE):
        pass
    time.sleep(LEASE.total_seconds())
    assert own.get().claimed_until is None


def test_a_beat_that_fails_does_not_end_the_work(open_one):
    own = Review.objects.filter(pk=open_one.pk)
    failing = own.extra(where=["1 / 0 = 1"])  # which the database refuses
    with pytest.raises(DatabaseError):
        failing.update(claimed_until=timezone.now())
    with renewed(failing, LEASE):
        time.sleep(LEASE.total_seconds())
    assert own.get().claimed_until is None
