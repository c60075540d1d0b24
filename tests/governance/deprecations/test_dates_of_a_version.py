"""The dates of a version and its deprecation are one truth, whichever is written."""

from governance.models import Deprecation
from tests.governance.deprecations.conftest import LIST, day

VERSION = "/api/v1/services/provider/contracts/api/versions/1.0.0"


def only():
    return Deprecation.objects.get(cancelled_at=None)


def test_a_dated_version_is_deprecated(api):
    api("provider").patch(VERSION, {"deprecated_at": day(-1), "sunset_at": day(60), "successor": "1.1.0"})

    found = api("first").get(f"{LIST}/{only().pk}").json()

    assert (found["sunset_at"], found["successor"], found["state"]) == (day(60), "1.1.0", "deprecated")
    assert len(found["migrations"]) == 2


def test_a_date_that_moves_moves_in_both(api, address):
    api("provider").patch(VERSION, {"sunset_at": day(80)})
    assert api("provider").get(address).json()["sunset_at"] == day(80)

    api("provider").patch(address, {"sunset_at": day(90)})
    assert api("provider").get(VERSION).json()["sunset_at"] == day(90)


def test_a_version_without_dates_is_deprecated_no_more(api, address):
    api("provider").patch(VERSION, {"sunset_at": None})

    cancelled = api("provider").get(address).json()
    assert (cancelled["state"], cancelled["sunset_at"]) == ("cancelled", day(60))


def test_an_earlier_date_is_refused_there_and_says_where_to_ask(api, announced):
    answer = api("provider").patch(VERSION, {"sunset_at": day(10)})

    assert answer.status_code == 409
    assert answer.json()["consumers"] == ["first", "second"]
    assert f"/api/v1/deprecations/{announced['id']}" in answer.json()["detail"]
    assert api("provider").get(VERSION).json()["sunset_at"] == day(60)


def test_a_successor_alone_deprecates_nothing(api):
    api("provider").patch(VERSION, {"successor": "1.1.0"})

    assert not Deprecation.objects.exists()
