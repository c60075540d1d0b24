"""A waiver of a policy is honoured by every path, and by none from the instant at which it ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.policies import put_policy
from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import Waiver, WaiverState
from governance.queries.waivers import granted, waived_policies

QUERY = "service=scoring&release=1.0.0&environment=production"


@pytest.fixture
def scoring(world, governor):
    """A service that fails an enforced policy."""
    service = world.service("scoring")
    world.release("scoring", "1.0.0")
    fields = {"title": "Tiered", "rule": "service.tier == 1", "enforcement": {"production": "enforce"}}
    put_policy(governor, "tiered", fields)
    follow_changes()
    evaluate_due()
    return service


@pytest.fixture
def waived(world, scoring, governor):
    asked = Request("For now.", timezone.now() + timedelta(days=7), policy="tiered")
    return decide_waiver(governor, request_waiver(world.people["scoring"], scoring, asked), "", approved=True)


@pytest.fixture
def ended(waived):
    """The same waiver an instant after its end, of which nobody was told."""
    past = timezone.now() - timedelta(milliseconds=1)
    Waiver.objects.filter(pk=waived.pk).update(requested_at=past - timedelta(days=7), expires_at=past)


@pytest.fixture
def rest(api_of, governor):
    """`rest("can-i-promote?...")` is what the API answers."""
    return lambda path: api_of(governor).get(f"/api/v1/{path}").json()


@pytest.fixture
def owed(rest, api_of, governor, scoring):
    """What the campaign's page and the API say is still owed."""
    due = (timezone.now() + timedelta(days=30)).date().isoformat()
    body = {"title": "Tiers", "policies": ["tiered"], "scope": {}, "due_on": due}
    assert api_of(governor).put("/api/v1/campaigns/tiers", body).status_code == 201
    return lambda: rest("campaigns/tiers")["progress"]["owing"]


def test_the_waiver_holds_until_its_end_and_not_at_it(waived, scoring):
    before = waived.expires_at - timedelta(microseconds=1)
    assert waived.state(before) == WaiverState.APPROVED
    assert list(granted(before)) == [waived]
    assert waived_policies([scoring.pk], before)[scoring.pk] == {"tiered": waived.expires_at}
    assert waived.state(waived.expires_at) == WaiverState.EXPIRED
    assert not granted(waived.expires_at).exists()
    assert not waived_policies([scoring.pk], waived.expires_at)


def test_the_gate_lets_it_pass_and_then_refuses(rest, request, scoring):
    assert rest(f"can-i-promote?{QUERY}")["decision"] == "deny"
    request.getfixturevalue("waived")
    answer = rest(f"can-i-promote?{QUERY}")
    assert (answer["decision"], answer["reasons"][0]["code"]) == ("allow", "policy-waived")
    request.getfixturevalue("ended")
    assert rest(f"can-i-promote?{QUERY}")["decision"] == "deny"


def test_a_stored_promotion_does_as_well(world, scoring, request):
    release = scoring.releases.get()
    request.getfixturevalue("waived")
    assert world.promote(release).decision == "allow"
    request.getfixturevalue("ended")
    assert world.promote(release).decision == "deny"


def test_what_pacts_clients_ask_does_as_well(api_of, governor, scoring, request):
    def deployable():
        query = "pacticipant=scoring&version=1.0.0&environment=production"
        return api_of(governor).get(f"/can-i-deploy?{query}").json()["summary"]["deployable"]

    request.getfixturevalue("waived")
    assert deployable() is True
    request.getfixturevalue("ended")
    assert deployable() is False


def test_the_results_say_until_when_and_then_nothing(rest, scoring, world, request):
    client = Client()
    client.force_login(world.people["scoring"])

    def told():
        page = client.get("/services/scoring").content.decode()
        (result,) = rest("services/scoring/policy-results")["results"]
        return result["state"], result["waived_until"] is not None, "Waived until" in page

    assert told() == ("fail", False, False)
    request.getfixturevalue("waived")
    assert told() == ("fail", True, True)
    request.getfixturevalue("ended")
    assert told() == ("fail", False, False)


def test_a_campaign_does_not_ask_for_it_and_then_does(owed, request):
    assert len(owed()) == 1
    request.getfixturevalue("waived")
    assert owed() == []
    request.getfixturevalue("ended")
    assert len(owed()) == 1
