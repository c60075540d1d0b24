"""Remind consumers of a sunset before it comes, and say so when it has passed."""

from datetime import date

from governance.actions.deprecation_alerts import remind, still_on_it, tell_violation
from governance.models import Deprecation

THRESHOLDS = (1, 7, 30, 90)  # days


def crossed(days_left: int) -> int | None:
    """The tightest threshold that has been crossed: a day on which no check ran loses no reminder."""
    return next((threshold for threshold in THRESHOLDS if days_left <= threshold), None)


def remind_of(deprecation: Deprecation, today: date) -> None:
    """Raise what is due today for every consumer that has not moved. Safe to repeat."""
    if deprecation.sunset_on is None or not deprecation.is_open:
        return
    days_left = (deprecation.sunset_on - today).days
    threshold = crossed(days_left)
    if threshold is None:
        return
    for consumer in still_on_it(deprecation):
        if days_left < 0:
            tell_violation(deprecation, consumer)
        else:
            remind(deprecation, consumer, days_left, threshold)
