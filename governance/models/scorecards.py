"""Scorecards, how services stood by them day by day, and campaigns."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from catalog.models import Service
from catalog.models.fields import Revised, SlugField


class Scorecard(Revised):
    """Policies in levels: a level is reached where its policies and those of every level below hold.

    `levels` are `{"name", "policies": [slug]}`, the lowest first.
    """

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    levels = models.JSONField()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/scorecards/{self.slug}"

    @property
    def level_names(self) -> list[str]:
        return [level["name"] for level in self.levels]

    @property
    def policies(self) -> list[str]:
        """The policies of all levels, once each."""
        return list(dict.fromkeys(slug for level in self.levels for slug in level["policies"]))


class Standing(models.Model):
    """How a service stood by a scorecard at the end of a day; the latest is how it stands.

    `level` counts the levels that are reached; 0 is none. Of the policies that apply, `holding` hold.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="standings")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="standings")
    day = models.DateField()
    level = models.PositiveSmallIntegerField()
    holding = models.PositiveSmallIntegerField()
    applying = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scorecard", "service", "-day"]
        constraints = [
            models.UniqueConstraint(name="standing_once_a_day", fields=["scorecard", "service", "day"]),
            models.CheckConstraint(name="no_more_hold_than_apply", condition=Q(holding__lte=F("applying"))),
        ]
        indexes = [models.Index(name="standings_of_day", fields=["scorecard", "day"])]

    def __str__(self) -> str:
        return f"{self.service} by {self.scorecard} on {self.day}: {self.level}"


class Campaign(Revised):
    """A policy set that services in a scope have to keep by a day.

    `scope` names domains, teams, tiers and kinds; what it leaves out excludes nobody.
    """

    slug = SlugField(unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    policies = ArrayField(SlugField())
    scope = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    told = models.CharField(max_length=40, blank=True, help_text="The mark that everybody was told of last.")

    class Meta:
        ordering = ["due_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_starts", condition=Q(due_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/campaigns/{self.slug}"

    @property
    def services(self) -> Q:
        """Which services are in its scope."""
        names = {"domains": "system__domain__slug__in", "teams": "owner__slug__in"}
        names |= {"tiers": "tier__in", "kinds": "kind__in"}
        scope: dict[str, Any] = self.scope
        return Q(**{names[name]: values for name, values in scope.items() if values})
