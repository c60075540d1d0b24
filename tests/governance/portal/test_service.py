"""The page of a service answers: what is it, whose, what does it promise, to whom, and what runs where."""

import pytest

from catalog.queries import find
from observability.actions.alerts import raise_alert, resolve_alert


@pytest.fixture
def page(browse, landscape):
    return browse("/services/scoring").text


def test_it_names_the_owner(page):
    assert 'href="/teams/scoring-team"' in page


def test_it_shows_every_version_with_its_verdict(page):
    assert 'href="/services/scoring/contracts/api/versions/1.1.0"' in page
    assert "fails" in page
    assert "not applicable" in page


def test_it_names_the_consumers_and_where_they_run(page):
    assert 'href="/services/lending"' in page
    assert "production" in page


def test_it_shows_the_gates_newest_decision_about_each_release(page):
    assert 'aria-label="production: deny"' in page


def test_it_shows_what_needs_attention(page):
    assert "scoring/api 1.1.0 fails its review" in page


def test_it_says_who_acts_on_what_needs_attention(page):
    assert "scoring acts" in page


def test_what_is_over_does_not_hide_what_is_open(browse, landscape):
    scoring = find.service("scoring")
    for number in range(12):
        raise_alert(
            kind="test",
            severity="info",
            team=scoring.owner,
            service=scoring,
            title=f"Over {number}",
            message="",
            link="",
            data={},
            dedup_key=f"over:{number}",
        )
        resolve_alert(f"over:{number}")

    assert "scoring/api 1.1.0 fails its review" in browse("/services/scoring").text


def test_a_provider_that_nobody_registered_is_shown_as_such(browse, landscape, using):
    landscape.release("lending", "8.0.0", consumes=(using("mystery", "1.0.0"),))
    page = browse("/services/lending").text
    assert "mystery" in page
    assert "not registered" in page


def test_a_service_that_is_not_there_is_a_page_that_says_so(browse, landscape):
    page = browse("/services/scorign")
    assert page.status_code == 404
    assert "The service scorign is not registered." in page.text


def test_what_people_wrote_is_text_and_never_markup(browse, change_service):
    change_service(
        "scoring",
        purpose="<script>alert(1)</script>",
        links=[{"title": "Runbook", "url": "javascript:alert(1)"}],
        labels={'"><b>': '"><b>'},
    )
    page = browse("/services/scoring").text
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert '"><b>' not in page
