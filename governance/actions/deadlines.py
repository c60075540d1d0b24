"""What comes with the day: reminders, violations, and dates that nobody is left to object to."""

from datetime import date

from django.db import transaction

from governance.actions.deprecation_life import pending_change, settle
from governance.actions.migrations import refresh_migrations
from governance.actions.reminders import remind_of
from governance.queries.deprecations import open_deprecations


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
    remind_of(deprecation, today)
