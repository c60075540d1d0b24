"""Break-glass: a person with the right goes past the gate for a reason, and another person reviews it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.actions.people import put_person
from catalog.models import Role
from governance.models import Override, Promotion
from observability.models import Alert, Channel, Delivery

REASON = {"reason": "Payments are down, and this mends them."}


@pytest.fixture
def promotion(refused, ask_for):
    answer = ask_for(refused)
    assert answer["decision"] == answer["effective_decision"] == "deny"
    return f"/api/v1/promotions/{answer['id']}"


@pytest.fixture
def lead(api_of, world, refused):
    return api_of(world.people["provider"])


@pytest.fixture
def govern(api_of, governor):
    return api_of(governor)


def violations():
    return Alert.objects.filter(kind="deployment.without-allow")


def test_it_counts_as_an_allow_and_the_decision_stays_what_it_was(lead, world, refused, promotion):
    made = lead.post(f"{promotion}/override", REASON)
    assert made.status_code == 201
    assert (made.json()["by"], made.json()["open"]) == ("provider-owner", True)
    found = lead.get(promotion).json()
    assert (found["decision"], found["effective_decision"]) == ("deny", "allow")
    assert found["override"] == lead.get(f"{promotion}/override").json() == made.json()
    world.deploy(refused)
    assert not violations().exists()


def test_it_covers_the_pipeline_that_asks_again(lead, refused, promotion, ask_for):
    lead.post(f"{promotion}/override", REASON)
    query = "service=provider&release=1.1.0&environment=production"
    for answer in (ask_for(refused), lead.get(f"/api/v1/can-i-promote?{query}").json()):
        assert (answer["decision"], answer["effective_decision"]) == ("deny", "allow")


def test_it_counts_as_deployed_for_the_next_decision(lead, world, promotion, ask_for, using):
    moving = world.release("consumer", "1.0.1", consumes=(using("provider", "1.0.0", "a"),))
    assert ask_for(moving)["decision"] == "allow"
    lead.post(f"{promotion}/override", REASON)
    answer = ask_for(moving)
    assert answer["decision"] == "deny"
    assert "provider-incompatible" in [reason["code"] for reason in answer["reasons"]]


def test_after_its_time_it_allows_nothing(lead, world, refused, promotion, monkeypatch):
    lead.post(f"{promotion}/override", REASON)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("governance.actions.deployments.timezone.now", lambda: later)
    world.deploy(refused)
    assert violations().count() == 1


def test_it_is_spent_once_its_release_was_replaced(lead, world, refused, promotion):
    lead.post(f"{promotion}/override", REASON)
    world.deploy(refused)
    before = world.release("provider", "1.0.1", provides=("1.0.0",))
    world.promote(before)
    world.deploy(before)
    assert not violations().exists()
    world.deploy(refused)
    assert violations().count() == 1


def test_the_owner_and_governance_are_told_at_once(lead, world, governor, promotion):
    world.service("platform")
    world.people["platform"].roles = [Role.GOVERNANCE]
    world.people["platform"].save()
    for name in ("provider", "platform", "consumer"):
        team = world.people[name].teams.get()
        Channel.objects.create(slug=name, kind="webhook", url="https://example.org", team=team)
    lead.post(f"{promotion}/override", REASON)
    alert = Alert.objects.get(kind="promotion.override")
    assert (alert.team.slug, alert.severity, alert.state) == ("provider-team", "critical", "open")
    assert REASON["reason"] in alert.message
    told = Delivery.objects.filter(alert=alert).values_list("channel__slug", flat=True)
    assert sorted(told) == ["platform", "provider"]


def test_it_is_a_violation_until_another_person_has_reviewed_it(lead, govern, promotion):
    lead.post(f"{promotion}/override", REASON)
    open_ones = "/api/v1/promotions?override=open"
    assert len(lead.get(open_ones).json()["results"]) == 1
    answer = govern.post(f"{promotion}/override/review", {"outcome": "accepted", "note": "Right so."})
    assert answer.status_code == 200
    assert (answer.json()["open"], answer.json()["reviewed_by"]) == (False, "governor")
    assert lead.get(open_ones).json()["results"] == []
    assert Alert.objects.get(kind="promotion.override").state == "resolved"


def test_nobody_reviews_what_they_did_themselves(govern, promotion):
    govern.post(f"{promotion}/override", REASON)
    answer = govern.post(f"{promotion}/override/review", {"outcome": "accepted"})
    assert answer.status_code == 403
    assert "another person" in answer.json()["detail"]
    assert Override.objects.get().is_open


def test_a_rejection_takes_it_back_and_tells_the_owner(lead, govern, world, refused, promotion):
    lead.post(f"{promotion}/override", REASON)
    without_note = govern.post(f"{promotion}/override/review", {"outcome": "rejected"})
    assert without_note.json()["errors"][0]["pointer"] == "/note"
    govern.post(f"{promotion}/override/review", {"outcome": "rejected", "note": "It could wait."})
    assert lead.get(promotion).json()["effective_decision"] == "deny"
    assert "It could wait." in Alert.objects.get(kind="promotion.override-rejected").message
    world.deploy(refused)
    assert violations().count() == 1


def test_it_is_reviewed_once(lead, govern, promotion):
    lead.post(f"{promotion}/override", REASON)
    govern.post(f"{promotion}/override/review", {"outcome": "accepted"})
    again = govern.post(f"{promotion}/override/review", {"outcome": "rejected", "note": "No."})
    assert again.status_code == 409
    assert again.json()["differences"]["outcome"] == {"recorded": "accepted", "sent": "rejected"}


def test_only_who_answers_for_the_service_or_governs_may(api_of, world, promotion, auditor, stranger):
    team = world.people["provider"].teams.get()
    member, _ = put_person(world.admin, "member", {"name": "M"})
    team.memberships.create(person=member, role="member")
    for person in (member, auditor, stranger, world.people["consumer"]):
        assert api_of(person).post(f"{promotion}/override", REASON).status_code == 403
    assert not Override.objects.exists()


def test_only_governance_reviews(lead, api_of, promotion, auditor, stranger):
    lead.post(f"{promotion}/override", REASON)
    for person in (auditor, stranger):
        answer = api_of(person).post(f"{promotion}/override/review", {"outcome": "accepted"})
        assert answer.status_code == 403


def test_what_was_answered_anew_is_not_overridden(lead, refused, promotion, ask_for):
    newest = ask_for(refused)["id"]
    answer = lead.post(f"{promotion}/override", REASON)
    assert answer.status_code == 409
    assert str(newest) in answer.json()["detail"]


def test_what_was_allowed_or_overridden_is_not_overridden(lead, promotion):
    allowed = Promotion.objects.filter(decision="allow", release__service__slug="provider").get()
    assert lead.post(f"/api/v1/promotions/{allowed.pk}/override", REASON).status_code == 409
    lead.post(f"{promotion}/override", REASON)
    assert lead.post(f"{promotion}/override", REASON).status_code == 409


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": 1}, {"why": "x"}, []])
def test_without_a_reason_there_is_none(lead, promotion, body):
    assert lead.post(f"{promotion}/override", body).status_code in {400, 422}
    assert not Override.objects.exists()


def test_what_is_not_there_is_not_found(lead, govern, promotion):
    assert lead.post("/api/v1/promotions/999999/override", REASON).status_code == 404
    assert lead.get(f"{promotion}/override").status_code == 404
    assert govern.post(f"{promotion}/override/review", {"outcome": "accepted"}).status_code == 404


@pytest.mark.parametrize("change", [lambda rows: rows.update(reason="Other"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_what_was_done(lead, promotion, change):
    lead.post(f"{promotion}/override", REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Override.objects.all())
