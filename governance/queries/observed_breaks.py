"""Whether consumers were observed to call what would break for them: beside the decision, and no part of its rule."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from django.db.models import F

from catalog.models import Environment
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
