"""Dates move later freely, and earlier only when every affected consumer agrees."""

from datetime import date

import pytest

from governance.actions.deadlines import check_deadlines, sweep_deadlines
from observability.models import Alert, AlertState
from tests.governance.deprecations.conftest import LIST, day


def sunset(api, address):
    return api("provider").get(address).json()["sunset_at"]


def test_later_is_free(api, address):
    answer = api("provider").patch(address, {"sunset_at": day(90), "reason": "More time"})

    assert answer.status_code == 200
    assert answer.json().items() >= {"sunset_at": day(90), "reason": "More time", "date_change": None}.items()


def test_earlier_waits_for_every_consumer_and_comes_with_the_last(api, address):
    asked = api("provider").patch(address, {"sunset_at": day(30)})
    assert asked.status_code == 202
    assert asked.json()["sunset_at"] == day(60)
    assert [one["consumer"] for one in asked.json()["date_change"]["waiting_for"]] == ["first", "second"]

    one = api("first").post(f"{address}/consents", {}).json()
    assert one["sunset_at"] == day(60)
    assert [given["given_by"] for given in one["date_change"]["consents"]] == ["first-owner"]
    assert [left["consumer"] for left in one["date_change"]["waiting_for"]] == ["second"]

    last = api("second").post(f"{address}/consents", {"consumer": "second"}).json()
    assert (last["sunset_at"], last["date_change"]) == (day(30), None)


def test_consumers_are_asked_and_no_longer_when_they_have_answered(api, address):
    api("provider").patch(address, {"sunset_at": day(30)})
    asked = Alert.objects.filter(kind="version.consent-requested", state=AlertState.OPEN)
    assert {alert.team.slug for alert in asked} == {"first-team", "second-team"}

    api("first").post(f"{address}/consents", {})
    assert [alert.team.slug for alert in asked.all()] == ["second-team"]


def test_agreeing_twice_is_agreeing_once(api, address):
    api("provider").patch(address, {"sunset_at": day(30)})
    api("first").post(f"{address}/consents", {})

    again = api("first").post(f"{address}/consents", {})

    assert (again.status_code, len(again.json()["date_change"]["consents"])) == (200, 1)


@pytest.fixture
def strangers(api, api_of, stranger, auditor):
    """Clients of those who have no say in it; the provider's owner is one of them."""
    return [api_of(stranger), api_of(auditor), api("provider")]


def test_only_those_affected_agree(api, address, strangers):
    api("provider").patch(address, {"sunset_at": day(30)})

    for client in strangers:
        assert client.post(f"{address}/consents", {}).status_code == 403
    assert api("first").post(f"{address}/consents", {"consumer": "second"}).status_code == 403
    assert api("first").post(f"{address}/consents", {"consumer": "provider"}).status_code == 422
    assert sunset(api, address) == day(60)


def test_there_is_nothing_to_agree_to_without_a_request(api, address):
    assert api("first").post(f"{address}/consents", {}).status_code == 409


def test_who_has_moved_is_not_asked(api, address, move):
    move("first")

    asked = api("provider").patch(address, {"sunset_at": day(30)}).json()

    assert [one["consumer"] for one in asked["date_change"]["waiting_for"]] == ["second"]


def test_with_nobody_left_it_comes_at_once(api, address, move):
    move("first")
    move("second")

    assert api("provider").patch(address, {"sunset_at": day(30)}).json()["sunset_at"] == day(30)


def test_who_moves_instead_of_agreeing_is_waited_for_no_longer(api, address, move):
    api("provider").patch(address, {"sunset_at": day(30)})
    api("first").post(f"{address}/consents", {})
    move("second")

    check_deadlines(date.fromisoformat(day(0)))

    assert sunset(api, address) == day(30)


def test_another_date_withdraws_the_request(api, address):
    api("provider").patch(address, {"sunset_at": day(30)})

    later = api("provider").patch(address, {"sunset_at": day(70)}).json()

    assert (later["sunset_at"], later["date_change"]) == (day(70), None)
    assert api("first").post(f"{address}/consents", {}).status_code == 409


def test_a_date_taken_back_is_still_remembered(api, address):
    api("provider").patch(address, {"deprecated_at": day(0), "sunset_at": None})

    assert api("provider").patch(address, {"sunset_at": day(30)}).status_code == 202


def test_cancelling_does_not_get_around_it(api, address, announce):
    assert api("provider").post(f"{address}/cancel").json()["state"] == "cancelled"

    assert announce(sunset_at=day(30)).status_code == 409
    assert announce(sunset_at=day(60)).status_code == 201


def test_a_late_writer_is_told(api, address):
    etag = api("provider").get(address).headers["ETag"]
    api("provider").patch(address, {"guide": "https://guide.example"}, headers={"If-Match": etag})

    late = api("provider").patch(address, {"guide": "Another"}, headers={"If-Match": etag})

    assert late.status_code == 412
    assert api("provider").get(address).json()["guide"] == "https://guide.example"


def test_what_was_read_may_be_sent_back(api, address):
    read = api("provider").get(address).json()

    assert api("provider").patch(address, read | {"guide": "Do it"}).json()["guide"] == "Do it"
    assert api("provider").patch(address, {"version": "1.1.0"}).status_code == 422


def test_only_its_owner_changes_it(api, api_of, address, stranger):
    for client in (api("first"), api_of(stranger)):
        assert client.patch(address, {"sunset_at": day(90)}).status_code == 403
        assert client.post(f"{address}/cancel").status_code == 403
        assert client.post(f"{address}/retire").status_code == 403
    assert api("provider").get(f"{LIST}/999").status_code == 404


def test_when_the_last_who_had_not_agreed_has_moved_the_next_sweep_sets_them(api, address, move):
    api("provider").patch(address, {"sunset_at": day(30)})
    api("first").post(f"{address}/consents", {})
    sweep_deadlines(date.fromisoformat(day(0)))
    assert sunset(api, address) == day(60)
    move("second")
    sweep_deadlines(date.fromisoformat(day(0)))
    assert sunset(api, address) == day(30)
