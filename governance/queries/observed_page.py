"""What the page of a service shows of its traffic."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Sum

from catalog.models import Service
from governance.queries.observed_ends import services_named
from observability.models import Measurement, ObservedDependency, UsageSample
from observability.queries.usage import WINDOW, measurements, observed_dependencies

MOST_CALLED = 10
CALLERS = 200


@dataclass
class Caller:
    """Somebody who calls what no live release of theirs declares; the service is None where nobody registered it."""

    consumer: str
    last_seen: datetime
    service: Service | None = None
    operations: list[str] = field(default_factory=list)
    environments: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ObservedPage:
    """Where traffic is measured; the operations that are called most, and who calls without having said so."""

    measured: list[Measurement]
    days: int
    operations: list[dict[str, Any]] = field(default_factory=list)
    undeclared: list[Caller] = field(default_factory=list)


def observed_page(service: Service, now: datetime) -> ObservedPage:
    """The traffic of the last days, in four queries at most."""
    measured = list(measurements(service))
    if not measured:
        return ObservedPage([], WINDOW.days)
    return ObservedPage(measured, WINDOW.days, _most_called(service, now), _undeclared(service, now))


def _most_called(service: Service, now: datetime) -> list[dict[str, Any]]:
    samples = UsageSample.objects.filter(
        dependency__contract__service=service, begins_at__gt=now - WINDOW
    ).exclude(dependency__consumer=service.slug)
    named = {"contract": "dependency__contract__slug", "operation": "dependency__operation"}
    rows = samples.order_by().values(*named.values())
    rows = rows.annotate(
        calls=Sum("calls"),
        failed=Sum("errors"),
        callers=Count("dependency__consumer", distinct=True),
        last_seen=Max("dependency__last_seen"),
    )
    most = rows.order_by("-calls", *named.values())[:MOST_CALLED]
    return [row | {name: row[path] for name, path in named.items()} for row in most]


def _undeclared(service: Service, now: datetime) -> list[Caller]:
    """The latest first; those that are not registered before the others."""
    rows = observed_dependencies(now, service=service.slug, declared=False).exclude(consumer=service.slug)
    callers: dict[str, Caller] = {}
    for row in rows[:CALLERS]:
        caller = callers.setdefault(row.consumer, Caller(row.consumer, row.last_seen))
        _add(caller, row)
    services = services_named(callers) if callers else {}
    for caller in callers.values():
        caller.service = services.get(caller.consumer)
    return sorted(callers.values(), key=lambda caller: caller.service is not None)


def _add(caller: Caller, row: ObservedDependency) -> None:
    if row.operation not in caller.operations:
        caller.operations.append(row.operation)
    if row.environment.slug not in caller.environments:
        caller.environments.append(row.environment.slug)
