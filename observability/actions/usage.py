"""Record what gateways, meshes and pipelines observed, once however often they say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from catalog.actions import audit
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Environment, Person, Service
from observability.actions.usage_names import Called, Sample, resolve
from observability.models import LONGEST_WINDOW, Measurement, ObservedDependency, UsageSample

CLOCK_SKEW = timedelta(minutes=5)
GAP = timedelta(days=1)


@dataclass(frozen=True)
class Batch:
    """What one source observed in an environment in one window.

    `measured` names services whose traffic the source sees as a whole, so that it is known of them that nobody else
    called; those that the samples are of are measured in any case.
    """

    environment: Environment
    source: str
    begins_at: datetime
    ends_at: datetime
    samples: list[Sample]
    measured: list[str]

    @property
    def last_instant(self) -> datetime:
        """The window ends before the instant that it is said to end at, so that a day's last one is of that day."""
        return self.ends_at - timedelta.resolution


@dataclass(frozen=True)
class Recorded:
    """How many samples were recorded, which were not and why, and the services of which something new is known."""

    recorded: int
    refused: list[FieldError]
    news: list[Service]


@transaction.atomic
def record_usage(actor: Person, batch: Batch) -> Recorded:
    """Record the samples that name what is registered, and say of each other one why it is not taken.

    The same source's count of the same window is replaced. Raises InvalidInputError for a window that cannot be.
    """
    _check_window(batch)
    names = resolve(actor, batch.samples, batch.measured)
    known, news = _observe(batch, names.calls)
    UsageSample.objects.bulk_create(
        [
            UsageSample(
                dependency_id=known[called],
                source=batch.source,
                begins_at=batch.begins_at,
                ends_at=batch.ends_at,
                calls=counts.calls,
                errors=counts.errors,
                recorded_by=actor,
            )
            for called, counts in sorted(names.calls.items(), key=lambda item: known[item[0]])
        ],
        update_conflicts=True,
        unique_fields=["dependency", "source", "begins_at", "ends_at"],
        update_fields=["calls", "errors", "recorded_by", "recorded_at"],
        batch_size=1000,
    )
    news |= _measure(batch, {service.pk for service in names.services})
    fresh = [service for service in names.services if service.pk in news]
    audit.announce(*fresh)
    audit.note(
        actor,
        "reported usage",
        batch.environment,
        source=batch.source,
        begins_at=batch.begins_at.isoformat(),
        ends_at=batch.ends_at.isoformat(),
        recorded=names.taken,
        refused=len(names.refused),
    )
    return Recorded(names.taken, names.refused, fresh)


def _check_window(batch: Batch) -> None:
    if batch.ends_at <= batch.begins_at:
        message = "The window ends before it begins."
    elif batch.ends_at - batch.begins_at > LONGEST_WINDOW:
        message = "A window is at most a day long; send several."
    elif batch.ends_at > timezone.now() + CLOCK_SKEW:
        message = "The window ends in the future, where nothing was observed."
    else:
        return
    raise InvalidInputError(message, [FieldError("/to", message)])


def _observe(batch: Batch, calls: Iterable[Called]) -> tuple[dict[Called, int], set[int]]:
    """The id of each observed dependency, and the services that are called by somebody new, or again on a new day.

    Rows are locked in the order of their ids, and made in the order of their names, so that batches never wait for
    each other in a circle.
    """
    wanted = set(calls)
    rows = _rows(batch, wanted)
    older = [
        row for row in rows.values() if row.last_seen < batch.last_instant or row.first_seen > batch.begins_at
    ]
    ObservedDependency.objects.filter(pk__in=[row.pk for row in older]).update(
        first_seen=Least("first_seen", batch.begins_at), last_seen=Greatest("last_seen", batch.last_instant)
    )
    ObservedDependency.objects.bulk_create(
        [
            ObservedDependency(
                environment=batch.environment,
                first_seen=batch.begins_at,
                last_seen=batch.last_instant,
                **called.fields,
            )
            for called in sorted(wanted - rows.keys(), key=str)
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    made = _rows(batch, wanted - rows.keys())
    again = {called for called, row in rows.items() if row.last_seen.date() < batch.last_instant.date()}
    news = {called.service_id for called in again | made.keys()}
    return {called: row.pk for called, row in (rows | made).items()}, news


def _rows(batch: Batch, wanted: set[Called]) -> dict[Called, ObservedDependency]:
    """Those that are known already, locked."""
    if not wanted:
        return {}
    found = (
        ObservedDependency.objects.filter(
            environment=batch.environment,
            contract__in={called.contract_id for called in wanted},
            consumer__in={called.consumer for called in wanted},
        )
        .select_related("contract")
        .select_for_update(of=["self"])
        .order_by("pk")
    )
    by_name = {
        Called(
            row.contract.service_id, row.contract_id, row.contract_version_id, row.operation, row.consumer
        ): row
        for row in found
    }
    return {called: row for called, row in by_name.items() if called in wanted}


def _measure(batch: Batch, services: set[int]) -> set[int]:
    """Say what is measured now, and return the services of which that is news: not yet, or not on that day."""
    before = dict(_measurements(batch, services).values_list("service", "until"))
    Measurement.objects.bulk_create(
        [
            Measurement(
                service_id=pk, environment=batch.environment, since=batch.begins_at, until=batch.ends_at
            )
            for pk in sorted(services - before.keys())
        ],
        ignore_conflicts=True,
    )
    known = Measurement.objects.filter(environment=batch.environment, service__in=services)
    known.filter(since__lte=batch.ends_at + GAP, until__gte=batch.begins_at - GAP).update(
        since=Least("since", batch.begins_at), until=Greatest("until", batch.ends_at)
    )
    known.filter(until__lt=batch.begins_at - GAP).update(since=batch.begins_at, until=batch.ends_at)
    return {pk for pk in services if pk not in before or before[pk].date() < batch.ends_at.date()}


def _measurements(batch: Batch, services: set[int]) -> QuerySet[Measurement]:
    rows = Measurement.objects.filter(environment=batch.environment, service__in=services)
    return rows.select_for_update().order_by("pk")
