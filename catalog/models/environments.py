"""Environments, and which release runs where."""

from django.db import models
from django.db.models import F, Q

from catalog.models.fields import Revised, SlugField
from catalog.models.people import Person
from catalog.models.releases import Release
from catalog.models.services import Service


class GateMode(models.TextChoices):
    """What a deployment without a valid allow means in the environment."""

    OFF = "off"
    ENFORCE = "enforce"


class Environment(Revised):
    """Where releases run. Releases move from low rank to high."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(default=0)
    production = models.BooleanField(default=False)
    gate_mode = models.CharField(max_length=10, choices=GateMode.choices, default=GateMode.ENFORCE)
    unknown_passes = models.BooleanField(default=False)

    class Meta:
        ordering = ["rank", "slug"]

    def __str__(self) -> str:
        return self.title


class Deployment(models.Model):
    """A release in an environment and instance, from start to end; one is current per service and place."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="deployments")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deployments")
    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="deployments")
    instance = SlugField(default="default")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_deployment",
                fields=["service", "environment", "instance"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="deployment_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]
        indexes = [
            models.Index(
                name="current_in_environment",
                fields=["environment", "service"],
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                name="current_of_release",
                fields=["release"],
                include=["environment"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} in {self.environment}"
