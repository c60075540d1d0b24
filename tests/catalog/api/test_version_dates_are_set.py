"""The end of a version's life is dated; its state follows."""

import pytest

VERSION = "/api/v1/services/charging/contracts/charges/versions/1.0.0"


@pytest.fixture(autouse=True)
def two_versions(recorded):
    recorded("1.0.0")
    recorded("2.0.0")


def test_a_deprecated_version_with_its_sunset_and_successor(api):
    dates = {"deprecated_at": "2020-01-01", "sunset_at": "2999-12-31", "successor": "2.0.0"}

    changed = api.patch(VERSION, dates).json()

    assert changed.items() >= dates.items()
    assert changed["state"] == "deprecated"


def test_an_instant_counts_as_its_date_in_utc(api):
    changed = api.patch(VERSION, {"sunset_at": "2020-01-01T23:30:00-02:00"}).json()

    assert (changed["sunset_at"], changed["state"]) == ("2020-01-02", "sunset")


def test_null_takes_a_date_away(api):
    api.patch(VERSION, {"deprecated_at": "2020-01-01"})

    assert api.patch(VERSION, {"deprecated_at": None}).json()["state"] == "active"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"sunset_at": "2020-01-01", "deprecated_at": "2020-02-01"}, "/sunset_at"),
        ({"successor": "1.0.0"}, "/successor"),
        ({"successor": "9.9.9"}, "/successor"),
        ({"sunset_at": "soon"}, "/sunset_at"),
        ({"sunset_at": 20200101}, "/sunset_at"),
        ({"sunset_at": "0001-01-01T00:00:00+23:59"}, "/sunset_at"),
        ({"version": "3.0.0"}, "/version"),
    ],
)
def test_dates_that_make_no_sense_are_refused(api, body, pointer):
    answer = api.patch(VERSION, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_stranger_may_not_date_a_version(api_of, stranger):
    assert api_of(stranger).patch(VERSION, {"deprecated_at": "2020-01-01"}).status_code == 403
