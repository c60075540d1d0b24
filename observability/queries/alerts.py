"""Alerts, newest first."""

from django.db.models import QuerySet

from observability.models import Alert

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
    return Alert.objects.filter(**filters).select_related("team", "service")


def alert_details() -> QuerySet[Alert]:
    """Alerts with their deliveries and the channels' names."""
    return alerts().prefetch_related("deliveries__channel")
