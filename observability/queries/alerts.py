"""Alerts, newest first, and how far each got."""

from django.db.models import QuerySet

from catalog.models import Person
from catalog.queries import find
from observability import access
from observability.models import Alert, AlertState, Delivery

FILTERS = {
    "service": "service__slug",
    "team": "team__slug",
    "state": "state",
    "kind": "kind",
    "severity": "severity",
}


def alerts(**wanted: str) -> QuerySet[Alert]:
    """The alerts, filtered by `service`, `team` (slugs), `state`, `kind` and `severity` where given."""
    filters = {FILTERS[name]: value for name, value in wanted.items() if value}
    return Alert.objects.filter(**filters).select_related("team", "service").order_by("-id")


def standing_alerts(kind: str) -> QuerySet[Alert]:
    """The alerts of a kind of which nobody has said yet that what they tell of is over."""
    return Alert.objects.filter(kind=kind).exclude(state=AlertState.RESOLVED)


def alert(number: int) -> Alert:
    """Return the alert; raise NotFoundError."""
    return find.one(alerts(), f"The alert {number}", pk=number)


def deliveries(person: Person, alert: Alert) -> QuerySet[Delivery]:
    """The deliveries of the alert through the channels that the person may know of."""
    seen = access.visible_channels(person)
    return (
        Delivery.objects.filter(created_at=alert.created_at, alert=alert, channel__in=seen)
        .select_related("channel")
        .order_by("id")
    )
