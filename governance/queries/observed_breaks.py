"""Whether consumers were observed to call what would break for them: beside the judgement, and no part of its rule."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from catalog.models import Contract, Environment
from governance.models import Review
from governance.promotion.facts import Facts, Observed, Use
from observability.models import Measurement, ObservedDependency
from observability.queries.usage import WINDOW

Name = tuple[str, str, str]  # provider, contract, consumer
Seen = dict[Name, dict[str, datetime]]  # when each operation was called last


def with_observations(facts: Facts, environment: Environment, now: datetime) -> Facts:
    """Say of each use that breaks whether it was observed; of the others it makes no difference, and costs nothing."""
    breaking = [use for use in facts.consumers if use.broken]
    if not breaking:
        return facts
    measured = Measurement.objects.filter(
        environment=environment, service__slug__in={use.provider for use in breaking}
    )
    known = {one.service.slug: one for one in measured.select_related("service")}
    if not known:
        return facts
    seen = _seen(breaking, environment, now)
    consumers = tuple(
        replace(use, observed=_observed(use, known[use.provider], seen))
        if use.broken and use.provider in known
        else use
        for use in facts.consumers
    )
    return replace(facts, consumers=consumers)


@dataclass(frozen=True)
class HitRow:
    """A consumer that a review found to be hit, and when it called what breaks last, where that is measured."""

    hit: dict[str, Any]
    measured: bool
    last_seen: datetime | None


def hits_observed(review: Review | None, contract: Contract, now: datetime) -> list[HitRow]:
    """The review's hits, with what was observed of each in the environments that its release ran in."""
    if review is None or not review.impacted:
        return []
    places = set(
        Measurement.objects.filter(service=contract.service).values_list("environment__slug", flat=True)
    )
    rows = ObservedDependency.objects.filter(
        contract=contract,
        consumer__in={hit["service"] for hit in review.impacted},
        last_seen__gte=now - WINDOW,
    )
    named = ("consumer", "environment__slug", "operation", "last_seen")
    calls = list(rows.values_list(*named)) if places else []
    return [_hit_row(hit, places, calls) for hit in review.impacted]


def _hit_row(hit: dict[str, Any], measured: set[str], calls: list[tuple[str, str, str, datetime]]) -> HitRow:
    """A change of no operation in particular reaches every one."""
    moments = [
        last_seen
        for consumer, environment, operation, last_seen in calls
        if consumer == hit["service"]
        and environment in hit["environments"]
        and (operation in hit["operations"] or not hit["operations"])
    ]
    return HitRow(hit, bool(measured & set(hit["environments"])), max(moments, default=None))


def _seen(uses: list[Use], environment: Environment, now: datetime) -> Seen:
    rows = ObservedDependency.objects.filter(
        environment=environment,
        contract__service__slug__in={use.provider for use in uses},
        consumer__in={use.consumer for use in uses},
        last_seen__gte=now - WINDOW,
    )
    names = rows.annotate(provider=F("contract__service__slug"), slug=F("contract__slug"))
    found: Seen = defaultdict(dict)
    for provider, contract, consumer, operation, last_seen in names.order_by("last_seen").values_list(
        "provider", "slug", "consumer", "operation", "last_seen"
    ):
        found[provider, contract, consumer][operation] = last_seen
    return found


def _observed(use: Use, measurement: Measurement, seen: Seen) -> Observed:
    """A change of no operation in particular reaches every one."""
    reached = {operation for item in use.broken for operation in item.operations}
    everything = any(not item.operations for item in use.broken)
    calls = {
        operation: moment
        for operation, moment in seen.get((use.provider, use.contract, use.consumer), {}).items()
        if everything or operation in reached
    }
    return Observed(
        since=measurement.since.date(),
        until=measurement.until.date(),
        operations=tuple(sorted(calls)),
        last_seen=max(calls.values()).date() if calls else None,
    )
