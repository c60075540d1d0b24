"""Deprecations: what ends, when, what comes after it, and who still has to move."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from catalog.models import Contract, ContractVersion, Person, Service
from catalog.models.fields import Revised


class DeprecationKind(models.TextChoices):
    """What ends."""

    VERSION = "version"
    OPERATION = "operation"
    SERVICE = "service"


class DeprecationState(models.TextChoices):
    """Follows from the dates until somebody retires or cancels it."""

    ANNOUNCED = "announced"
    DEPRECATED = "deprecated"
    SUNSET = "sunset"
    RETIRED = "retired"
    CANCELLED = "cancelled"


class DeprecationOrigin(models.TextChoices):
    """Who says so: somebody, or the contract's own document, which may then take it back as well."""

    PERSON = "person"
    DOCUMENT = "document"


class Deprecation(Revised):
    """The announced end of a contract version, of an operation in one line of its contract, or of a whole service.

    The dates of a version's end stand on the version, which is a fact, so that there is one place that says them; those
    of the others, and what the dates of a cancelled one were, stand here.
    """

    kind = models.CharField(max_length=10, choices=DeprecationKind.choices, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="deprecations")
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="deprecations", null=True, blank=True
    )
    contract_version = models.ForeignKey(
        ContractVersion, on_delete=models.PROTECT, related_name="deprecations", null=True, blank=True
    )
    operation = models.CharField(max_length=1000, blank=True, help_text="The key of the operation.")
    line = models.CharField(
        max_length=40, blank=True, help_text="The major line that the operation ends in; blank: in every one."
    )
    origin = models.CharField(
        max_length=10, choices=DeprecationOrigin.choices, default=DeprecationOrigin.PERSON, editable=False
    )
    announced_at = models.DateField()
    deprecated_at = models.DateField(null=True, blank=True)
    sunset_at = models.DateField(null=True, blank=True)
    promised_sunset_at = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The last sunset that consumers were told, also after it was taken back: an earlier one needs them.",
    )
    successor_operation = models.CharField(max_length=1000, blank=True)
    successor_service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    guide = models.TextField(blank=True, help_text="How to move: Markdown, or the address of a page.")
    reason = models.TextField(blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    told = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text="The sunset and the threshold before it that everybody was reminded of last.",
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="deprecation_has_its_subject",
                condition=Q(
                    kind="version", contract__isnull=False, contract_version__isnull=False, operation=""
                )
                | (Q(kind="operation", contract__isnull=False, contract_version=None) & ~Q(operation=""))
                | Q(kind="service", contract=None, contract_version=None, operation=""),
            ),
            models.CheckConstraint(
                name="dates_of_a_version_stand_on_it",
                condition=Q(contract_version=None)
                | Q(cancelled_at__isnull=False)
                | Q(deprecated_at=None, sunset_at=None),
            ),
            models.CheckConstraint(
                name="sunset_follows_deprecation",
                condition=Q(sunset_at=None) | Q(deprecated_at=None) | Q(sunset_at__gte=F("deprecated_at")),
            ),
            models.CheckConstraint(
                name="retired_or_cancelled", condition=Q(retired_at=None) | Q(cancelled_at=None)
            ),
            models.UniqueConstraint(
                name="version_deprecated_once",
                fields=["contract_version"],
                condition=Q(kind="version", cancelled_at=None),
            ),
            models.UniqueConstraint(
                name="operation_deprecated_once",
                fields=["contract", "operation", "line"],
                condition=Q(kind="operation", cancelled_at=None),
            ),
            models.UniqueConstraint(
                name="service_deprecated_once",
                fields=["service"],
                condition=Q(kind="service", cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return f"/deprecations/{self.pk}"

    @property
    def subject(self) -> str:
        """What ends, in words."""
        if self.contract_version:
            return str(self.contract_version)
        if self.contract:
            within = f" of {self.contract} {self.line}" if self.line else f" of {self.contract}"
            return self.operation + within
        return self.service.slug

    @property
    def is_open(self) -> bool:
        return self.retired_at is None and self.cancelled_at is None

    @property
    def deprecated_on(self) -> date | None:
        """From when on nobody should begin to use it."""
        return self._dated.deprecated_at

    @property
    def sunset_on(self) -> date | None:
        """Its last day, which it lasts to the end of."""
        return self._dated.sunset_at

    @property
    def _dated(self) -> "Deprecation | ContractVersion":
        return self.contract_version if self.contract_version and not self.cancelled_at else self

    @property
    def successor(self) -> str | None:
        """What to move to: another version, another operation or another service, by its name."""
        if self.contract_version:
            following = self.contract_version.successor
            return following.version if following else None
        following_service = self.successor_service
        return self.successor_operation or (following_service.slug if following_service else None)

    def state(self, today: date) -> DeprecationState:
        """The state on a day (UTC); a sunset date ends at the end of its day."""
        if self.cancelled_at:
            return DeprecationState.CANCELLED
        if self.retired_at:
            return DeprecationState.RETIRED
        if self.sunset_on and self.sunset_on < today:
            return DeprecationState.SUNSET
        if self.deprecated_on and self.deprecated_on <= today:
            return DeprecationState.DEPRECATED
        return DeprecationState.ANNOUNCED


class MigrationState(models.TextChoices):
    """How far a consumer is."""

    PENDING = "pending"
    MOVING = "moving"
    MIGRATED = "migrated"


class Migration(models.Model):
    """One consumer's way off what ends: computed from its releases and deployments, and kept with that evidence."""

    deprecation = models.ForeignKey(Deprecation, on_delete=models.CASCADE, related_name="migrations")
    consumer = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="migrations")
    state = models.CharField(max_length=10, choices=MigrationState.choices)
    evidence = models.JSONField()
    since = models.DateTimeField(help_text="When it came into this state.")

    class Meta:
        ordering = ["consumer__slug"]
        constraints = [models.UniqueConstraint(name="migration_once", fields=["deprecation", "consumer"])]

    def __str__(self) -> str:
        return f"{self.consumer.slug} off {self.deprecation}: {self.state}"


class DateChangeState(models.TextChoices):
    PENDING = "pending"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


class DateChange(models.Model):
    """Dates that wait for the consent of the consumers, since one of them is earlier than what these were told."""

    deprecation = models.ForeignKey(Deprecation, on_delete=models.CASCADE, related_name="date_changes")
    deprecated_at = models.DateField(null=True, blank=True)
    sunset_at = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DateChangeState.choices, default=DateChangeState.PENDING)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_pending_date_change", fields=["deprecation"], condition=Q(state="pending")
            ),
            models.CheckConstraint(
                name="pending_is_undecided", condition=Q(state="pending") ^ Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"earlier dates for {self.deprecation}"


class Consent(models.Model):
    """A consumer's agreement to earlier dates, given by a member of its owner."""

    change = models.ForeignKey(DateChange, on_delete=models.CASCADE, related_name="consents")
    consumer = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="consent_once", fields=["change", "consumer"])]

    def __str__(self) -> str:
        return f"{self.consumer.slug} agrees to {self.change}"
