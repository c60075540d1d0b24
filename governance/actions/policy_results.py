"""Keep what policies found of services, and how it changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from governance.models import PolicyResult, PolicyTransition, PolicyVersion
from governance.policy.model import Verdict
from governance.queries.facts_document import ServiceFacts

_JUDGED = ("version_id", "state", "message", "evidence", "sources", "revision", "until")
_WRITTEN = [
    "version",
    "state",
    "message",
    "evidence",
    "sources",
    "revision",
    "since",
    "until",
    "evaluated_at",
]


def save_results(
    facts: Mapping[int, ServiceFacts],
    verdicts: Mapping[int, Mapping[str, Verdict]],
    versions: Iterable[PolicyVersion],
    now: datetime,
) -> dict[int, datetime | None]:
    """Keep the verdicts, by service and policy; return when each service is to be evaluated again by itself."""
    by_slug = {version.policy.slug: version for version in versions}
    known = {
        (result.service_id, result.policy_id): result
        for result in PolicyResult.objects.filter(service__in=facts)
    }
    written, transitions = [], []
    until: dict[int, datetime | None] = {}
    for service_id, judged in verdicts.items():
        moments = [facts[service_id].until]
        for slug, verdict in judged.items():
            version = by_slug[slug]
            before = known.get((service_id, version.policy_id))
            result = _result(facts[service_id], service_id, version, verdict, before, now)
            moments.append(result.until)
            if before is None or any(getattr(before, n) != getattr(result, n) for n in _JUDGED):
                written.append(result)
            if before is None or before.state != result.state:
                transitions.append(_transition(before, result))
        until[service_id] = min((moment for moment in moments if moment), default=None)
    PolicyResult.objects.bulk_create(
        written, batch_size=1000, update_conflicts=True,
        unique_fields=["service", "policy"], update_fields=_WRITTEN,
    )  # fmt: skip
    PolicyTransition.objects.bulk_create(transitions, batch_size=1000)
    return until


def _result(  # noqa: PLR0913, PLR0917  # what a result is made of
    facts: ServiceFacts,
    service_id: int,
    version: PolicyVersion,
    verdict: Verdict,
    before: PolicyResult | None,
    now: datetime,
) -> PolicyResult:
    fields: dict[str, Any] = {
        "state": verdict.state.value,
        "message": verdict.message,
        "evidence": dict(verdict.evidence),
        "sources": list(verdict.sources),
        "until": verdict.until,
    }
    unchanged = before is not None and before.state == fields["state"]
    return PolicyResult(
        service_id=service_id,
        policy_id=version.policy_id,
        version=version,
        revision=facts.revision,
        since=before.since if before and unchanged else now,
        evaluated_at=now,
        **fields,
    )


def _transition(before: PolicyResult | None, result: PolicyResult) -> PolicyTransition:
    return PolicyTransition(
        at=result.evaluated_at,
        service_id=result.service_id,
        policy_id=result.policy_id,
        version_id=result.version_id,
        before=before.state if before else "",
        state=result.state,
        message=result.message,
    )
