"""The pages of deprecations say what ends when, who still has to move, and let those agree who are asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import deprecations
from governance.models import Deprecation


@pytest.fixture
def ending(landscape):
    """The version that lending uses ends in 40 days."""
    dates = {"sunset_at": timezone.now().date() + timedelta(days=40)}
    version = landscape.version("scoring", "1.0.0")
    deprecations.set_dates(
        landscape.people["scoring"], version, dates | {"successor": landscape.version("scoring", "1.1.0")}
    )
    return Deprecation.objects.get()


@pytest.fixture
def earlier(landscape, ending):
    dates = {"sunset_at": timezone.now().date() + timedelta(days=20)}
    deprecations.change(landscape.people["scoring"], ending, dates)


def test_the_list_says_what_ends_in_which_month_and_who_still_has_to_move(browse, ending):
    page = browse("/deprecations").text

    assert f"{ending.sunset_on:%B %Y}" in page
    assert 'href="/deprecations/' in page
    assert "0 of 1" in page
    assert 'href="/services/lending"' in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?service=scoring", 1),
        ("?consumer=lending", 1),
        ("?service=lending", 0),
        ("?state=sunset", 0),
        ("?state=x", 1),
    ],
)
def test_it_has_an_address_for_every_selection(browse, ending, query, shown):
    assert f"{shown} deprecation" in browse(f"/deprecations{query}").text


def test_an_empty_list_says_what_to_do(browse):
    assert "Announce an end, or mark an operation" in browse("/deprecations").text


def test_the_page_shows_each_consumer_with_its_evidence(browse, ending):
    page = browse(ending.get_absolute_url()).text

    assert "and runs in production" in page
    assert "not measured" in page
    assert "1.1.0" in page


def test_it_is_linked_from_the_version_and_the_service(browse, ending):
    for address in (ending.contract_version.get_absolute_url(), "/services/scoring"):
        assert f'href="{ending.get_absolute_url()}"' in browse(address).text


def test_nobody_but_its_owner_is_offered_to_end_it(browse, landscape, ending):
    assert "Retire" not in browse(ending.get_absolute_url()).text
    browse.client.force_login(landscape.people["scoring"])
    assert "Retire" in browse(ending.get_absolute_url()).text


def test_the_consumers_owner_agrees_on_the_page(browse, landscape, ending, earlier):
    assert "Agree for lending" not in browse(ending.get_absolute_url()).text
    browse.client.force_login(landscape.people["lending"])
    assert "Agree for lending" in browse(ending.get_absolute_url()).text

    browse.client.post(f"{ending.get_absolute_url()}/consent", {"consumer": "lending"})

    assert Deprecation.objects.get().sunset_on == timezone.now().date() + timedelta(days=20)


def test_a_refused_retirement_says_who_holds_it(browse, landscape, ending):
    browse.client.force_login(landscape.people["scoring"])

    answer = browse.client.post(f"{ending.get_absolute_url()}/retire")

    assert answer.status_code == 422
    assert "lending 7.0.0 in production" in answer.content.decode()
    assert f'href="{ending.get_absolute_url()}"' in answer.content.decode()


def test_cancelling_takes_it_back(browse, landscape, ending):
    browse.client.force_login(landscape.people["scoring"])
    browse.client.post(f"{ending.get_absolute_url()}/cancel")

    assert "cancelled" in browse(ending.get_absolute_url()).text


def test_subscribing_shows_an_address_once(browse, ending):
    page = browse.client.post("/deprecations/calendar").content.decode()

    assert "/api/v1/deprecations.ics?token=portolan_calendar_" in page
