"""Attested facts: what CI, scanners, meshes and gateways state about a service, for a time."""

from datetime import datetime
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from catalog.models.fields import Revised
from catalog.models.people import Person
from catalog.models.services import Service

SOURCE_PATTERN = r"[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?"


class SourceField(models.CharField[str, str]):
    """The name of a source, as policies write it: `facts['mesh']`."""

    default_validators = [
        RegexValidator(
            rf"^{SOURCE_PATTERN}\Z",
            "Use 1 to 63 lower-case letters, digits and . _ -, starting and ending with a letter or digit.",
        ),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 63
        super().__init__(*args, **kwargs)


class FactSource(Revised):
    """Who states facts of one kind, and the JSON Schema that they keep to."""

    slug = SourceField(unique=True)
    title = models.CharField(max_length=200)
    schema = models.JSONField(blank=True, help_text="What the data of every fact of this source keeps to.")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class AttestedFact(Revised):
    """What a source states about a service: its latest word, which holds until it expires."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="attested_facts")
    source = models.ForeignKey(FactSource, on_delete=models.PROTECT, related_name="facts")
    data = models.JSONField()
    ttl = models.CharField(max_length=40, help_text="How long it holds, as an ISO 8601 duration.")
    fits = models.BooleanField(
        default=True, help_text="Whether it keeps to its source's schema, which may have changed since."
    )
    attested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["service", "source__slug"]
        constraints = [
            models.UniqueConstraint(name="one_fact_per_source", fields=["service", "source"]),
            models.CheckConstraint(
                name="fact_holds_for_a_time", condition=Q(expires_at__gt=F("attested_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service.slug} {self.source.slug}"

    def is_fresh(self, now: datetime) -> bool:
        """Whether it may be judged by: it has not expired, and it says what its source promises today."""
        return self.fits and now < self.expires_at
