"""Answers that are given again to who repeats a request under the same key."""

from django.db import models
from django.utils import timezone

from catalog.models.people import Person


class IdempotentAnswer(models.Model):
    """The answer to a request that carried an `Idempotency-Key`, written in the transaction of what it did."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="idempotency_key_once", fields=["person", "key"])]

    def __str__(self) -> str:
        return f"{self.key} of {self.person}"
