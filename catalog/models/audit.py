"""The append-only audit log, partitioned by month."""

from django.db import models
from django.utils import timezone

from catalog.models.people import Person


class AuditEvent(models.Model):
    """Who did what to which object, written in the same transaction; a trigger refuses change and removal."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.BigIntegerField(db_default=models.expressions.RawSQL("nextval('catalog_auditevent_id')", ()))
    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    stream = models.CharField(
        max_length=140, help_text="The object's kind and identity: service:credit-check."
    )
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(name="audit_stream", fields=["stream", "-at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.stream}"


class Change(models.Model):
    """Something changed, and who derives from it has not followed yet.

    Written with the audit log's line and taken away by the follower, each in its own transaction, so that no change
    is missed, however late a writer commits.
    """

    stream = models.CharField(max_length=140)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.stream
