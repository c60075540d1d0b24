"""The audit log."""

from datetime import datetime

from django.db.models import QuerySet

from catalog.models import AuditEvent


def audit_events(
    *, stream: str = "", actor: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[AuditEvent]:
    """What was done, the latest first: to one stream (`service:credit-check`), by one person, before `until`."""
    wanted = {"stream": stream, "actor__username": actor, "at__gte": since, "at__lt": until}
    events = AuditEvent.objects.filter(**{name: value for name, value in wanted.items() if value})
    return events.select_related("actor").order_by("-at", "-id")
