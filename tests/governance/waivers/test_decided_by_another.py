"""Who asks for a waiver does not decide about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.errors import ConflictError, ForbiddenError, InvalidInputError
from catalog.models import Role, Service
from governance.actions.policies import put_policy
from governance.actions.waivers import Request, decide_waiver, request_waiver, revoke_waiver
from governance.models import WaiverState
from observability.models import Alert


def state(waiver):
    return waiver.state(timezone.now())


def test_a_request_waits_for_a_decision(ask, in_a_week):
    assert state(ask(in_a_week)) == WaiverState.PENDING


def test_another_person_of_governance_approves(approved, governor):
    assert state(approved) == WaiverState.APPROVED
    assert approved.decided_by == governor


def test_whoever_asked_does_not_though_of_governance(ask, in_a_week, broken):
    person = broken.people["provider"]
    person.roles = [Role.GOVERNANCE]
    person.save()
    with pytest.raises(ForbiddenError, match="another person"):
        decide_waiver(person, ask(in_a_week), "", approved=True)


def test_nobody_without_the_role_decides(ask, in_a_week, stranger, auditor, broken):
    waiver = ask(in_a_week)
    for person in (stranger, auditor, broken.people["consumer"]):
        with pytest.raises(ForbiddenError):
            decide_waiver(person, waiver, "", approved=True)


def test_only_the_owner_asks(broken, finding, in_a_week, stranger):
    service = finding.review.contract_version.contract.service
    with pytest.raises(ForbiddenError):
        request_waiver(stranger, service, Request("Because.", in_a_week, finding=finding.fingerprint))


def test_a_decision_is_taken_once(approved, governor):
    assert decide_waiver(governor, approved, "Again.", approved=True).note == "Agreed."
    with pytest.raises(ConflictError, match="only a pending one"):
        decide_waiver(governor, approved, "", approved=False)


def test_an_approved_one_can_be_taken_back(approved, governor):
    assert state(revoke_waiver(governor, approved, "It was a mistake.")) == WaiverState.REVOKED


def test_a_pending_one_cannot(ask, in_a_week, governor):
    with pytest.raises(ConflictError, match="only an approved one"):
        revoke_waiver(governor, ask(in_a_week), "")


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_it_ends_in_the_future_and_within_ninety_days(ask, days):
    with pytest.raises(InvalidInputError):
        ask(timezone.now() + timedelta(days=days, seconds=-1 if days == 0 else 60))


def test_it_names_one_thing_that_there_is(ask, in_a_week, finding):
    with pytest.raises(InvalidInputError, match="fingerprint"):
        ask(in_a_week, finding="0" * 32)
    with pytest.raises(InvalidInputError, match="either"):
        ask(in_a_week, policy="owner-on-call")


def test_a_renewal_knows_what_it_renews(ask, approved, governor):
    revoke_waiver(governor, approved, "")
    assert ask(timezone.now() + timedelta(days=3)).renews == approved


def test_its_owner_is_told_in_sentences(broken, governor, in_a_week):
    put_policy(governor, "meshed", {"title": "M", "rule": "true"})
    asked = Request("It is new.", in_a_week, policy="meshed")
    waiver = request_waiver(broken.people["provider"], Service.objects.get(slug="provider"), asked)
    decide_waiver(governor, waiver, "for the last time", approved=True)
    told = Alert.objects.get(kind="waiver.approved").message
    assert told == f"The policy meshed. It ends on {in_a_week:%Y-%m-%d %H:%M} UTC. For the last time."
