"""What a waiver allows, and that every path stops allowing it at the instant at which it ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.promotions import ask as ask_gate
from governance.actions.reviews import sweep_reviews
from governance.actions.waivers import decide_waiver, revoke_waiver
from governance.models import Waiver


@pytest.fixture
def gate(broken):
    def asked():
        _, decision = ask_gate("provider", "1.1.0", broken.environments["production"])
        return decision.decision, {reason.code for reason in decision.reasons}

    return asked


@pytest.fixture
def ended(approved):
    """The same waiver an instant after its end."""
    past = timezone.now() - timedelta(seconds=1)
    Waiver.objects.filter(pk=approved.pk).update(requested_at=past - timedelta(days=7), expires_at=past)
    return approved


def test_without_one_the_review_fails_and_the_gate_denies(standing, gate):
    assert standing().verdict == "fail"
    assert gate() == ("deny", {"consumer-breaks"})


def test_a_pending_one_changes_nothing(ask, in_a_week, standing, gate, broken):
    ask(in_a_week)
    broken.finish_reviews()
    assert standing().verdict == "fail"
    assert gate()[0] == "deny"


@pytest.fixture
def denied(ask, in_a_week, governor, broken):
    decide_waiver(governor, ask(in_a_week), "", approved=False)
    broken.finish_reviews()


def test_a_denied_one_changes_nothing(denied, standing, gate):
    assert standing().verdict == "fail"
    assert gate()[0] == "deny"


def test_an_approved_one_lets_the_review_pass_and_says_so(approved, standing):
    assert standing().verdict == "pass"
    assert "waived until" in standing().summary
    assert standing().waived_until == approved.expires_at
    assert standing().findings.filter(severity="breaking").exists()


def test_an_approved_one_has_the_gate_allow_and_warn(approved, gate):
    assert gate() == ("allow", {"break-waived"})


def test_what_passed_by_one_is_a_baseline(approved, broken, contract):
    assert broken.submit("provider", "1.2.0", contract("a")).baseline.version == "1.1.0"


def test_after_its_end_the_gate_denies(ended, gate):
    assert gate() == ("deny", {"consumer-breaks"})


def test_after_its_end_the_review_stands_failed_before_it_is_made_again(standing, approved):
    assert standing().standing(approved.expires_at - timedelta(seconds=1)) == "pass"
    assert standing().standing(approved.expires_at) == "fail"


def test_after_its_end_it_is_no_baseline(ended, broken, contract, standing):
    review = standing()
    review.waived_until = timezone.now() - timedelta(seconds=1)
    review.save()
    assert broken.submit("provider", "1.2.0", contract("a")).baseline.version == "1.0.0"


def test_the_sweep_has_the_review_made_again(ended, standing, broken):
    review = standing()
    review.waived_until = timezone.now() - timedelta(seconds=1)
    review.save()
    assert sweep_reviews()
    broken.finish_reviews()
    assert standing().verdict == "fail"


def test_a_revoked_one_ends_at_once(approved, governor, standing, gate, broken):
    revoke_waiver(governor, approved, "The consumer has moved back.")
    broken.finish_reviews()
    assert standing().verdict == "fail"
    assert gate()[0] == "deny"


def test_a_larger_reach_than_was_approved_is_not_covered(approved, gate):
    Waiver.objects.filter(pk=approved.pk).update(operations=[])
    assert gate()[0] == "deny"


def test_it_covers_the_service_that_asked_alone(approved, world, gate):
    other = world.service("other")
    Waiver.objects.filter(pk=approved.pk).update(service=other)
    assert gate()[0] == "deny"
