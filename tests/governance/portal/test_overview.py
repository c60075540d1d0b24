"""The first page leads to what waits for somebody, and says what a team owes by when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.actions.deprecations import set_dates
from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.overrides import override
from governance.actions.policies import put_policy
from governance.actions.scorecards import put_campaign
from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import Promotion
from governance.queries.overview import newest_refusals

TODAY = timezone.now().date()


@pytest.fixture
def overview(landscape):
    """The page as somebody sees it; a person by the service that is theirs."""

    def seen(service="lending", query=""):
        client = Client()
        client.force_login(landscape.people[service])
        return client.get(f"/?{query}").content.decode()

    return seen


@pytest.fixture
def enforced(landscape):
    fields = {"title": "Nameless", "rule": "service.title == ''", "message": "'It has a name.'"}
    put_policy(landscape.admin, "nameless", fields | {"enforcement": {"production": "enforce"}})
    _settle()


@pytest.fixture
def campaign(landscape):
    fields = {"title": "Without names", "policies": ["nameless"], "starts_on": TODAY, "scope": {}}
    put_campaign(landscape.admin, "no-names", fields | {"due_on": TODAY + timedelta(days=9)})


def _settle():
    follow_changes()
    while evaluate_due():
        pass


def owed(page):
    return page.partition('id="owed"')[2].partition("</section>")[0]


def test_a_team_owes_what_production_holds_it_to(enforced, overview):
    assert "It has a name." in owed(overview())
    assert "/services/lending" in owed(overview())
    assert "/services/scoring" not in owed(overview())


def test_any_team_can_be_asked_about(enforced, overview):
    assert "/services/scoring" in owed(overview(query="team=scoring-team"))


def test_nobody_owes_for_a_team_that_is_not_there(landscape, browse):
    assert browse("/?team=nobody").status_code == 404


def test_what_is_waived_is_not_owed(enforced, landscape, overview, governor):
    person, service = landscape.people["lending"], landscape.people["lending"].teams.get().services.get()
    asked = Request("It goes.", timezone.now() + timedelta(days=3), policy="nameless")
    decide_waiver(governor, request_waiver(person, service, asked), "", approved=True)
    assert "It has a name." not in owed(overview())


def test_a_campaign_and_what_ends_are_owed_by_their_days(enforced, campaign, landscape, overview):
    ends = TODAY + timedelta(days=200)
    set_dates(landscape.people["scoring"], landscape.version("scoring", "1.0.0"), {"sunset_at": ends})
    page = owed(overview())
    assert (TODAY + timedelta(days=9)).isoformat() in page
    assert "Leave scoring/api 1.0.0" in page
    assert ends.isoformat() in page


def test_it_leads_to_what_waits_for_another_persons_word(enforced, landscape, overview):
    refused = Promotion.objects.get(decision="deny", release__version="1.1.0")
    override(landscape.people["scoring"], refused, "Payments are down.")
    asked = Request("It goes.", timezone.now() + timedelta(days=3), policy="nameless")
    service = refused.release.service
    waiver = request_waiver(landscape.people["scoring"], service, asked)
    page = overview()
    assert f'href="/promotions/{refused.pk}"' in page
    assert f'href="/waivers/{waiver.pk}"' in page


def test_it_leads_to_campaigns_and_to_waivers_that_end_soon(
    enforced, campaign, landscape, overview, governor
):
    service = landscape.people["lending"].teams.get().services.get()
    asked = Request("It goes.", timezone.now() + timedelta(days=3), policy="nameless")
    waiver = decide_waiver(
        governor, request_waiver(landscape.people["lending"], service, asked), "", approved=True
    )
    page = overview("scoring")
    assert 'href="/campaigns/no-names"' in page
    assert f'href="/waivers/{waiver.pk}"' in page


def test_a_refusal_that_nobody_waits_for_any_more_is_not_counted(landscape):
    now = timezone.now()
    assert newest_refusals(now).exists()
    assert not newest_refusals(now + timedelta(days=31)).exists()
