"""Calls of which nobody told whether they are of the version that ends, and that nothing declared explains."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from catalog.models import Dependency, Service
from catalog.queries.consumption import live_consumers
from governance.models import Deprecation
from governance.queries.deprecated_uses import uses_by_deprecation
from governance.queries.observed_ends import Observed, services_named
from observability.models import ObservedDependency


@dataclass(frozen=True)
class UnclearCaller:
    """Who called operations lately that what ends shares with other versions; no service where nobody registered it."""

    consumer: str
    service: Service | None
    operations: tuple[str, ...]
    environments: tuple[str, ...]
    last_seen: datetime


def unclear_callers(deprecation: Deprecation, observed: Observed, now: datetime) -> list[UnclearCaller]:
    """They may be on it: no version was told, and they declare no use of another version that has the operation."""
    calls: dict[str, list[ObservedDependency]] = defaultdict(list)
    certain = observed.last_calls(now)
    for row in _unexplained(deprecation, observed, now):
        if row.consumer not in certain:
            calls[row.consumer].append(row)
    services = services_named(calls)
    return [
        UnclearCaller(
            consumer,
            services.get(consumer),
            tuple(sorted({row.operation for row in rows})),
            tuple(sorted({row.environment.slug for row in rows})),
            max(row.last_seen for row in rows),
        )
        for consumer, rows in sorted(calls.items())
    ]


def _unexplained(deprecation: Deprecation, observed: Observed, now: datetime) -> Iterator[ObservedDependency]:
    unclear = observed.unclear(now)
    others = _other_uses(deprecation) if unclear else {}
    for row in unclear:
        having = {number for number, _ in observed.versions_with(row)}
        if not any(_covers(use, row.operation, having) for use in others.get(row.consumer, ())):
            yield row


def _other_uses(deprecation: Deprecation) -> dict[str, list[Dependency]]:
    """What the live releases of each consumer use of the contract beside what ends."""
    uses = live_consumers([deprecation.contract_id] if deprecation.contract_id else [])
    [(_, resting)] = uses_by_deprecation([deprecation], uses)
    on_it, found = {use.pk for use in resting}, defaultdict(list)
    for use in uses:
        if use.pk not in on_it:
            found[use.release.service.slug].append(use)
    return found


def _covers(use: Dependency, operation: str, having: set[int]) -> bool:
    return operation in use.operations if use.operations else use.built_against_id in having
