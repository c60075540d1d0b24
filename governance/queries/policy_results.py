"""What policies found: of one service as far as it still stands, and of all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.utils import timezone

from catalog.models import Service
from governance.models import Evaluation, PolicyResult, Verdict
from governance.policy.model import Verdict as EngineVerdict
from governance.queries.facts_document import facts_of_service
from governance.queries.waivers import granted

OUTDATED = "The facts changed since this was judged; it is being judged again."


def results_of(service: Service, *, state: str = "", severity: str = "", policy: str = "") -> "QuerySet[Any]":
    """The result of every policy about a service, each with `standing` and `told`: its state and message as they stand.

    And with `waived_until`, the end of the longest waiver that holds now, or None.

    One that does not rest on the facts as they are now, on the policy as it is now, or is past the instant at which
    it can change by itself, counts as unknown until it is made again.
    """
    now = timezone.now()
    holds = Q(revision=facts_of_service(service).revision, version=F("policy__current")) & (
        Q(until=None) | Q(until__gt=now)
    )
    waivers = granted(now).filter(service=OuterRef("service"), policy=OuterRef("policy__slug"))
    found = PolicyResult.objects.filter(service=service).annotate(
        standing=Case(When(holds, then="state"), default=Value(Verdict.UNKNOWN)),
        told=Case(When(holds, then="message"), default=Value(OUTDATED), output_field=TextField()),
        waived_until=Subquery(waivers.values("expires_at")[:1]),
    )
    wanted = {"standing": state, "policy__current__severity": severity, "policy__slug": policy}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.select_related("policy__current", "version", "service").order_by("policy__slug")


def results_of_policy(slug: str, states: Iterable[str]) -> QuerySet[PolicyResult]:
    """The services in these states by a policy, with their owners."""
    found = PolicyResult.objects.filter(policy__slug=slug, state__in=list(states))
    return found.select_related("service__owner", "policy").order_by("state", "service__slug")


def past_their_time(now: datetime) -> QuerySet[Evaluation]:
    """Evaluations of which a result can have changed by itself since."""
    return Evaluation.objects.filter(until__lte=now, due_at=None)


def never_evaluated() -> QuerySet[Service]:
    return Service.objects.filter(evaluation=None)


@dataclass(frozen=True)
class Difference:
    """A stored result that another evaluation does not confirm."""

    service_id: int
    policy: str
    stored: str
    found: str


def differences(judged: Mapping[int, Mapping[str, EngineVerdict]]) -> list[Difference]:
    """Where what is stored of services differs from what was judged of them, by service and policy."""
    rows = PolicyResult.objects.filter(service__in=judged)
    stored = {
        (service, policy): state
        for service, policy, state in rows.values_list("service", "policy__slug", "state")
    }
    found = {
        (service, slug): verdict.state.value
        for service, verdicts in judged.items()
        for slug, verdict in verdicts.items()
    }
    return [
        Difference(*place, stored.get(place, ""), found.get(place, ""))
        for place in sorted(stored.keys() | found.keys())
        if stored.get(place) != found.get(place)
    ]


def standing(now: datetime) -> Q:
    """Evaluations that nothing was said to have changed, and that time has not outdated."""
    return Q(due_at=None) & (Q(until=None) | Q(until__gt=now))
