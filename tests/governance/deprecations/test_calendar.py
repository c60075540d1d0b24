"""The deprecations are a calendar to subscribe to, also for calendars that can send no header."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from tests.governance.deprecations.conftest import LIST, day

CALENDAR = "/api/v1/deprecations.ics"


def events(answer):
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.fixture
def address_path(api):
    url = api("first").post(f"{LIST}/calendar").json()["url"]
    return url[url.index("/api/") :]


def test_one_event_for_each_date(api, announce):
    number = announce(deprecated_at=day(10), sunset_at=day(60), successor="1.1.0").json()["id"]

    found = events(api("first").get(CALENDAR))

    assert [str(event["summary"]) for event in found.values()] == [
        "Deprecated from provider/api 1.0.0",
        "Last day of provider/api 1.0.0",
    ]
    assert [event["dtstart"].dt for event in found.values()] == [date.fromisoformat(day(n)) for n in (10, 60)]
    assert all(str(event["url"]).endswith(f"/deprecations/{number}") for event in found.values())
    assert all("0 of 2 consumers have moved." in str(event["description"]) for event in found.values())


def test_a_date_that_moves_moves_its_event(api, address):
    before = events(api("first").get(CALENDAR))
    api("provider").patch(address, {"sunset_at": day(90)})
    after = events(api("first").get(CALENDAR))

    assert before.keys() == after.keys()
    assert [event["dtstart"].dt.isoformat() for event in after.values()] == [day(90)]


def test_it_is_filtered_as_the_list_is_and_leaves_out_what_was_cancelled(api, address):
    assert len(events(api("first").get(CALENDAR, {"consumer": "first"}))) == 1
    assert events(api("first").get(CALENDAR, {"service": "first"})) == {}
    assert api("first").get(CALENDAR, {"colour": "red"}).status_code == 422

    api("provider").post(f"{address}/cancel")
    assert events(api("first").get(CALENDAR)) == {}


def test_its_address_opens_it_to_calendars(announced, address_path):
    answer = Client().get(address_path, headers={"Accept": "text/calendar"})

    assert len(events(answer)) == 1


def test_the_address_opens_nothing_else(announced, address_path):
    query = address_path.partition("?")[2]
    secret = query.removeprefix("token=")

    assert Client().get(f"{LIST}?{query}").status_code == 401
    assert Client().get(LIST, headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_the_log_leaves_the_secret_out(announced, address_path, caplog):
    Client().get(address_path)

    assert "deprecations.ics" in caplog.text
    assert address_path.partition("token=")[2] not in caplog.text


def test_a_new_address_ends_the_one_before(api, announced, address_path):
    api("first").post(f"{LIST}/calendar")

    assert Client().get(address_path).status_code == 401


def test_an_address_can_be_ended(api, announced, address_path):
    assert api("first").delete(f"{LIST}/calendar").status_code == 204

    assert Client().get(address_path).status_code == 401


def test_an_address_ends_with_its_person(scene, announced, address_path):
    person = scene.people["first"]
    person.is_active = False
    person.save()

    assert Client().get(address_path).status_code == 401


def test_nobody_in_particular_may_not_read_it(announced):
    refused = Client().get(CALENDAR, headers={"Accept": "text/calendar"})

    assert refused.status_code == 401
    assert refused.headers["Content-Type"] == "application/problem+json"
