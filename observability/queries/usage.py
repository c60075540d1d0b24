"""What was observed, and of whom anything is known."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from catalog.models import Dependency, Deployment, Service
from catalog.queries.consumption import by_newest_releases
from observability.models import LONGEST_WINDOW, Measurement, ObservedDependency, UsageSample

WINDOW = timedelta(days=30)
"""For how long what was observed counts: a job that runs once a month still calls within it."""

FILTERS = {
    "service": "contract__service__slug",
    "contract": "contract__slug",
    "environment": "environment__slug",
    "consumer": "consumer",
    "operation": "operation",
    "registered": "registered",
    "declared": "declared",
}


def observed_dependencies(now: datetime, **wanted: Any) -> QuerySet[ObservedDependency]:
    """Who was observed to call what within the window, the latest first, filtered by the names in `FILTERS`.

    Each has `registered` (a service has the consumer's name) and `declared` (a release of it which ran then, or is
    the latest, declares the operation).
    """
    rows = with_declarations(ObservedDependency.objects.filter(last_seen__gte=now - WINDOW))
    rows = rows.filter(**{FILTERS[name]: value for name, value in wanted.items() if value not in ("", None)})
    return rows.select_related("environment", "contract__service", "contract_version").order_by(
        "-last_seen", "-id"
    )


def with_declarations(rows: QuerySet[ObservedDependency]) -> QuerySet[ObservedDependency]:
    """The same, each with `registered` and `declared`."""
    known = Exists(Service.objects.filter(slug=OuterRef("consumer")))
    return rows.annotate(registered=known, declared=_declared())


def with_calls(rows: QuerySet[ObservedDependency], now: datetime) -> QuerySet[ObservedDependency]:
    """The same with how many `calls` there were within the window, and how many of them were `errors`."""
    return rows.annotate(calls=_sum("calls", now), errors=_sum("errors", now))


def measurements(service: Service | None = None) -> QuerySet[Measurement]:
    """Where and from when to when the traffic of the service, or of each, is measured."""
    rows = Measurement.objects.select_related("service", "environment")
    rows = rows.filter(service=service) if service else rows
    return rows.order_by("service", "environment__rank", "environment__slug")


def _declared() -> Exists:
    """Whether a release that ran when it was last seen (give or take a window), or is the latest, declares it."""
    named = Func(
        OuterRef("operation"),
        template="ARRAY[%(expressions)s]::varchar[]",
        output_field=ArrayField(CharField()),
    )
    seen = OuterRef(OuterRef("last_seen"))
    ran = Deployment.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=seen - LONGEST_WINDOW), release=OuterRef("release")
    )
    return Exists(
        Dependency.objects.filter(
            Q(Exists(ran)) | by_newest_releases(),
            Q(operations=[]) | Q(operations__contains=named),
            contract=OuterRef("contract"),
            release__service__slug=OuterRef("consumer"),
        )
    )


def _sum(name: str, now: datetime) -> Coalesce:
    samples = UsageSample.objects.filter(dependency=OuterRef("pk"), begins_at__gt=now - WINDOW)
    total = samples.order_by().values("dependency").annotate(total=Sum(F(name))).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=BigIntegerField())
