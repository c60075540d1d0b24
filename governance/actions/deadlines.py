"""What comes with time: reminders, violations, and dates that nobody is left to object to."""

from datetime import date, timedelta

from django.db import transaction

from governance.actions.deprecation_alerts import tell_announced
from governance.actions.deprecation_life import settle
from governance.actions.migrations import refresh_migrations
from governance.actions.reminders import THRESHOLDS, mark, remind_of
from governance.queries.deprecations import (
    agreed_changes,
    ending_by,
    open_deprecations,
    pending_change,
    still_on_it,
)


def sweep_deadlines(today: date) -> None:
    """Look at what crossed a threshold since everybody was told last, and at dates that all agree to. Safe to repeat.

    Between such moments it reads two lists and no more.
    """
    near = ending_by(today + timedelta(days=max(THRESHOLDS)))
    crossed = [one.pk for one in near if one.told != mark(one.sunset_on, today)]
    for number in {*crossed, *agreed_changes().values_list("deprecation", flat=True)}:
        look_again(number, today)


def check_deadlines(today: date) -> None:
    """Look at every open deprecation: who has moved, who is late, and who is to be reminded. Safe to repeat."""
    for number in list(open_deprecations().values_list("pk", flat=True)):
        look_again(number, today)


@transaction.atomic
def look_again(number: int, today: date) -> None:
    """Look at one of them, as also when something new was observed. Safe to repeat."""
    deprecation = open_deprecations().filter(pk=number).first()
    if deprecation is None:
        return
    refresh_migrations(deprecation)
    change = pending_change(deprecation)
    if change:
        change.deprecation = deprecation
        settle(change)
    tell_announced(deprecation, still_on_it(deprecation))
    remind_of(deprecation, today)
