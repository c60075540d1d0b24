"""Trials of drafts of policies that take longer than a request may."""

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from catalog.models import Person
from catalog.models.fields import SlugField
from governance.models.reviews import OPEN, ReviewState


class PolicyTrial(models.Model):
    """A draft on its way past every service and past promotion. The row is the job, and keeps the answer for a while.

    `done` of `total` services and promotions are looked at; `told` is the answer as REST and pages show it.
    """

    policy = SlugField(help_text="The policy need not be registered.")
    content = models.JSONField(encoder=DjangoJSONEncoder, help_text="What the draft says.")
    days = models.PositiveSmallIntegerField(help_text="How far back promotions are tried.")
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.PENDING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    told = models.JSONField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="done_trial_has_an_answer", condition=Q(state=ReviewState.DONE) ^ Q(told__isnull=True)
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
