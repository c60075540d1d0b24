"""The pages of scorecards and campaigns."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Person
from governance.actions.scorecards import record_standings
from governance.models import Campaign, Scorecard


@pytest.fixture
def browse(db):
    client = Client()
    client.force_login(Person.objects.create_user("visitor", name="Vera Visitor"))
    return lambda address: client.get(address).content.decode()


@pytest.fixture
def landscape(world, policy, result):
    made, service = policy("on-call"), world.service("scoring")
    world.service("lending")
    result(made, service, "pass")
    card = Scorecard.objects.create(
        slug="readiness", title="Readiness", levels=[{"name": "bronze", "policies": ["on-call"]}]
    )
    today = timezone.now().date()
    record_standings([service.pk], today, [card])
    Campaign.objects.create(
        slug="on-call",
        title="Somebody answers",
        policies=["on-call"],
        starts_on=today,
        due_on=today + timedelta(days=5),
    )


def test_without_any_the_pages_say_how_to_begin(browse):
    assert "No scorecard" in browse("/scorecards")
    assert "No campaign" in browse("/campaigns")


def test_a_scorecard_shows_who_stands_where_and_how_it_went(browse, landscape):
    assert "1 bronze" in browse("/scorecards")
    page = browse("/scorecards/readiness")
    assert 'class="chart"' in page
    assert "1 of 1" in page


def test_a_campaign_shows_how_far_it_is_and_who_owes(browse, landscape):
    assert 'value="50"' in browse("/campaigns")
    page = browse("/campaigns/on-call")
    assert 'href="/services/lending"' in page
    assert 'href="/services/scoring"' not in page.partition("Who still owes")[2]
