"""Who holds what is to be retired."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from catalog.errors import ConflictError
from governance.models import Deprecation, MigrationState
from governance.queries.observed_ends import Observed, services_named
from observability.queries.usage import WINDOW


def refuse_while_used(deprecation: Deprecation, now: datetime) -> None:
    """Raise ConflictError with whoever holds it; the migrations have just been computed.

    After its sunset only what is deployed or was observed lately holds it; before, everybody who has not moved does.
    """
    ended = deprecation.sunset_on is not None and deprecation.sunset_on < now.date()
    declared = list(_declared(deprecation, ended=ended))
    named = {one["service"] for one in declared}
    observed = [one for one in _observed(deprecation, now) if one["service"] not in named]
    if declared or observed:
        who = "; ".join([_deployed(one) for one in declared] + [_seen(one) for one in observed])
        raise ConflictError(
            f"{deprecation} cannot be retired while it is used: {who}.",
            extra={"consumers": declared + observed},
        )


def _declared(deprecation: Deprecation, *, ended: bool) -> Iterator[dict[str, Any]]:
    waiting = deprecation.migrations.exclude(state=MigrationState.MIGRATED)
    for migration in waiting.select_related("consumer__owner"):
        for use in migration.evidence["uses"]:
            if use["environments"] or not ended:
                yield {
                    "service": migration.consumer.slug,
                    "owner": migration.consumer.owner.slug,
                    "release": use["release"],
                    "environments": use["environments"],
                }


def _observed(deprecation: Deprecation, now: datetime) -> Iterator[dict[str, Any]]:
    observed = Observed(deprecation)
    called = observed.last_calls(now)
    services = services_named(called)
    for consumer, last_seen in sorted(called.items()):
        service = services.get(consumer)
        yield {
            "service": consumer,
            "owner": service.owner.slug if service else None,
            "release": None,
            "environments": list(observed.places(consumer, now)),
            "last_seen": last_seen,
        }


def _deployed(one: dict[str, Any]) -> str:
    places = f" in {', '.join(one['environments'])}" if one["environments"] else ", not deployed"
    return f"{one['service']} {one['release']}{places}"


def _seen(one: dict[str, Any]) -> str:
    unknown = "" if one["owner"] else " (not registered)"
    places, days = ", ".join(one["environments"]), WINDOW.days
    return (
        f"{one['service']}{unknown}, last observed in {places} on {one['last_seen']:%Y-%m-%d},"
        f" which counts for {days} days"
    )
