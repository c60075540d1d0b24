"""Alerts are listed newest first, filtered, counted and paged."""

import pytest

from observability.actions.alerts import resolve_alert


@pytest.fixture
def api(api_of, stranger):
    """Whoever is signed in reads alerts."""
    return api_of(stranger)


@pytest.fixture
def three(tell, other_team):
    """Two alerts to payments, one of them resolved, and one to funding about no service."""
    tell("a")
    tell("b", kind="version.sunset-approaching", severity="info")
    tell("c", team=other_team, service=None)
    resolve_alert("b")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?team=payments", 2),
        ("?service=charging", 2),
        ("?state=open", 2),
        ("?kind=version.sunset-approaching", 1),
        ("?severity=critical&team=funding", 1),
        ("?service=no-such-service", 0),
    ],
)
def test_every_filter_narrows_the_list(three, api, query, count):
    assert len(api.get(f"/api/v1/alerts{query}").json()["results"]) == count


@pytest.mark.parametrize("query", ["?team_=payments", "?state=opne", "?severity=loud"])
def test_a_filter_that_does_not_exist_is_refused(three, api, query):
    assert api.get(f"/api/v1/alerts{query}").status_code == 422


def test_the_newest_stands_first_on_the_first_page(three, api):
    first = api.get("/api/v1/alerts?limit=2").json()
    second = api.get(first["next"]).json()
    ids = [alert["id"] for alert in first["results"] + second["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 3


def test_an_alert_says_what_is_wrong_and_links_to_the_page_that_shows_it(tell, api, settings):
    alert = api.get(f"/api/v1/alerts/{tell().pk}").json()
    assert alert["message"] == "The field balance is gone. Agree with accounting on what to keep."
    assert alert["link"] == f"{settings.PORTOLAN_PUBLIC_URL}/services/ledger"
    assert (alert["team"], alert["service"], alert["state"]) == ("payments", "charging", "open")


def test_twenty_alerts_cost_as_many_queries_as_one(tell, api, django_assert_num_queries):
    tell("0")
    with django_assert_num_queries(2):
        api.get("/api/v1/alerts")
    for number in range(1, 20):
        tell(str(number))
    with django_assert_num_queries(2):
        assert len(api.get("/api/v1/alerts").json()["results"]) == 20
