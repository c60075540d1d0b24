"""Pages show what was observed beside what is declared, and who must do what where the two differ."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.deprecations import set_dates
from governance.actions.migrations import refresh_migrations
from governance.models import Deprecation

REPORTS = "GET /reports/{id}"


@pytest.fixture
def page(browse, landscape):
    def read():
        text = browse("/services/scoring").text
        return text.partition('id="observed"')[2].partition("</section>")[0]

    return read


def test_where_nothing_is_measured_the_page_says_so_and_how_that_changes(page):
    assert "Its traffic is not measured" in page()
    assert "/api/v1/usage" in page()


def test_operations_are_shown_with_their_calls_and_callers(landscape, page):
    landscape.observe(("lending", REPORTS), ("scoring", REPORTS), service="scoring", days_ago=1)
    landscape.observe(("lending", REPORTS), service="scoring")
    shown = " ".join(page().split())
    assert '<b>GET</b> /reports/{}</code></th> <td>api</td> <td class="number">20</td>' in shown
    assert "production: measured from" in shown
    assert "undeclared" not in shown


def test_who_calls_without_having_declared_it_has_to(landscape, page):
    landscape.service("hasty")
    landscape.observe(("hasty", REPORTS), service="scoring")
    assert 'href="/services/hasty"' in page()
    assert "hasty declares what it uses with its next release" in page()


def test_whose_a_caller_is_that_nobody_registered_the_provider_finds_out(landscape, page):
    landscape.observe(("<ghost>", REPORTS), service="scoring")
    assert "&lt;ghost&gt;" in page()
    assert "scoring finds out whose it is, and has it registered" in page()


def test_measured_and_not_called_is_said(landscape, page):
    landscape.observe(service="scoring", measured=("scoring",))
    assert "Nobody called it" in page()


def test_the_page_of_a_deprecation_shows_what_was_observed(browse, landscape):
    dates = {"sunset_at": timezone.now().date() + timedelta(days=200)}
    set_dates(landscape.people["scoring"], landscape.version("scoring", "1.0.0"), dates)
    ending = Deprecation.objects.get()
    assert "not measured" in browse(ending.get_absolute_url()).text

    calls = ("lending", REPORTS), ("ghost", REPORTS)
    landscape.observe(*calls, service="scoring", version="1.0.0", days_ago=2)
    refresh_migrations(ending)

    shown = browse(ending.get_absolute_url()).text
    assert (
        f'on</span> <span class="text-nowrap">{timezone.now() - timedelta(days=2):%Y-%m-%d}</span>' in shown
    )
    assert "Callers that nobody registered" in shown
    assert "<code>ghost</code>" in shown


def test_calls_that_may_be_of_what_ends_are_shown_and_it_is_retired_with_a_reason(browse, landscape):
    dates = {"sunset_at": timezone.now().date() + timedelta(days=200)}
    set_dates(landscape.people["scoring"], landscape.version("scoring", "1.0.0"), dates)
    address = Deprecation.objects.get().get_absolute_url()
    assert "Calls that may be of it" not in browse(address).text

    landscape.observe(("<ghost>", REPORTS), service="scoring")
    shown = browse(address).text
    assert "Calls that may be of it" in shown
    assert "<code>&lt;ghost&gt;</code> (not registered)" in shown


def test_a_page_of_the_gate_says_whether_what_breaks_was_called(browse, landscape):
    landscape.observe(("lending", REPORTS), service="scoring")
    asked = "?service=scoring&release=1.1.0&environment=production"
    assert (
        f"called what breaks, last observed on {timezone.now():%Y-%m-%d}"
        in browse(f"/can-i-promote{asked}").text
    )


def test_the_page_of_a_version_says_whether_those_who_are_hit_called_it(browse, landscape):
    def hit():
        text = browse("/services/scoring/contracts/api/versions/1.1.0").text
        return text.partition('id="impacted"')[2].partition("</section>")[0]

    assert "not measured" in hit()
    landscape.observe(service="scoring", measured=("scoring",))
    assert "not observed" in hit()
    landscape.observe(("lending", REPORTS), service="scoring")
    assert "called it" in hit()
