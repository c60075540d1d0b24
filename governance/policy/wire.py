"""How policies and verdicts travel between a pool and its workers: JSON, one value per line."""

import json
from datetime import datetime
from typing import Any

from governance.policy.model import Policy, State, Verdict


def dump_policy(policy: Policy) -> str:
    """What judging needs of a policy."""
    return json.dumps(
        {
            "slug": policy.slug,
            "title": policy.title,
            "scope": policy.scope,
            "variables": dict(policy.variables),
            "rule": policy.rule,
            "message": policy.message,
            "effective_at": policy.effective_at and policy.effective_at.isoformat(),
        }
    )


def load_policy(text: str) -> Policy:
    fields = json.loads(text)
    return Policy(**{**fields, "effective_at": _moment(fields["effective_at"])})


def dump_verdict(verdict: Verdict) -> list[Any]:
    until = verdict.until and verdict.until.isoformat()
    return [verdict.state.value, verdict.message, verdict.evidence, verdict.sources, until, verdict.lacking]


def load_verdict(fields: list[Any]) -> Verdict:
    state, message, evidence, sources, until, lacking = fields
    return Verdict(State(state), message, evidence, tuple(sources), _moment(until), lacking)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
