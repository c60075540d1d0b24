"""What policies found: of one service as far as it still stands, and of all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.utils import timezone

from catalog.models import Service
from governance.models import Evaluation, PolicyResult, Verdict
from governance.policy.document import VERSION
from governance.policy.model import Verdict as EngineVerdict
from governance.queries.facts_document import facts_of_service
from governance.queries.waivers import granted

OUTDATED = "The facts changed since this was judged; it is being judged again."


def standing_results(now: datetime, *, judged: Q | None = None) -> "QuerySet[Any]":
    """Every result with `standing` and `told`: its state and message as they stand, for `judged` facts where given.

    One that rests on another version of its policy, or is past the instant at which it can change by itself, counts as
    unknown until it is made again. `judged` says which results rest on the facts as they are now.
    """
    holds = Q(version=F("policy__current")) & (Q(until=None) | Q(until__gt=now)) & (judged or Q())
    return PolicyResult.objects.annotate(
        standing=Case(When(holds, then="state"), default=Value(Verdict.UNKNOWN)),
        told=Case(When(holds, then="message"), default=Value(OUTDATED), output_field=TextField()),
    )


def results_of(service: Service, *, state: str = "", severity: str = "", policy: str = "") -> "QuerySet[Any]":
    """The result of every policy about a service as it stands (`standing_results`), judged from the facts of now.

    Each with `waived_until`, the end of the longest waiver that holds now, or None.
    """
    now = timezone.now()
    rows = standing_results(now, judged=Q(revision=facts_of_service(service).revision))
    found = _with_waivers(rows.filter(service=service), now)
    wanted = {"standing": state, "policy__current__severity": severity, "policy__slug": policy}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    shown: QuerySet[Any] = found.select_related("policy__current", "version", "service")
    return shown.order_by("policy__slug")


def results_of_policy(slug: str, state: str) -> "QuerySet[Any]":
    """The services in this state by a policy as it stands, with their owners, and until when that is waived."""
    now = timezone.now()
    found = _with_waivers(standing_results(now).filter(policy__slug=slug, standing=state), now)
    shown: QuerySet[Any] = found.select_related("service__owner", "policy")
    return shown.order_by("service__slug")


def _with_waivers(results: "QuerySet[Any]", now: datetime) -> "QuerySet[Any]":
    waivers = granted(now).filter(service=OuterRef("service"), policy=OuterRef("policy__slug"))
    annotated: QuerySet[Any] = results.annotate(waived_until=Subquery(waivers.values("expires_at")[:1]))
    return annotated


def state_counts(policy_ids: list[int] | None = None) -> dict[int, dict[str, int]]:
    """How many services are in each state as it stands, by policy; of these or of all."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    found = standing_results(timezone.now())
    results = found if policy_ids is None else found.filter(policy__in=policy_ids)
    for policy_id, state, count in (
        results.order_by().values_list("policy", "standing").annotate(count=Count("pk"))
    ):
        counts[policy_id][state] = count
    return counts


def past_their_time(now: datetime) -> QuerySet[Evaluation]:
    """Evaluations of which a result can have changed by itself since."""
    return Evaluation.objects.filter(until__lte=now, due_at=None)


def never_evaluated() -> QuerySet[Service]:
    return Service.objects.filter(evaluation=None)


def of_another_form() -> QuerySet[Evaluation]:
    """Evaluations of facts documents as an earlier release made them: every revision is another one now."""
    return Evaluation.objects.filter(due_at=None).exclude(document_version=VERSION)


@dataclass(frozen=True)
class Difference:
    """A stored result that another evaluation does not confirm.

    Without a policy: the service's results are the right ones, but of the revision `stored` of its facts, and those
    are of the revision `found` by now. So they count as unknown, and nobody makes them again.
    """

    service_id: int
    policy: str
    stored: str
    found: str


def differences(
    judged: Mapping[int, Mapping[str, EngineVerdict]], revisions: Mapping[int, str]
) -> list[Difference]:
    """Where what is stored of services differs from what was judged of them, and from the facts' `revisions`."""
    rows = PolicyResult.objects.filter(service__in=judged)
    stored, rested_on = dict[tuple[int, str], str](), dict[int, set[str]]()
    for service, policy, state, revision in rows.values_list(
        "service_id", "policy__slug", "state", "revision"
    ):
        stored[service, policy] = state
        rested_on.setdefault(service, set()).add(revision)
    found = {
        (service, slug): verdict.state.value
        for service, verdicts in judged.items()
        for slug, verdict in verdicts.items()
    }
    of_states = [
        Difference(*place, stored.get(place, ""), found.get(place, ""))
        for place in sorted(stored.keys() | found.keys())
        if stored.get(place) != found.get(place)
    ]
    told = {difference.service_id for difference in of_states}
    of_revisions = [
        Difference(service, "", min(former), revisions[service])
        for service, known in sorted(rested_on.items())
        if service not in told and (former := known - {revisions[service]})
    ]
    return of_states + of_revisions


def standing(now: datetime) -> Q:
    """Evaluations that nothing was said to have changed, and that time has not outdated."""
    return Q(due_at=None) & (Q(until=None) | Q(until__gt=now))
