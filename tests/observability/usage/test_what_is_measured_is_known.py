"""Only of what is measured it can be said that nobody called: where, since when and until when."""

import pytest


@pytest.fixture
def measured(report, api_of, stranger):
    """(environment, since, until) for each environment in which the service's traffic is measured."""
    client = api_of(stranger)

    def read(service="provider"):
        rows = client.get(f"/api/v1/services/{service}/measurements").json()["results"]
        return [(row["environment"], row["since"], row["until"]) for row in rows]

    return read


def z(instant):
    return instant.replace("+00:00", "Z")


def test_nothing_is_measured_until_somebody_reports(measured):
    assert measured() == []


def test_a_sample_says_that_the_traffic_of_what_was_called_is_measured(report, sample, measured, window):
    hour = window(hours=2)
    report(sample(), **hour)
    assert measured() == [("production", z(hour["from"]), z(hour["to"]))]
    assert measured("consumer") == []


def test_a_reporter_says_so_of_services_that_nobody_called(report, measured):
    report(measured=["consumer"])
    assert [place for place, _, _ in measured("consumer")] == ["production"]


def test_windows_that_follow_each_other_are_one_measurement_in_any_order(report, measured, window):
    hours = [window(hours=h) for h in (20, 5, 40)]
    for hour in hours:
        report(measured=["provider"], **hour)
    assert measured() == [("production", z(hours[2]["from"]), z(hours[1]["to"]))]


def test_after_a_gap_of_more_than_a_day_it_is_measured_anew(report, measured, window):
    report(measured=["provider"], **window(days=9))
    fresh = window(hours=1)
    report(measured=["provider"], **fresh)
    assert measured() == [("production", z(fresh["from"]), z(fresh["to"]))]


def test_what_comes_late_and_stands_alone_does_not_reach_back(report, measured, window):
    fresh = window(hours=1)
    report(measured=["provider"], **fresh)
    report(measured=["provider"], **window(days=9))
    assert measured() == [("production", z(fresh["from"]), z(fresh["to"]))]
