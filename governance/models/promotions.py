"""Promotions: the stored answers of the gate."""

from django.db import models

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
        ]

    def __str__(self) -> str:
        return f"{self.release} to {self.environment}: {self.decision}"

    def get_absolute_url(self) -> str:
        return f"/promotions/{self.pk}"
