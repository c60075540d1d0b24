"""What was observed: who called which operation of whom where, how often, and what was measured at all.

Only what was measured can be said to be quiet. Where no measurement covers a service, nothing is known of its traffic.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalog.models import Contract, ContractVersion, Environment, Person, Service
from catalog.models.fields import SlugField

LONGEST_WINDOW = timedelta(days=1)
CONSUMER_LENGTH = 200
OPERATION_LENGTH = 1000


class ObservedDependency(models.Model):
    """Somebody who called an operation in an environment, whether that is declared and whether anybody knows them.

    The consumer is a name as it was reported: the slug of a service where one is registered under it.
    """

    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="observed")
    contract_version = models.ForeignKey(
        ContractVersion,
        on_delete=models.PROTECT,
        related_name="observed",
        null=True,
        blank=True,
        help_text="The version that was called; null where that was not told.",
    )
    operation = models.CharField(max_length=OPERATION_LENGTH, help_text="The key of the operation.")
    consumer = models.CharField(max_length=CONSUMER_LENGTH)
    first_seen = models.DateTimeField(help_text="The beginning of the first window with calls.")
    last_seen = models.DateTimeField(help_text="The last instant of the last window with calls.")

    class Meta:
        ordering = ["-last_seen", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="observed_once",
                fields=["contract", "environment", "consumer", "operation", "contract_version"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="observed_in_order", condition=Q(first_seen__lt=F("last_seen"))),
        ]
        indexes = [
            models.Index(name="observed_lately", fields=["-last_seen", "-id"]),
            models.Index(name="observed_of_consumer", fields=["consumer"]),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} calls {self.operation} of {self.contract} in {self.environment.slug}"


class UsageSample(models.Model):
    """How often that happened in one window, as one source counted. Partitioned by month.

    What a source says again of the same window replaces what it said before, so nothing is counted twice.
    """

    pk = models.CompositePrimaryKey("begins_at", "id")
    id = models.BigIntegerField(
        db_default=models.expressions.RawSQL("nextval('observability_usagesample_id')", ())
    )
    dependency = models.ForeignKey(ObservedDependency, on_delete=models.CASCADE, related_name="samples")
    source = SlugField(help_text="Who counted: a mesh, a gateway, a pipeline.")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    calls = models.PositiveBigIntegerField()
    errors = models.PositiveBigIntegerField(default=0, help_text="How many of the calls failed.")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-begins_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="sample_once", fields=["dependency", "source", "begins_at", "ends_at"]
            ),
            models.CheckConstraint(name="window_is_in_order", condition=Q(begins_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="window_is_short", condition=Q(ends_at__lte=F("begins_at") + LONGEST_WINDOW)
            ),
            models.CheckConstraint(name="errors_are_calls", condition=Q(errors__lte=F("calls"))),
        ]

    def __str__(self) -> str:
        return f"{self.calls} calls from {self.begins_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M}"


class Measurement(models.Model):
    """The traffic of a service in an environment is measured: without a gap of more than a day from `since` to `until`.

    After a longer gap it begins anew, so that "not observed since" is never said of a time nobody looked at.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="measurements")
    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["service", "environment__rank", "environment__slug"]
        constraints = [
            models.UniqueConstraint(name="measured_once", fields=["service", "environment"]),
            models.CheckConstraint(name="measured_in_order", condition=Q(since__lt=F("until"))),
        ]

    def __str__(self) -> str:
        return f"{self.service.slug} in {self.environment.slug}"
