"""Remind consumers of a sunset before it comes, and say so when it has passed."""

from datetime import date

from catalog.models import Service
from governance.actions.deprecation_alerts import remind, tell_announced, tell_violation
from governance.models import Deprecation
from governance.queries.deprecations import still_on_it

THRESHOLDS = (1, 7, 30, 90)  # days
PAST = "past"


def crossed(days_left: int) -> int | None:
    """The tightest threshold that has been crossed: a day on which no check ran loses no reminder."""
    return next((threshold for threshold in THRESHOLDS if days_left <= threshold), None)


def mark(sunset_on: date | None, today: date) -> str:
    """What there is to tell of a sunset on that day; nothing while it is far off."""
    if sunset_on is None:
        return ""
    days_left = (sunset_on - today).days
    threshold = crossed(days_left)
    return f"{sunset_on} {PAST if days_left < 0 else threshold}" if threshold else ""


def remind_of(deprecation: Deprecation, today: date) -> None:
    """Raise what is due today for every consumer that has not moved, and note that everybody was told.

    Safe to repeat.
    """
    for consumer in still_on_it(deprecation):
        _remind(deprecation, consumer, today)
    Deprecation.objects.filter(pk=deprecation.pk).update(told=mark(deprecation.sunset_on, today))


def tell_newcomer(deprecation: Deprecation, consumer: Service, today: date) -> None:
    """Tell who begins to use what ends, or uses it again, what the others were told before."""
    if deprecation.is_open:
        tell_announced(deprecation, [consumer])
        _remind(deprecation, consumer, today)


def _remind(deprecation: Deprecation, consumer: Service, today: date) -> None:
    if deprecation.sunset_on is None or not deprecation.is_open:
        return
    days_left = (deprecation.sunset_on - today).days
    threshold = crossed(days_left)
    if days_left < 0:
        tell_violation(deprecation, consumer)
    elif threshold is not None:
        remind(deprecation, consumer, days_left, threshold)
