"""Waivers: exceptions that somebody else approved, and that end by themselves."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from catalog.models import Person, Service
from catalog.models.fields import SlugField


class WaiverState(models.TextChoices):
    """Where a waiver stands; it follows from what was decided and from the clock."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Waiver(models.Model):
    """An exception of one service from a policy, or for one finding of its contracts by the finding's fingerprint.

    `operations` is the reach of the finding that was approved: a larger one is not covered.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="waivers")
    policy = SlugField(blank=True)
    finding = models.CharField(max_length=64, blank=True, help_text="The fingerprint of a finding.")
    operations = ArrayField(models.TextField(), default=list, blank=True)
    subject = models.TextField(help_text="What is waived, in words.")
    reason = models.TextField()
    conditions = models.TextField(blank=True)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    approved = models.BooleanField(null=True, blank=True, help_text="Null until it is decided.")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What whoever decided or revoked it had to say.")
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="renewals", null=True, blank=True
    )

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(name="waives_one_thing", condition=Q(policy="") ^ Q(finding="")),
            models.CheckConstraint(name="waiver_ends", condition=Q(expires_at__gt=F("requested_at"))),
            models.CheckConstraint(
                name="waiver_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
            ),
            models.CheckConstraint(
                name="waiver_decision_is_whole",
                condition=Q(approved=None, decided_by=None, decided_at=None)
                | Q(approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_an_approved_waiver_is_revoked", condition=Q(revoked_at=None) | Q(approved=True)
            ),
        ]
        indexes = [
            models.Index(
                name="granted_waivers",
                fields=["service", "expires_at"],
                condition=Q(approved=True, revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"waiver {self.pk} of {self.service.slug}: {self.policy or self.finding}"

    def get_absolute_url(self) -> str:
        return f"/waivers/{self.pk}"

    def state(self, now: datetime) -> WaiverState:
        """Where it stands at an instant; its end is honoured at that instant, whoever asks."""
        if self.approved is False:
            return WaiverState.DENIED
        if self.revoked_at is not None:
            return WaiverState.REVOKED
        if self.expires_at <= now:
            return WaiverState.EXPIRED
        return WaiverState.APPROVED if self.approved else WaiverState.PENDING
