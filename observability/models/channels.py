"""Channels: where alerts go; and deliveries: each alert on its way through one of them."""

import base64
import secrets
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.models import Team
from catalog.models.fields import Revised, SlugField
from observability.models.alerts import Alert

SECRET_PREFIX = "whsec_"  # noqa: S105  # the prefix of every secret, not a secret
SECRET_BYTES = (24, 64)
CHANGEOVER = timedelta(days=1)


def new_secret() -> str:
    """A signing secret in the form of Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def validate_secret(secret: str) -> None:
    """Raise ValidationError unless it is `whsec_` and the base64 of 24 to 64 bytes (Standard Webhooks)."""
    try:
        size = len(base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True))
    except ValueError:
        size = 0
    if not secret.startswith(SECRET_PREFIX) or not SECRET_BYTES[0] <= size <= SECRET_BYTES[1]:
        raise ValidationError("A secret is whsec_ followed by the base64 of 24 to 64 random bytes.")


class ChannelKind(models.TextChoices):
    WEBHOOK = "webhook"


class Channel(Revised):
    """Where a team's alerts go, or everybody's where it belongs to no team."""

    slug = SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=ChannelKind.choices, default=ChannelKind.WEBHOOK)
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=200, validators=[validate_secret], default=new_secret)
    previous_secret = models.CharField(max_length=200, blank=True)
    secret_changed_at = models.DateTimeField(default=timezone.now)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="channels", null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    @property
    def enabled(self) -> bool:
        return self.disabled_at is None

    def signing_secrets(self, now: datetime) -> list[str]:
        """The secret, and for a day after its change the one before, so that receivers can change over."""
        changing = self.previous_secret and now < self.secret_changed_at + CHANGEOVER
        return [self.secret, self.previous_secret] if changing else [self.secret]


class DeliveryState(models.TextChoices):
    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


WAITING = (DeliveryState.PENDING, DeliveryState.SENDING)


class Delivery(models.Model):
    """One alert on its way through one channel; the row is the job. Partitioned by month.

    `created_at` is the alert's, so that one alert goes once through one channel, whatever the partition.
    """

    pk = models.CompositePrimaryKey("created_at", "id")
    id = models.BigIntegerField(
        db_default=models.expressions.RawSQL("nextval('observability_delivery_id')", ())
    )
    created_at = models.DateTimeField()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    message_id = models.UUIDField(default=uuid.uuid4, help_text="The same for every attempt.")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(
        default=timezone.now, help_text="When to try (again), or when a claim lapses."
    )
    claim = models.UUIDField(null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="delivery_once", fields=["alert", "channel", "created_at"]),
            models.CheckConstraint(
                name="finished_when_over", condition=Q(state__in=WAITING) ^ Q(finished_at__isnull=False)
            ),
            models.CheckConstraint(
                name="claimed_while_sending",
                condition=Q(state=DeliveryState.SENDING) ^ Q(claim__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="due_deliveries", fields=["due_at"], condition=Q(state__in=["pending", "sending"])
            ),
            models.Index(name="delivery_by_id", fields=["id"]),
        ]

    def __str__(self) -> str:
        return f"{self.alert} through {self.channel}"

    @property
    def webhook_id(self) -> str:
        return f"msg_{self.message_id.hex}"
