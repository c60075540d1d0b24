"""A waiver lasts at most what its policy allows, when it is asked for and when it is approved."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.errors import ConflictError, InvalidInputError
from governance.actions.policies import put_policy
from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import WaiverState


@pytest.fixture
def scoring(world):
    return world.service("scoring")


@pytest.fixture
def allowing(governor):
    """`allowing("P30D")` is what the policy `tiered` says of waivers."""

    def say(max_waiver):
        fields = {"title": "Tiered", "rule": "service.tier == 1", "max_waiver": max_waiver}
        return put_policy(governor, "tiered", fields)[0]

    return say


@pytest.fixture
def waive(world, scoring):
    """`waive(days)` asks for a waiver of the policy for this long."""

    def asked(days):
        ends = timezone.now() + timedelta(days=days)
        return request_waiver(world.people["scoring"], scoring, Request("For now.", ends, policy="tiered"))

    return asked


def test_a_policy_says_how_long_at_most(allowing, waive):
    allowing("P30D")
    with pytest.raises(InvalidInputError, match="tiered lasts 30 days at most") as refused:
        waive(31)
    assert refused.value.fields[0].pointer == "/expires_at"
    assert waive(30).policy == "tiered"


def test_weeks_are_days_as_well(allowing, waive):
    allowing("P20W")
    assert waive(140).policy == "tiered"


def test_a_policy_may_allow_none(allowing, waive, world, scoring):
    allowing("P0D")
    with pytest.raises(InvalidInputError, match="tiered allows no waiver"):
        waive(1)
    client = Client()
    client.force_login(world.people["scoring"])
    page = client.get("/waivers/new?service=scoring&policy=tiered").content.decode()
    assert "This policy allows no waiver" in page
    assert "<textarea" not in page


def test_the_form_tells_how_long(allowing, world, scoring):
    allowing("P7D")
    client = Client()
    client.force_login(world.people["scoring"])
    assert "for 7 days at most" in client.get("/waivers/new?service=scoring&policy=tiered").content.decode()
    assert "7 days at most" in client.get("/policies/tiered").content.decode()


def test_what_was_asked_under_a_longer_limit_is_approved_under_that_of_now(allowing, waive, governor):
    allowing("P90D")
    asked = waive(60)
    allowing("P30D")
    with pytest.raises(ConflictError, match="30 days at most"):
        decide_waiver(governor, asked, "", approved=True)
    denied = decide_waiver(governor, asked, "", approved=False)
    assert denied.state(timezone.now()) == WaiverState.DENIED


def test_what_was_granted_stays(allowing, waive, governor):
    allowing("P90D")
    granted = decide_waiver(governor, waive(60), "", approved=True)
    allowing("P30D")
    granted.refresh_from_db()
    assert granted.state(timezone.now()) == WaiverState.APPROVED
