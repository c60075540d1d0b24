"""A service's page says how it stands by scorecards, and what it is let off until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Service
from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.policies import put_policy
from governance.actions.scorecards import put_scorecard
from governance.actions.waivers import Request, decide_waiver, request_waiver

ADDRESS = "/services/lending"
ASK = "Ask for a waiver of Nameless"


@pytest.fixture
def nameless(landscape):
    put_policy(landscape.admin, "nameless", {"title": "Nameless", "rule": "service.title == ''"})
    follow_changes()
    while evaluate_due():
        pass


@pytest.fixture
def waiver(landscape, nameless):
    asked = Request("It goes.", timezone.now() + timedelta(days=3), policy="nameless")
    return request_waiver(landscape.people["lending"], Service.objects.get(slug="lending"), asked)


def test_what_keeps_it_from_the_next_level_is_named(landscape, nameless, browse):
    levels = [{"name": "Tin", "policies": ["nameless"]}]
    put_scorecard(landscape.admin, "fit", {"title": "Fit for it", "levels": levels})
    page = browse(ADDRESS).text
    assert 'href="/scorecards/fit"' in page
    assert "For Tin:" in page


def test_a_waiver_that_holds_is_told_with_its_end(waiver, governor, browse):
    decide_waiver(governor, waiver, "", approved=True)
    page = browse(ADDRESS).text
    assert f"Waived until {waiver.expires_at:%Y-%m-%d %H:%M} UTC" in page
    assert ASK not in page


def test_a_waiver_that_waits_is_not_asked_for_again(waiver, browse):
    page = browse(ADDRESS).text
    assert f'href="/waivers/{waiver.pk}"' in page
    assert ASK not in page


def test_after_a_denial_it_may_be_asked_for_again(waiver, governor, browse):
    decide_waiver(governor, waiver, "No.", approved=False)
    assert ASK in browse(ADDRESS).text
