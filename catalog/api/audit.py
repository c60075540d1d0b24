"""The audit log."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from catalog import access
from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list
from catalog.api.fields import Slug, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import AuditEvent, Role
from catalog.queries.audit import audit_events


class AuditEventSerializer(FactSerializer[AuditEvent]):
    """Who did what to which object."""

    actor = Slug(slug_field="username", read_only=True)

    class Meta:
        model = AuditEvent
        fields = ("at", "actor", "action", "stream", "details")
        read_only_fields = ("action", "stream", "details")


class AuditFiltersSerializer(StrictSerializer):
    stream = Text(required=False, help_text="The kind and name of what was written: `service:credit-check`.")
    actor = Text(required=False, help_text="The username of who did it.")
    since = serializers.DateTimeField(required=False, help_text="That instant, or later.")
    until = serializers.DateTimeField(required=False, help_text="Before that instant.")


@describe_list(
    "audit_events", "List who did what, the latest first; for auditors and governance", AuditFiltersSerializer
)
class AuditEventListView(FactListView[AuditEvent]):
    serializer_class = AuditEventSerializer
    filters_class = AuditFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[AuditEvent]:
        access.require_role(actor_of(self.request), Role.AUDITOR, Role.GOVERNANCE)
        return audit_events(**filters)
