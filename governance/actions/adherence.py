"""Judge a release by the policies that are in effect where it wants to go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from governance.models import Waiver
from governance.policy.document import Document
from governance.policy.model import Enforcement, Policy, Verdict
from governance.policy.pool import shared
from governance.promotion.facts import Facts, Judged
from governance.queries.policies import versions_in_effect
from governance.queries.waivers import granted_policies

IN_EFFECT = {Enforcement.WARN, Enforcement.ENFORCE}


def policies_in_effect(environment: str, now: datetime) -> list[Policy]:
    """The policies that warn or refuse in the environment."""
    return [version.as_policy() for version in versions_in_effect(environment, now)]


def strength(policy: Policy, environment: str, now: datetime) -> Enforcement:
    """How strongly the policy is meant in the environment; before it takes effect it only looks on."""
    named = policy.enforcement.get(environment, Enforcement.AUDIT)
    pending = policy.effective_at is not None and now < policy.effective_at
    return Enforcement.AUDIT if pending and named in IN_EFFECT else named


def with_verdicts(facts: Facts, policies: Sequence[Policy], document: Document) -> Facts:
    """The facts with what each of the policies says of the document now."""
    now = timezone.now()
    verdicts = shared().evaluate(policies, document, now)
    waivers = {waiver.policy: waiver for waiver in granted_policies(facts.service, now)}
    judged = tuple(
        _let_off(
            judged_as(policy, strength(policy, facts.environment, now), verdicts[policy.slug]),
            waivers.get(policy.slug),
        )
        for policy in policies
    )
    return replace(facts, policies=judged)


def _let_off(judged: Judged, waiver: Waiver | None) -> Judged:
    """The verdict with the waiver of the policy that holds now, if there is one."""
    if waiver is None or waiver.decided_by is None:
        return judged
    return replace(judged, waived_by=waiver.decided_by.name, waived_until=waiver.expires_at)


def judged_as(policy: Policy, enforcement: Enforcement, verdict: Verdict) -> Judged:
    """A verdict in the gate's words."""
    return Judged(policy.slug, policy.title, enforcement.value, verdict.state.value, verdict.message)
