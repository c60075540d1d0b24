"""Where somebody's calendar fetches the deprecations from."""

import hashlib
import secrets

from django.db import models
from django.utils import timezone

from catalog.models import Person


class CalendarKey(models.Model):
    """The secret in the address that a person's calendar subscribes to.

    A calendar can send no header, so its secret stands in an address, which lands in logs: it opens this one calendar
    and nothing else, and a new one ends it. Only its SHA-256 is kept.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    PREFIX = "portolan_calendar_"

    def __str__(self) -> str:
        return f"calendar of {self.person}"

    @classmethod
    def make(cls, person: Person) -> str:
        """Make a new secret, which ends the one before; it can never be read again."""
        secret = cls.PREFIX + secrets.token_urlsafe(32)
        values = {"digest": cls.hash(secret), "created_at": timezone.now()}
        cls.objects.update_or_create(person=person, defaults=values)
        return secret

    @staticmethod
    def hash(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
