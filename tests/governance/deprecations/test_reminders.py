"""Whoever has not moved is reminded before the sunset, and is in violation after it, whatever ends."""

from datetime import timedelta

import pytest

from governance.actions.deadlines import check_deadlines
from governance.models import Deprecation
from observability.models import Alert, AlertState
from tests.governance.deprecations.conftest import day

SUBJECTS = {
    "version": {},
    "operation": {"version": "", "operation": "GET /reports/{id}"},
    "service": {"contract": "", "version": ""},
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_reminders_at_each_threshold_and_a_violation_after_the_last_day(announce, move, kind):
    announce(sunset_at=day(200), **SUBJECTS[kind])
    sunset = Deprecation.objects.get().sunset_on
    for before in range(100, -3, -1):
        check_deadlines(sunset - timedelta(days=before))

    of_first = Alert.objects.filter(service__slug="first").order_by("id")
    reminders = of_first.filter(kind=f"{kind}.sunset-approaching")
    assert [alert.data["threshold"] for alert in reminders] == [90, 30, 7, 1]
    assert of_first.filter(kind=f"{kind}.past-sunset").count() == 1


def test_a_sunset_in_the_past_is_a_violation_at_once(announce):
    announce(sunset_at=day(-1))

    alerts = Alert.objects.filter(kind="version.past-sunset", severity="critical")
    assert {alert.team.slug for alert in alerts} == {"first-team", "second-team"}


def test_more_time_takes_the_reminders_of_the_former_date_back(announce, api):
    number = announce(sunset_at=day(5)).json()["id"]
    api("provider").patch(f"/api/v1/deprecations/{number}", {"sunset_at": day(300)})

    reminders = Alert.objects.filter(kind="version.sunset-approaching")
    assert set(reminders.values_list("state", flat=True)) == {AlertState.RESOLVED}


def test_what_is_cancelled_reminds_nobody(announce, api):
    number = announce(sunset_at=day(20)).json()["id"]
    api("provider").post(f"/api/v1/deprecations/{number}/cancel")
    check_deadlines(Deprecation.objects.get().sunset_on)

    assert not Alert.objects.filter(state=AlertState.OPEN, kind__startswith="version.").exists()
