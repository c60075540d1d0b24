"""The owner of a service is told when an enforced policy begins to fail, once, until it holds again or is waived."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from catalog.actions.attested import attest, put_fact_source
from catalog.actions.services import put_service
from governance.actions.evaluations import evaluate_services, sweep_evaluations
from governance.actions.waivers import Request, decide_waiver, request_waiver, revoke_waiver
from governance.models import Evaluation, Waiver
from observability.models import Alert

ENFORCED = {"enforcement": {"production": "enforce"}, "remediation": "Raise the *tier*."}


@pytest.fixture
def scoring(world, settle):
    service = world.service("scoring")
    put_service(world.people["scoring"], "scoring", {"tier": 1})
    settle()
    return service


@pytest.fixture
def tier(world, settle):
    """`tier(3)` is what the owner makes it, and everything that follows of it."""

    def change(number):
        put_service(world.people["scoring"], "scoring", {"tier": number})
        settle()

    return change


@pytest.fixture
def tiered(scoring, policy, settle):
    """`tiered()` has it enforced in production that services are of tier 1."""

    def write(**fields):
        policy("tiered", "service.tier == 1", message="'The tier is too low.'", **ENFORCED | fields)
        settle()

    return write


@pytest.fixture
def waived(world, scoring, governor, settle):
    """`waived()` is a granted waiver of the policy."""

    def grant():
        ends = timezone.now() + timedelta(days=7)
        asked = request_waiver(world.people["scoring"], scoring, Request("Soon.", ends, policy="tiered"))
        granted = decide_waiver(governor, asked, "", approved=True)
        settle()
        return granted

    return grant


def states():
    return list(Alert.objects.filter(kind="policy.fails").order_by("pk").values_list("state", flat=True))


def test_the_owner_is_told_what_fails_where_and_how_to_mend_it(tiered, tier, scoring):
    tiered()
    assert states() == []
    tier(2)
    alert = Alert.objects.get(kind="policy.fails")
    assert (alert.team, alert.service, alert.severity) == (scoring.owner, scoring, "critical")
    assert "The tier is too low. It is enforced in production" in alert.message
    assert alert.link == "/policies/tiered"
    assert alert.data["remediation"] == "Raise the *tier*."


def test_the_page_of_the_alert_shows_how_to_mend_it(tiered, tier, client, stranger):
    tiered()
    tier(2)
    client.force_login(stranger)
    page = client.get(Alert.objects.get(kind="policy.fails").get_absolute_url()).content.decode()
    assert "Raise the <em>tier</em>." in page


def test_it_is_told_once_however_often_it_is_evaluated(tiered, tier, scoring):
    tiered()
    tier(2)
    tier(3)
    evaluate_services([scoring.pk])
    assert states() == ["open"]


def test_it_resolves_itself_when_it_holds_and_is_told_anew_when_it_fails_again(tiered, tier):
    tiered()
    tier(2)
    tier(1)
    assert states() == ["resolved"]
    tier(2)
    assert states() == ["resolved", "open"]


def test_what_only_warns_is_not_told_until_it_is_enforced(tiered, tier):
    tiered(enforcement={"production": "warn"})
    tier(2)
    assert states() == []
    tiered()
    assert states() == ["open"]
    tiered(enforcement={"production": "audit"})
    assert states() == ["resolved"]


def test_nothing_is_told_before_its_day(tiered, tier, scoring):
    day = timezone.now() + timedelta(days=3)
    tiered(effective_at=day)
    tier(2)
    assert states() == []
    assert scoring.evaluation.until == day


def test_a_waiver_resolves_it_and_its_end_tells_anew(tiered, tier, waived, scoring, settle):
    tiered()
    tier(2)
    granted = waived()
    assert states() == ["resolved"]
    assert Evaluation.objects.get(service=scoring).until == granted.expires_at
    passed = timedelta(days=8)
    Waiver.objects.update(requested_at=F("requested_at") - passed, expires_at=F("expires_at") - passed)
    Evaluation.objects.update(until=F("until") - passed)
    sweep_evaluations()
    settle()
    assert states() == ["resolved", "open"]


def test_a_waiver_that_is_revoked_tells_anew(tiered, tier, waived, governor, settle):
    tiered()
    tier(2)
    revoke_waiver(governor, waived(), "It was a mistake.")
    settle()
    assert states() == ["resolved", "open"]


def test_what_is_not_known_any_more_is_not_over(world, scoring, policy, settle):
    source, _ = put_fact_source(world.admin, "mesh", {"title": "Mesh", "schema": {"type": "object"}})
    said = {"data": {"mtls": False}, "ttl": "PT1H"}
    fact, _ = attest(world.people["scoring"], scoring, source, said)
    policy("meshed", "facts['mesh'].mtls", **ENFORCED)
    settle()
    assert states() == ["open"]
    fact.delete()
    evaluate_services([scoring.pk])
    assert states() == ["open"]
    attest(world.people["scoring"], scoring, source, said | {"data": {"mtls": True}})
    settle()
    assert states() == ["resolved"]
