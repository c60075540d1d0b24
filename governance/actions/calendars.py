"""Make and end the address that somebody's calendar subscribes to."""

from django.conf import settings
from django.db import transaction

from catalog.actions import audit
from catalog.models import Person
from governance.models import CalendarKey

PATH = "/api/v1/deprecations.ics"


@transaction.atomic
def make_address(actor: Person) -> str:
    """Make the actor's own address; the one before opens nothing any more."""
    secret = CalendarKey.make(actor)
    audit.record(actor, "made a calendar address", actor)
    return f"{settings.PORTOLAN_PUBLIC_URL}{PATH}?token={secret}"


@transaction.atomic
def end_address(actor: Person) -> None:
    """Let the actor's address open nothing any more. Again changes nothing."""
    ended, _ = CalendarKey.objects.filter(person=actor).delete()
    if ended:
        audit.record(actor, "ended a calendar address", actor)
