"""What policies are told of the production traffic of services, to whole days.

A day is as much as a policy needs, and keeps a service from being judged anew with every report.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from catalog.queries.prepared import Prepared, any_given, given
from governance.policy.document import Caller, instant
from governance.policy.words import Instant
from observability.models import Measurement, ObservedDependency
from observability.queries.usage import WINDOW, with_declarations


class Call(NamedTuple):
    """Somebody who called an operation in production, and when that was last seen."""

    service_id: int
    contract: str
    consumer: str
    operation: str
    last_seen: datetime
    registered: bool
    declared: bool


class Traffic:
    """The calls to a service within the window, where they are measured."""

    def __init__(self, measured_until: datetime) -> None:
        self._days = {measured_until.date()}
        self._calls: dict[tuple[str, str], list[Call]] = {}  # by contract and consumer

    def add(self, call: Call) -> None:
        self._days.add(call.last_seen.date())
        self._calls.setdefault((call.contract, call.consumer), []).append(call)

    def last_call(self, contract: str, consumer: str) -> Instant | None:
        """The day of the consumer's last call to the contract."""
        calls = self._calls.get((contract, consumer))
        return _last_day(calls) if calls else None

    def callers(self) -> list[Caller]:
        """Who called, as policies are told."""
        return [
            {
                "consumer": consumer,
                "registered": calls[0].registered,
                "contract": contract,
                "operations": sorted({call.operation for call in calls}),
                "undeclared": sorted({call.operation for call in calls if not call.declared}),
                "last_seen": _last_day(calls),
            }
            for (contract, consumer), calls in self._calls.items()
        ]

    def boundaries(self) -> list[datetime]:
        """When something of it will count no longer."""
        return [_midnight(day + WINDOW + timedelta(days=1)) for day in self._days]


def traffic_of(service_ids: Collection[int], now: datetime) -> dict[int, Traffic]:
    """The production traffic of those of the services that it is measured of; a service's own calls are left out."""
    since = _midnight(now.date()) - WINDOW
    found = {
        service: Traffic(until) for service, until in MEASURED.rows(services=list(service_ids), since=since)
    }
    if found:
        for row in CALLS.rows(services=list(found), since=since):
            call = Call(*row)
            found[call.service_id].add(call)
    return found


def _calls() -> QuerySet[ObservedDependency, Any]:
    rows = ObservedDependency.objects.filter(
        contract__service=any_given("services"), environment__production=True, last_seen__gte=given("since")
    )
    rows = rows.exclude(consumer=F("contract__service__slug"))
    return with_declarations(rows).order_by("contract__slug", "consumer", "id")


MEASURED = Prepared(
    lambda: Measurement.objects.filter(
        service=any_given("services"), environment__production=True, until__gte=given("since")
    ).order_by("until"),
    *("service_id", "until"),
)
CALLS = Prepared(
    _calls,
    *(
        "contract__service_id",
        "contract__slug",
        "consumer",
        "operation",
        "last_seen",
        "registered",
        "declared",
    ),
)


def _last_day(calls: list[Call]) -> Instant:
    return instant(_midnight(max(call.last_seen for call in calls).date()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
