"""Consumers still on a version hear of its sunset at 90, 30, 7 and 1 days, and after it."""

from datetime import date, timedelta

import pytest

from governance.actions.deadlines import check_deadlines, sweep_deadlines
from governance.actions.deprecations import set_dates
from observability.models import Alert, AlertState

SUNSET = date(2127, 6, 1)


@pytest.fixture
def ending(world, contract, using):
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a"))
    world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0"),))
    changes = {"sunset_at": SUNSET, "successor": world.version("provider", "1.1.0")}
    return set_dates(world.people["provider"], world.version("provider", "1.0.0"), changes)


def thresholds():
    alerts = Alert.objects.filter(kind="version.sunset-approaching").order_by("id")
    return [alert.data["threshold"] for alert in alerts]


def check(days_before):
    check_deadlines(SUNSET - timedelta(days=days_before))


def sweep(days_before):
    sweep_deadlines(SUNSET - timedelta(days=days_before))


def standing(kind):
    return Alert.objects.filter(kind=kind).exclude(state=AlertState.RESOLVED).count()


def test_nothing_is_said_before_the_first_threshold(ending):
    check(91)
    assert thresholds() == []


@pytest.mark.parametrize("look", [check, sweep])
def test_one_reminder_at_each_threshold(ending, look):
    for day in range(95, -1, -1):
        look(day)
    assert thresholds() == [90, 30, 7, 1]


def test_a_tighter_reminder_stands_instead_of_the_one_before(ending):
    for day in (90, 30, 7):
        sweep(day)
    assert standing("version.sunset-approaching") == 1
    sweep(-1)
    assert (standing("version.sunset-approaching"), standing("version.past-sunset")) == (0, 1)


def test_between_thresholds_a_sweep_reads_two_lists_and_no_more(ending, django_assert_num_queries):
    sweep(90)
    with django_assert_num_queries(2):
        sweep(31)


def test_a_sunset_that_passes_is_told_by_the_next_sweep(ending):
    sweep(0)
    assert standing("version.past-sunset") == 0
    sweep(-1)
    assert standing("version.past-sunset") == 1


def test_a_day_without_a_check_loses_no_reminder_and_repeats_none(ending):
    check(35)  # the check of day 90 did not run
    check(34)
    check(5)
    assert thresholds() == [90, 7]


def test_the_reminder_goes_to_the_consumer_and_names_the_successor(ending):
    check(30)
    alert = Alert.objects.get(kind="version.sunset-approaching")
    assert alert.team.slug == "consumer-team"
    assert "1.1.0" in alert.message
    assert alert.due_on == SUNSET


def test_on_the_last_day_it_is_no_violation_yet_and_the_next_day_it_is(ending):
    check(0)
    assert not Alert.objects.filter(kind="version.past-sunset").exists()
    check(-1)
    check(-2)
    assert Alert.objects.filter(kind="version.past-sunset").count() == 1


def test_who_has_moved_hears_nothing(world, ending, using):
    world.release("consumer", "1.1.0", consumes=(using("provider", "1.1.0"),))
    check(30)
    assert thresholds() == []


def test_who_has_moved_but_still_runs_the_old_release_does(world, ending, using, contract):
    world.deploy(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0"),)))
    world.release("consumer", "1.1.0", consumes=(using("provider", "1.1.0"),))
    check(30)
    assert thresholds() == [30]
