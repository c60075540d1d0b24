"""Trials of drafts of policies that take longer than a request may."""

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from catalog.models import Person
from catalog.models.fields import SlugField
from governance.models.jobs import OPEN, JobRow, JobState


class PolicyTrial(JobRow):
    """A draft on its way past every service and past promotion, which keeps the answer for a while.

    `done` of `total` services and promotions are looked at; `told` is the answer as REST and pages show it.
    """

    policy = SlugField(help_text="The policy need not be registered.")
    content = models.JSONField(encoder=DjangoJSONEncoder, help_text="What the draft says.")
    days = models.PositiveSmallIntegerField(help_text="How far back promotions are tried.")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    told = models.JSONField(null=True, blank=True)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="done_trial_has_an_answer", condition=Q(state=JobState.DONE) ^ Q(told__isnull=True)
            )
        ]
        indexes = [models.Index(name="open_trials", fields=["state"], condition=Q(state__in=OPEN))]

    def __str__(self) -> str:
        return f"trial {self.pk} of {self.policy}"

    def get_absolute_url(self) -> str:
        return f"/policies/{self.policy}/trials/{self.pk}"

    def draft(self) -> dict[str, Any]:
        """The content as `engine_policy` takes it."""
        effective_at = self.content["effective_at"]
        return dict(self.content, effective_at=effective_at and datetime.fromisoformat(effective_at))
