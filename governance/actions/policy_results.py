"""Keep what policies found of services, and how it changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from catalog.queries.consumption import among
from governance.models import PolicyResult, PolicyTransition, PolicyVersion
from governance.policy.model import Verdict
from governance.queries.facts_document import ServiceFacts

_COMPARED = ("version_id", "state", "message", "evidence", "sources", "revision", "until")
_WRITTEN = ("version", *_COMPARED[1:], "since", "evaluated_at")


class Stored(NamedTuple):
    """A result as it stands."""

    compared: tuple[Any, ...]
    since: datetime

    @property
    def state(self) -> str:
        return str(self.compared[1])


def save_results(
    facts: Mapping[int, ServiceFacts],
    verdicts: Mapping[int, Mapping[str, Verdict]],
    versions: Iterable[PolicyVersion],
    now: datetime,
) -> dict[int, datetime | None]:
    """Keep the verdicts, by service and policy; return when each service is to be evaluated again by itself.

    What is found as it stood is left alone: of a sweep that is nearly everything.
    """
    by_slug = {version.policy.slug: version for version in versions}
    stored = _stored(facts)
    written, transitions = [], []
    until: dict[int, datetime | None] = {}
    for service_id, judged in verdicts.items():
        moments = [facts[service_id].until, *(verdict.until for verdict in judged.values())]
        until[service_id] = min((moment for moment in moments if moment), default=None)
        for slug, verdict in judged.items():
            version = by_slug[slug]
            before = stored.get((service_id, version.policy_id))
            found = _compared(version, verdict, facts[service_id].revision)
            if before is None or before.compared != found:
                result = _result(service_id, version.policy_id, found, before, now)
                written.append(result)
                if before is None or before.state != result.state:
                    transitions.append(_transition(before, result))
    PolicyResult.objects.bulk_create(
        written, batch_size=1000, update_conflicts=True,
        unique_fields=["service", "policy"], update_fields=_WRITTEN,
    )  # fmt: skip
    PolicyTransition.objects.bulk_create(transitions, batch_size=1000)
    return until


def _stored(service_ids: Iterable[int]) -> dict[tuple[int, int], Stored]:
    rows = PolicyResult.objects.filter(service__in=among(service_ids)).order_by()
    found = rows.values_list("service_id", "policy_id", "since", *_COMPARED)
    return {(service, policy): Stored(tuple(compared), since) for service, policy, since, *compared in found}


def _compared(version: PolicyVersion, verdict: Verdict, revision: str) -> tuple[Any, ...]:
    evidence, sources = dict(verdict.evidence), list(verdict.sources)
    return version.pk, verdict.state.value, verdict.message, evidence, sources, revision, verdict.until


def _result(
    service_id: int, policy_id: int, found: tuple[Any, ...], before: Stored | None, now: datetime
) -> PolicyResult:
    result = PolicyResult(
        service_id=service_id,
        policy_id=policy_id,
        evaluated_at=now,
        since=now,
        **dict(zip(_COMPARED, found, strict=True)),
    )
    if before and before.state == result.state:
        result.since = before.since
    return result


def _transition(before: Stored | None, result: PolicyResult) -> PolicyTransition:
    return PolicyTransition(
        at=result.evaluated_at,
        service_id=result.service_id,
        policy_id=result.policy_id,
        version_id=result.version_id,
        before=before.state if before else "",
        state=result.state,
        message=result.message,
    )
