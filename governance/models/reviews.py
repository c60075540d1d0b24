"""Reviews of contract versions, and what they found."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.contracts.changes import Change
from catalog.models import ContractVersion
from governance.models.jobs import OPEN, JobRow, JobState


class Verdict(models.TextChoices):
    """The four states of every judgement."""

    PASS = "pass"  # noqa: S105  # a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable", "not applicable"


BAD = Q(verdict__in=[Verdict.FAIL, Verdict.UNKNOWN]) | Q(state=JobState.FAILED)
"""What somebody has to look at."""


class Review(JobRow):
    """One judgement of a contract version against its baseline, kept with its evidence."""

    contract_version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=15, choices=Verdict.choices, blank=True)
    summary = models.TextField(blank=True)
    baseline = models.ForeignKey(
        ContractVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compatibility = models.CharField(
        max_length=20, blank=True, help_text="What the contract promised when it was judged."
    )
    strictness = models.CharField(max_length=20, blank=True)
    compared_with = models.JSONField(default=list, help_text="The versions that it was judged against.")
    upgrade_order = models.TextField(
        blank=True, help_text="Who may move first, where the version keeps to what was promised."
    )
    waived_until = models.DateTimeField(
        null=True, blank=True, help_text="It passes by waivers, of which the first ends then."
    )
    engine_version = models.CharField(max_length=40, blank=True)
    impacted = models.JSONField(default=list)
    undecided = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_review", fields=["contract_version"], condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(
                name="done_review_has_verdict", condition=Q(state=JobState.DONE) ^ Q(verdict="")
            ),
        ]
        indexes = [
            models.Index(name="open_reviews", fields=["state"], condition=Q(state__in=OPEN)),
            models.Index(name="bad_reviews", fields=["id"], condition=BAD),
            models.Index(
                name="reviews_by_waivers", fields=["waived_until"], condition=Q(waived_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.contract_version}"

    def standing(self, now: datetime) -> str:
        """The verdict at an instant: what passed by a waiver fails from the instant at which that ends."""
        ended = self.waived_until is not None and self.waived_until <= now
        return Verdict.FAIL if ended else self.verdict

    @property
    def stands(self) -> str:
        """The verdict now."""
        return self.standing(timezone.now())


class Finding(models.Model):
    """A breaking or dangerous change that a review found. Safe ones stand in the comparison."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    rule_id = models.CharField(max_length=100)
    severity = models.CharField(max_length=10)
    direction = models.CharField(max_length=10, blank=True)
    operations = ArrayField(models.TextField())
    fields = ArrayField(models.TextField(), default=list)
    fingerprint = models.CharField(max_length=64)
    message = models.TextField()
    change = models.JSONField(help_text="The engine's change as it was found.")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(name="finding_fingerprint", fields=["fingerprint"])]

    def __str__(self) -> str:
        return self.message

    def as_change(self) -> Change:
        return Change.from_json(self.change)
