"""Policies: governance rules, each with every version that it ever had."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from catalog.models import Person
from catalog.models.fields import Revised, SlugField
from governance.policy.model import MAX_WAIVER
from governance.policy.model import Enforcement as EngineEnforcement
from governance.policy.model import Policy as EnginePolicy


class PolicySeverity(models.TextChoices):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Enforcement(models.TextChoices):
    """What a policy that does not hold does in an environment, weakest first."""

    OFF = "off"
    AUDIT = "audit"
    WARN = "warn"
    ENFORCE = "enforce"


class Policy(Revised):
    """A governance rule; what it says is its current version. It is never removed: its enforcement is turned off."""

    slug = SlugField(unique=True)
    current = models.OneToOneField(
        "PolicyVersion", on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/policies/{self.slug}"


class PolicyVersion(models.Model):
    """What a policy says since somebody wrote it so. Never changed (by a trigger)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    scope = models.TextField(blank=True)
    variables = models.JSONField(default=dict, blank=True)
    rule = models.TextField()
    message = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    remediation = models.TextField(blank=True)
    severity = models.CharField(max_length=10, choices=PolicySeverity.choices, default=PolicySeverity.MEDIUM)
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    enforcement = models.JSONField(default=dict, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    max_waiver = models.CharField(
        max_length=40,
        default=MAX_WAIVER,
        help_text="How long a waiver may last: an ISO 8601 duration of whole days.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    CONTENT = (
        "title",
        "scope",
        "variables",
        "rule",
        "message",
        "rationale",
        "remediation",
        "severity",
        "categories",
        "enforcement",
        "effective_at",
        "max_waiver",
    )

    class Meta:
        ordering = ["policy", "-number"]
        constraints = [models.UniqueConstraint(name="policy_version_once", fields=["policy", "number"])]

    def __str__(self) -> str:
        return f"{self.policy.slug} version {self.number}"

    def content(self) -> dict[str, Any]:
        """What it says, without who said it and when."""
        return {name: getattr(self, name) for name in self.CONTENT}

    def as_policy(self) -> EnginePolicy:
        """The policy as the engine judges by it."""
        return engine_policy(self.policy.slug, self.content())


def engine_policy(slug: str, content: dict[str, Any]) -> EnginePolicy:
    """The policy of this content (`PolicyVersion.CONTENT`) as the engine judges by it."""
    strengths = {name: EngineEnforcement(strength) for name, strength in content["enforcement"].items()}
    made = {"categories": tuple(content["categories"]), "enforcement": strengths}
    return EnginePolicy(slug=slug, **content | made)
