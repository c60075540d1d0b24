"""Try a policy before it is enforced: what it would say of every service now, and of the past."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from catalog import access
from catalog.models import Environment, Person, Role, Service
from governance.actions.adherence import judged_as
from governance.actions.evaluations import BATCH
from governance.actions.policies import BLANK, checked
from governance.models import Promotion
from governance.models.policies import engine_policy
from governance.policy.model import Enforcement, Policy, Verdict
from governance.policy.pool import shared
from governance.promotion.decide import decide
from governance.promotion.facts import Facts
from governance.queries.facts_document import facts_of_services
from governance.queries.promotions import promotions_since

MOST_PROMOTIONS = 2_000


@dataclass(frozen=True)
class Tried:
    """What the draft says of a service."""

    service: str
    owner: str
    state: str
    message: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True)
class Replayed:
    """A stored promotion, what was decided, and what would have been."""

    promotion: Promotion
    would_be: str
    state: str
    message: str


@dataclass(frozen=True)
class Trial:
    """What a draft would do. `untold` promotions are from before their facts documents were stored."""

    services: list[Tried]
    enforced_in: list[str]
    promotions: list[Replayed]
    untold: int


def try_policy(actor: Person, slug: str, fields: dict[str, Any], days: int) -> Trial:
    """Judge every service and the promotions of the last days by a draft, and store nothing.

    A promotion is decided anew from what it was decided from, with the draft enforced where it says so; a draft that
    is enforced nowhere is tried as if it were in every production environment.
    """
    access.require_role(actor, Role.GOVERNANCE)
    policy = engine_policy(slug, checked(slug, BLANK | fields))
    now = timezone.now()
    environments = _enforced_in(policy)
    stored = promotions_since(now - timedelta(days=days)).filter(environment__slug__in=environments)
    told = list(stored.filter(document__isnull=False)[:MOST_PROMOTIONS])
    return Trial(
        services=list(_tried(policy, now)),
        enforced_in=environments,
        promotions=[replayed for promotion in told if (replayed := _replay(policy, promotion))],
        untold=stored.filter(document__isnull=True).count(),
    )


def _enforced_in(policy: Policy) -> list[str]:
    named = [name for name, strength in policy.enforcement.items() if strength is Enforcement.ENFORCE]
    return sorted(named or Environment.objects.filter(production=True).values_list("slug", flat=True))


def _tried(policy: Policy, now: datetime) -> Iterator[Tried]:
    ids = list(Service.objects.order_by("slug").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        facts = facts_of_services(ids[start : start + BATCH], now)
        documents = [facts[pk].document for pk in ids[start : start + BATCH]]
        judged = shared().evaluate_all([policy], documents, now)
        for document, verdicts in zip(documents, judged, strict=True):
            yield _said(verdicts[policy.slug], document["service"]["slug"], document["owner"]["slug"])


def _said(verdict: Verdict, service: str, owner: str) -> Tried:
    return Tried(service, owner, verdict.state.value, verdict.message, verdict.evidence)


def _replay(policy: Policy, promotion: Promotion) -> Replayed | None:
    """The promotion where the draft would have made a difference."""
    facts = Facts.from_json(promotion.facts)
    document = promotion.document or {}
    verdict = shared().evaluate([policy], document, promotion.created_at)[policy.slug]
    others = tuple(judged for judged in facts.policies if judged.policy != policy.slug)
    judged = judged_as(policy, Enforcement.ENFORCE, verdict)
    would_be = decide(replace(facts, policies=(*others, judged))).decision
    if would_be == promotion.decision:
        return None
    return Replayed(promotion, would_be, verdict.state.value, verdict.message)
