"""Alerts are listed newest first, filtered, counted and paged."""

import pytest

from observability.actions.alerts import resolve_alert
from observability.queries.alerts import alert_facets


@pytest.fixture
def three(cast, tell):
    """Two alerts to underwriting, one of them resolved, and one to funding about no service."""
    tell("a")
    tell("b", kind="version.sunset-approaching", severity="info")
    tell("c", team=cast.other_team, service=None)
    resolve_alert("b")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?team=underwriting", 2),
        ("?service=underwriting", 2),
        ("?state=open", 2),
        ("?kind=version.sunset-approaching", 1),
        ("?severity=critical&team=funding", 1),
        ("?service=no-such-service", 0),
    ],
)
def test_every_filter_narrows_the_list(three, cast, rest, query, count):
    answer = rest(cast.stranger).get(f"/alerts{query}")
    assert (answer.status, len(answer.body["results"])) == (200, count)


@pytest.mark.parametrize("query", ["?team_=underwriting", "?state=opne", "?severity=loud"])
def test_a_filter_that_does_not_exist_is_refused(three, cast, rest, query):
    assert rest(cast.owner).get(f"/alerts{query}").status == 400


def test_the_newest_stands_first_on_the_first_page(three, cast, rest):
    owner = rest(cast.owner)
    first = owner.get("/alerts?limit=2").body
    rest_of_them = owner.get("/alerts" + first["next"].partition("/alerts")[2]).body
    ids = [alert["id"] for alert in first["results"] + rest_of_them["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 3


def test_an_alert_says_what_is_wrong_and_links_to_the_page_that_shows_it(cast, tell, rest, settings):
    alert = rest(cast.stranger).get(f"/alerts/{tell().pk}").body
    assert alert["message"] == "The field score is gone. Agree with risk on what to keep."
    assert alert["link"] == f"{settings.PORTOLAN_PUBLIC_URL}/services/credit-check"
    assert (alert["team"], alert["service"], alert["state"]) == ("underwriting", "underwriting", "open")


def test_facets_count_each_value_under_the_other_filters(three):
    facets = alert_facets(team="underwriting", state="open")
    assert facets["state"] == {"open": 1, "resolved": 1}
    assert facets["team"] == {"underwriting": 1, "funding": 1}
    assert facets["service"] == {"underwriting": 1}


def test_a_list_of_alerts_costs_the_same_number_of_queries_at_one_and_at_twenty_rows(
    cast, tell, rest, django_assert_num_queries
):
    client = rest(cast.owner)
    tell("0")
    with django_assert_num_queries(2):
        client.get("/alerts")
    for number in range(1, 20):
        tell(str(number))
    with django_assert_num_queries(2):
        assert len(client.get("/alerts").body["results"]) == 20
