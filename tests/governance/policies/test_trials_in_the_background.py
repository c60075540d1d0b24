"""A trial over a large landscape is a job: begun, made by whoever is free, found at its place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import trial_jobs
from governance.actions.claims import LEASE, MAX_ATTEMPTS
from governance.actions.trial_jobs import run_trial, sweep_trials
from governance.models import Policy, PolicyResult, PolicyTrial

TRIAL = "/api/v1/policies/tiered/trial"
DRAFT = {
    "title": "Tiered",
    "rule": "service.tier == 1",
    "message": "'of tier ' + string(service.tier)",
    "effective_at": "2026-01-01T00:00:00Z",
}


@pytest.fixture
def begun(governing, world, monkeypatch):
    """A trial of two services and a promotion, in a landscape that counts as large."""
    monkeypatch.setattr(trial_jobs, "SMALL", 2)
    world.service("other")
    world.service("scoring")
    world.promote(world.release("scoring", "1.0.0"))
    answer = governing.post(TRIAL, DRAFT)
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["total"], answer.json()["trial"]) == ("pending", 3, None)
    return PolicyTrial.objects.get()


def test_it_is_found_at_its_place_and_says_the_same_as_at_once(governing, begun, monkeypatch):
    place = f"/api/v1/policies/tiered/trials/{begun.pk}"
    assert governing.get(place).json()["state"] == "pending"
    run_trial(begun.pk)
    found = governing.get(place).json()
    assert (found["state"], found["done"]) == ("done", 3)
    assert found["trial"]["counts"]["fail"] == 2
    assert found["trial"]["promotions_tried"] == found["trial"]["promotions_changed"] == 1
    monkeypatch.setattr(trial_jobs, "SMALL", 3)
    assert governing.post(TRIAL, DRAFT).json() == found["trial"]
    assert not Policy.objects.exists()
    assert not PolicyResult.objects.exists()


def test_the_answer_names_where_it_is_found(governing, begun):
    begun_again = governing.post(TRIAL, DRAFT)
    assert governing.get(begun_again.headers["Location"]).json()["id"] == begun_again.json()["id"]


def test_one_that_is_left_behind_is_made_by_another_worker(begun):
    PolicyTrial.objects.update(state="running", claimed_until=timezone.now() + timedelta(seconds=30))
    assert sweep_trials() == []
    run_trial(begun.pk)
    begun.refresh_from_db()
    assert begun.state == "running"
    PolicyTrial.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert sweep_trials() == [begun.pk]
    run_trial(begun.pk)
    begun.refresh_from_db()
    assert begun.state == "done"


def test_it_is_held_no_longer_than_a_review_after_the_last_sign_of_life(begun, monkeypatch):
    held = []

    def made(*_):
        held.append(PolicyTrial.objects.get().claimed_until - timezone.now())
        return {"counts": {}}

    monkeypatch.setattr(trial_jobs, "try_policy", made)
    run_trial(begun.pk)
    assert timedelta(0) < held[0] <= LEASE == timedelta(seconds=30)


def test_one_that_is_no_longer_kept_is_let_go(begun):
    PolicyTrial.objects.all().delete()
    run_trial(begun.pk)


def test_one_that_cannot_be_finished_says_so(begun, governing, monkeypatch):
    monkeypatch.setattr(trial_jobs, "try_policy", lambda *_: 1 / 0)
    for _ in range(MAX_ATTEMPTS):
        run_trial(begun.pk)
    assert sweep_trials() == []
    assert governing.get(f"/api/v1/policies/tiered/trials/{begun.pk}").json()["state"] == "failed"


def test_it_is_kept_for_a_month(begun, governing):
    PolicyTrial.objects.update(created_at=timezone.now() - timedelta(days=31))
    governing.post(TRIAL, DRAFT)
    assert governing.get(f"/api/v1/policies/tiered/trials/{begun.pk}").status_code == 404


def test_a_bad_draft_begins_nothing(governing, begun):
    assert governing.post(TRIAL, DRAFT | {"rule": "service.teir"}).status_code == 422
    assert PolicyTrial.objects.count() == 1
