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


def told(name):
    """What the service's owner was told of the version that ends, and stands."""
    alerts = Alert.objects.filter(service__slug=name, kind__startswith="version.").exclude(
        state=AlertState.RESOLVED
    )
    return sorted(alert.kind for alert in alerts)


def test_who_begins_to_use_what_ends_hears_what_the_others_were_told(announce, scene, using):
    announce(sunset_at=day(5))
    scene.service("late")
    scene.release("late", "1.0.0", consumes=(using("provider", "1.0.0"),))

    assert told("late") == ["version.deprecated", "version.sunset-approaching"]


def test_who_has_moved_and_goes_back_is_told_again(announce, scene, move, using):
    announce(sunset_at=day(5))
    move("first")
    assert told("first") == []
    scene.release("first", "3.0.0", consumes=(using("provider", "1.0.0"),))

    assert told("first") == ["version.deprecated", "version.sunset-approaching"]


def test_what_is_told_already_is_not_told_again_by_another_release(announce, scene, using):
    announce(sunset_at=day(5))
    before = Alert.objects.filter(kind__startswith="version.").count()
    scene.deploy(scene.release("first", "1.1.0", consumes=(using("provider", "1.0.0"),)))

    assert Alert.objects.filter(kind__startswith="version.").count() == before


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
