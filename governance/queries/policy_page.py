"""What the pages of policies show, in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from catalog.models import Environment, Service
from governance.models import (
    Enforcement,
    Policy,
    PolicyResult,
    PolicySeverity,
    PolicyVersion,
    Verdict,
    Waiver,
    WaiverState,
)
from governance.policy.model import MAX_WAIVER, waiver_length
from governance.queries.policies import policies, policy, policy_versions
from governance.queries.policy_results import results_of, results_of_policy, state_counts

SHOWN = 200
MOST_VERSIONS = 20
# The worst first, in lists of policies and of what a service owes.
WORST_FIRST = Case(
    *(
        When(current__severity=severity, then=Value(n))
        for n, severity in enumerate(reversed(PolicySeverity.values))
    ),
    output_field=IntegerField(),
)
OWED = (Verdict.FAIL, Verdict.UNKNOWN)
STANDING = (WaiverState.APPROVED, WaiverState.PENDING)


@dataclass(frozen=True)
class PolicyRow:
    """A policy, how strongly it is meant where, and how many services are in each state."""

    policy: Policy
    enforcement: list[tuple[str, str]]
    counts: dict[str, int]


@dataclass(frozen=True)
class PolicyPage:
    """A policy with whom it hits, and what it said before. Lists end after 200; the counts tell all."""

    policy: Policy
    enforcement: list[tuple[str, str]]
    counts: dict[str, int]
    failing: list[PolicyResult]
    unknown: list[PolicyResult]
    versions: list[PolicyVersion]
    expressions: list[tuple[str, str]]
    longest_waiver: timedelta


@dataclass(frozen=True)
class Owed:
    """What policies say of one service as it stands: what it owes, the worst first, and how many say what.

    `waivers` are those that hold or wait for a decision, with their states, by policy.
    """

    results: list[PolicyResult] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, WaiverState]] = field(default_factory=dict)


def policy_rows(**wanted: str) -> list[PolicyRow]:
    """The policies that the filters let through, the most severe first."""
    environments = list(Environment.objects.all())
    counts = state_counts()
    found = policies(**wanted).order_by(WORST_FIRST, "slug")
    return [PolicyRow(one, _enforcement(one, environments), counts.get(one.pk, {})) for one in found]


def policy_page(slug: str) -> PolicyPage:
    """Raises NotFoundError where there is no such policy."""
    found = policy(slug)
    return PolicyPage(
        policy=found,
        enforcement=_enforcement(found, list(Environment.objects.all())),
        counts=state_counts([found.pk]).get(found.pk, {}),
        failing=list(results_of_policy(slug, Verdict.FAIL)[:SHOWN]),
        unknown=list(results_of_policy(slug, Verdict.UNKNOWN)[:SHOWN]),
        versions=list(policy_versions(slug)[:MOST_VERSIONS]),
        expressions=_expressions(found),
        longest_waiver=waiver_length(found.current.max_waiver if found.current else MAX_WAIVER),
    )


def owed_by(service: Service) -> Owed:
    """What the service owes to policies now."""
    results = list(results_of(service))
    counts = {state: sum(result.standing == state for result in results) for state in Verdict.values}
    severities = list(reversed(PolicySeverity.values))
    owed = [result for result in results if result.standing in OWED]
    owed.sort(key=lambda r: (OWED.index(r.standing), severities.index(r.version.severity), r.policy.slug))
    return Owed(owed, counts, _waivers_of(service))


def _waivers_of(service: Service) -> dict[str, tuple[Waiver, WaiverState]]:
    now = timezone.now()
    asked = Waiver.objects.filter(service=service, expires_at__gt=now).exclude(policy="").order_by("id")
    states = [(waiver, waiver.state(now)) for waiver in asked]
    return {waiver.policy: (waiver, state) for waiver, state in states if state in STANDING}


def _enforcement(policy: Policy, environments: list[Environment]) -> list[tuple[str, str]]:
    named = policy.current.enforcement if policy.current else {}
    return [(one.title, named.get(one.slug, Enforcement.AUDIT.value)) for one in environments]


def _expressions(policy: Policy) -> list[tuple[str, str]]:
    """What it says in CEL, each under a heading."""
    said = policy.current
    if said is None:
        return []
    named = [(f"Variable {name}", expression) for name, expression in said.variables.items()]
    parts = [("Applies to", said.scope), *named, ("Holds where", said.rule), ("Message", said.message)]
    return [(heading, expression.strip()) for heading, expression in parts if expression]
