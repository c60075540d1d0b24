"""The deprecations as a calendar (RFC 5545), and who may fetch it by its address."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from catalog.models import Person
from governance.models import CalendarKey, Deprecation

WORDS = {"deprecated": "Deprecated from", "sunset": "Last day of"}


def person_of_calendar(secret: str) -> Person | None:
    """The active person whose calendar this secret opens, or None."""
    key = CalendarKey.objects.select_related("person").filter(digest=CalendarKey.hash(secret)).first()
    return key.person if key and key.person.is_active else None


def calendar_of(deprecations: Iterable[Deprecation]) -> bytes:
    """One event for each date. A date that moves moves its event, since the event's identity is not in its date."""
    calendar = Calendar()
    calendar.add("prodid", "-//Portolan//Deprecations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deprecations")
    for deprecation in deprecations:
        for event in _events(deprecation):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(deprecation: Deprecation) -> Iterator[Event]:
    if deprecation.deprecated_on:
        yield _event(deprecation, "deprecated", deprecation.deprecated_on)
    if deprecation.sunset_on:
        yield _event(deprecation, "sunset", deprecation.sunset_on)


def _event(deprecation: Deprecation, which: str, day: date) -> Event:
    """A whole day, during which nobody is busy; `dtend` is the first day after it."""
    event = Event()
    event.add(
        "uid", f"deprecation-{deprecation.pk}-{which}@{urlsplit(settings.PORTOLAN_PUBLIC_URL).hostname}"
    )
    event.add("dtstamp", deprecation.updated_at)
    event.add("last-modified", deprecation.updated_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{WORDS[which]} {deprecation}")
    event.add("description", _description(deprecation))
    event.add("url", settings.PORTOLAN_PUBLIC_URL + deprecation.get_absolute_url())
    event.add("categories", [deprecation.get_kind_display()])
    event.add("transp", "TRANSPARENT")
    return event


def _description(deprecation: Deprecation) -> str:
    consumers = deprecation.consumer_count  # type: ignore[attr-defined]  # the query counts them
    moved = deprecation.migrated_count  # type: ignore[attr-defined]
    lines = [f"{moved} of {consumers} consumers have moved." if consumers else "Nobody is known to use it."]
    if deprecation.successor:
        lines.append(f"Instead: {deprecation.successor}.")
    lines.append(f"Owner: {deprecation.service.owner.title}.")
    return "\n".join(filter(None, [*lines, deprecation.reason]))
