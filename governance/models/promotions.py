"""Promotions: the stored answers of the gate; and overrides, by which people go past it."""

from django.db import models
from django.db.models import F, Q

from catalog.models import Environment, Person, Release


class Decision(models.TextChoices):
    ALLOW = "allow"
    DENY = "deny"
    UNKNOWN = "unknown"


class Promotion(models.Model):
    """A release's request for an environment, decided once, with all that it was decided from. Never changes."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="promotions")
    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="promotions")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reasons = models.JSONField()
    order = models.JSONField(default=list)
    facts = models.JSONField()
    document = models.JSONField(
        null=True, help_text="The facts document that policies judged; none before policies were."
    )
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField(
        null=True, blank=True, help_text="How long an allow counts as deployed."
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="only_an_allow_is_valid",
                condition=models.Q(decision=Decision.ALLOW) ^ models.Q(valid_until=None),
            ),
        ]
        indexes = [
            models.Index(
                name="valid_allows",
                fields=["environment", "valid_until"],
                condition=models.Q(decision=Decision.ALLOW),
            ),
            models.Index(name="decisions_of_release", fields=["release", "environment", "created_at"]),
            models.Index(name="refusals", fields=["-created_at"], condition=~Q(decision=Decision.ALLOW)),
        ]

    def __str__(self) -> str:
        return f"{self.release} to {self.environment}: {self.decision}"

    def get_absolute_url(self) -> str:
        return f"/promotions/{self.pk}"


class OverrideOutcome(models.TextChoices):
    """What the second person found."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Override(models.Model):
    """Somebody let a release past the gate, and answers for it: a violation until another person has reviewed it.

    It counts as an allow of its release in its environment for a limited time, unless its review rejects it.
    """

    promotion = models.OneToOneField(Promotion, on_delete=models.PROTECT, related_name="override")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    valid_until = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=OverrideOutcome.choices, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="override_is_reviewed_whole",
                condition=Q(reviewed_by=None, reviewed_at=None, outcome="")
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, outcome__in=OverrideOutcome.values),
            ),
            models.CheckConstraint(
                name="override_is_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")),
            ),
            models.CheckConstraint(name="override_has_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(name="valid_overrides", fields=["valid_until"])]

    def __str__(self) -> str:
        return f"override of {self.promotion}"

    def get_absolute_url(self) -> str:
        return self.promotion.get_absolute_url()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its review."""
        return self.reviewed_by_id is None
