"""Record what gateways, meshes and pipelines observed, once however often they say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from catalog.actions import audit
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Environment, Person, Service
from observability.actions.usage_names import Called, Counts, Sample, resolve
from observability.models import LONGEST_WINDOW, Measurement, ObservedDependency

CLOCK_SKEW = timedelta(minutes=5)
GAP = timedelta(days=1)
# One statement for thousands of rows, since that is what a gateway sends at once.
_OBSERVED = """
INSERT INTO observability_observeddependency AS known
  (environment_id, first_seen, last_seen, contract_id, contract_version_id, operation, consumer)
SELECT %s, %s, %s, * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])
ON CONFLICT ON CONSTRAINT observed_once DO UPDATE SET
  first_seen = least(known.first_seen, excluded.first_seen), last_seen = greatest(known.last_seen, excluded.last_seen)
"""
_NAMES = ("contract_id", "version_id", "operation", "consumer")
_SAMPLES = """
INSERT INTO observability_usagesample
  (source, begins_at, ends_at, recorded_by_id, recorded_at, dependency_id, calls, errors)
SELECT %s, %s, %s, %s, %s, dependency, calls, errors
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS counted (dependency, calls, errors)
ON CONFLICT (dependency_id, source, begins_at, ends_at) DO UPDATE SET calls = excluded.calls,
  errors = excluded.errors, recorded_by_id = excluded.recorded_by_id, recorded_at = excluded.recorded_at
"""


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


class _Seen(NamedTuple):
    """The row of an observed dependency."""

    pk: int
    first_seen: datetime
    last_seen: datetime


@transaction.atomic
def record_usage(actor: Person, batch: Batch) -> Recorded:
    """Record the samples that name what is registered, and say of each other one why it is not taken.

    The same source's count of the same window is replaced. Raises InvalidInputError for a window that cannot be.
    """
    _check_window(batch)
    names = resolve(actor, batch.samples, batch.measured)
    known, news = _observe(batch, names.calls)
    _count(actor, batch, {known[called]: counts for called, counts in names.calls.items()})
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

    All rows are made or changed in the order of their names, so that batches never wait for each other in a circle.
    """
    wanted = set(calls)
    before = _rows(batch, wanted)
    changed = sorted((called for called in wanted if _changes(batch, before.get(called))), key=str)
    columns = [[getattr(called, name) for called in changed] for name in _NAMES]
    with connection.cursor() as cursor:
        cursor.execute(_OBSERVED, [batch.environment.pk, batch.begins_at, batch.last_instant, *columns])
    made = _rows(batch, wanted - before.keys())
    again = {called for called, row in before.items() if row.last_seen.date() < batch.last_instant.date()}
    news = {called.service_id for called in again | made.keys()}
    return {called: row.pk for called, row in (before | made).items()}, news


def _changes(batch: Batch, row: _Seen | None) -> bool:
    return row is None or row.last_seen < batch.last_instant or row.first_seen > batch.begins_at


def _rows(batch: Batch, wanted: set[Called]) -> dict[Called, _Seen]:
    """Those that are known already."""
    if not wanted:
        return {}
    found = ObservedDependency.objects.filter(
        environment=batch.environment,
        contract__in={called.contract_id for called in wanted},
        consumer__in={called.consumer for called in wanted},
    ).values_list(
        *("contract__service", "contract", "contract_version", "operation", "consumer"),
        *("pk", "first_seen", "last_seen"),
    )
    by_name = {Called(*row[:-3]): _Seen(*row[-3:]) for row in found}
    return {called: row for called, row in by_name.items() if called in wanted}


def _count(actor: Person, batch: Batch, calls: dict[int, Counts]) -> None:
    """Keep how often each dependency was observed."""
    dependencies = sorted(calls)
    values: list[Any] = [
        *(batch.source, batch.begins_at, batch.ends_at, actor.pk, timezone.now(), dependencies),
        [calls[number].calls for number in dependencies],
        [calls[number].errors for number in dependencies],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLES, values)


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
