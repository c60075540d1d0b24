"""The audit log."""

from django.db.models import QuerySet

from catalog.models import AuditEvent


def audit_events(stream: str = "") -> QuerySet[AuditEvent]:
    """What was done, the latest first, in one stream (`service:credit-check`) or in all."""
    events = AuditEvent.objects.select_related("actor")
    return (events.filter(stream=stream) if stream else events).order_by("-at", "-id")
