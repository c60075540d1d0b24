"""Alerts: what somebody should know, and do something about."""

from django.db import models

from catalog.models import Service, Team


class AlertSeverity(models.TextChoices):
    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class AlertState(models.TextChoices):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Alert(models.Model):
    """Something that a team should know: raised once for each `dedup_key`, however often it is found."""

    kind = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=AlertSeverity.choices)
    state = models.CharField(max_length=15, choices=AlertState.choices, default=AlertState.OPEN)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="alerts")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="alerts", null=True, blank=True
    )
    title = models.TextField()
    message = models.TextField()
    link = models.CharField(max_length=500, blank=True, help_text="A path in the portal.")
    data = models.JSONField(default=dict)
    dedup_key = models.CharField(max_length=300, unique=True)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(name="alerts_of_team", fields=["team", "state", "-id"]),
            models.Index(name="alerts_of_service", fields=["service", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/alerts/{self.pk}"
