"""What rows that are jobs have in common."""

from django.db import models


class JobState(models.TextChoices):
    """Where the job stands; the row is the job."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (JobState.PENDING, JobState.RUNNING)


class JobRow(models.Model):
    """A row that is a job: taken by a worker with a claim that lapses, so that a dead one's work is soon another's."""

    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
