"""What policies are told of the production traffic of services, to whole days.

A day is as much as a policy needs, and keeps a service from being judged anew with every report.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import F

from governance.policy.document import Caller, instant
from governance.policy.words import Instant
from observability.models import Measurement
from observability.queries.usage import WINDOW, observed_dependencies


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
    today = _midnight(now.date())
    measured = Measurement.objects.filter(
        service__in=service_ids, environment__production=True, until__gte=today - WINDOW
    )
    until = measured.order_by("until").values_list("service", "until")
    found = {service: Traffic(moment) for service, moment in until}
    if found:
        rows = observed_dependencies(today).filter(contract__service__in=found, environment__production=True)
        rows = rows.exclude(consumer=F("contract__service__slug")).order_by(
            "contract__slug", "consumer", "id"
        )
        named = ("contract__slug", "consumer", "operation", "last_seen", "registered", "declared")
        for row in rows.values_list("contract__service", *named):
            call = Call(*row)
            found[call.service_id].add(call)
    return found


def _last_day(calls: list[Call]) -> Instant:
    return instant(_midnight(max(call.last_seen for call in calls).date()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
