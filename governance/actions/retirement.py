"""Who holds what is to be retired."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from catalog.errors import ConflictError, FieldError, InvalidInputError
from governance.models import Deprecation, MigrationState
from governance.queries.observed_ends import Observed, observed_of, services_named
from governance.queries.unclear_calls import UnclearCaller, unclear_callers
from observability.queries.usage import WINDOW

MENTIONED = 5
LONGEST_REASON = 5_000


def said_in_words(reason: str) -> str:
    """What somebody gives as reason, without the space around it; raises InvalidInputError where it is too long."""
    if len(reason.strip()) > LONGEST_REASON:
        message = f"Say it in at most {LONGEST_REASON} characters."
        raise InvalidInputError(message, [FieldError("/reason", message)])
    return reason.strip()


def refuse_while_used(deprecation: Deprecation, now: datetime, *, attributed: bool) -> None:
    """Raise ConflictError with whoever holds it; the migrations have just been computed.

    After its sunset only what is deployed or was observed lately holds it; before, everybody who has not moved does.
    What was called lately and may be of another version holds it until that is `attributed`: somebody said why.
    """
    observed = observed_of([deprecation])[deprecation.pk]
    ended = deprecation.sunset_on is not None and deprecation.sunset_on < now.date()
    declared = list(_declared(deprecation, ended=ended))
    named = {one["service"] for one in declared}
    called = [one for one in _observed(observed, now) if one["service"] not in named]
    if declared or called:
        who = _some([*map(_deployed, declared), *map(_seen, called)], "; ")
        raise ConflictError(
            f"{deprecation} cannot be retired while it is used: {who}.",
            extra={"consumers": declared + called},
        )
    if not attributed:
        _refuse_while_unclear(deprecation, observed, now)


def _refuse_while_unclear(deprecation: Deprecation, observed: Observed, now: datetime) -> None:
    unclear = unclear_callers(deprecation, observed, now)
    if unclear:
        who = _some(map(_perhaps, unclear), "; ")
        raise ConflictError(
            f"{deprecation} cannot be retired while it may be used: {who}. Other versions have these operations too,"
            " and which one was called was not told. Report the calls with their version, have the callers declare what"
            " they use, or give as `reason` why these calls are not of it.",
            extra={"consumers": [_unclear_facts(one) for one in unclear]},
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


def _observed(observed: Observed, now: datetime) -> Iterator[dict[str, Any]]:
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


def _unclear_facts(caller: UnclearCaller) -> dict[str, Any]:
    return {
        "service": caller.consumer,
        "owner": caller.service.owner.slug if caller.service else None,
        "release": None,
        "environments": list(caller.environments),
        "last_seen": caller.last_seen,
        "operations": list(caller.operations),
    }


def _perhaps(caller: UnclearCaller) -> str:
    unknown = "" if caller.service else " (not registered)"
    return (
        f"{caller.consumer}{unknown} called {_some(caller.operations, ', ')} in {', '.join(caller.environments)},"
        f" last on {caller.last_seen:%Y-%m-%d}"
    )


def _some(names: Iterable[str], between: str) -> str:
    """The first few; the facts beside the sentence name all."""
    listed = list(names)
    more = [f"{len(listed) - MENTIONED} more"] if len(listed) > MENTIONED else []
    return between.join([*listed[:MENTIONED], *more])


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
