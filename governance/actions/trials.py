"""Try a policy before it is enforced: what it would say of every service now, and of the past."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import tee
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from catalog.models import Environment, Service
from governance.actions.adherence import judged_as
from governance.actions.evaluations import BATCH
from governance.models import Promotion
from governance.models import Verdict as State
from governance.policy.document import Document
from governance.policy.model import Enforcement, Policy, Verdict
from governance.policy.pool import shared
from governance.promotion.decide import decide
from governance.promotion.facts import Facts, Judged
from governance.queries.facts_document import facts_of_services
from governance.queries.promotions import promotions_since

MOST_PROMOTIONS = 20_000
SHOWN = 500
SAME, CHANGED, LACKING = "same", "changed", "lacking"

Told = dict[str, Any]


def size_of_trial(policy: Policy, days: int, now: datetime) -> int:
    """How many services and promotions a trial looks at."""
    return Service.objects.count() + _with_document(_stored(policy, days, now)).count()


def try_policy(policy: Policy, days: int, now: datetime, progress: Callable[[int], None]) -> Told:
    """Judge every service and the promotions of the last days by a draft; return whom it would hit, as JSON.

    A promotion is decided anew from what it was decided from, with the draft enforced where it says so; a draft that
    is enforced nowhere is tried as if it were in every production environment. One whose stored document lacks what
    the draft reads is not tried but listed apart. Lists end after 500, the counts tell all. `progress` is called now
    and then with how many services and promotions were looked at.
    """
    counts, shown = Counter[str](), {State.FAIL: list[Told](), State.UNKNOWN: list[Told]()}
    for one in _tried(policy, now, progress):
        counts[one["state"]] += 1
        if len(listed := shown.get(one["state"], [])) < SHOWN:
            listed.append(one)
    stored = _stored(policy, days, now)
    looked_at, past = Counter[str](), {CHANGED: list[Told](), LACKING: list[Told]()}
    for kind, replayed in _replayed(policy, _with_document(stored)):
        looked_at[kind] += 1
        if looked_at.total() % BATCH == 0:
            progress(counts.total() + looked_at.total())
        if len(listed := past.get(kind, [])) < SHOWN:
            listed.append(replayed)
    return {
        "counts": {state: counts[state] for state in State.values},
        "failing": shown[State.FAIL],
        "unknown": shown[State.UNKNOWN],
        "enforced_in": _enforced_in(policy),
        "promotions": past[CHANGED],
        "promotions_tried": looked_at.total() - looked_at[LACKING],
        "promotions_changed": looked_at[CHANGED],
        "lacking": past[LACKING],
        "promotions_lacking": looked_at[LACKING],
        "promotions_without_document": stored.filter(document__isnull=True).count(),
    }


def _stored(policy: Policy, days: int, now: datetime) -> QuerySet[Promotion]:
    since = promotions_since(now - timedelta(days=days))
    return since.filter(environment__slug__in=_enforced_in(policy))


def _with_document(stored: QuerySet[Promotion]) -> QuerySet[Promotion]:
    return stored.filter(document__isnull=False)[:MOST_PROMOTIONS]


def _enforced_in(policy: Policy) -> list[str]:
    named = [name for name, strength in policy.enforcement.items() if strength is Enforcement.ENFORCE]
    return sorted(named or Environment.objects.filter(production=True).values_list("slug", flat=True))


def _tried(policy: Policy, now: datetime, progress: Callable[[int], None]) -> Iterator[Told]:
    documents, asked = tee(_documents(now, progress))
    for document, verdicts in zip(documents, shared().evaluate_all([policy], asked, now), strict=True):
        verdict = verdicts[policy.slug]
        yield {
            "service": document["service"]["slug"],
            "owner": document["owner"]["slug"],
            "state": verdict.state.value,
            "message": verdict.message,
        }


def _documents(now: datetime, progress: Callable[[int], None]) -> Iterator[Document]:
    """The facts document of every service, by its slug."""
    ids = list(Service.objects.order_by("slug").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        facts = facts_of_services(batch, now)
        yield from (facts[pk].document for pk in batch)
        progress(start + len(batch))


def _replayed(policy: Policy, stored: QuerySet[Promotion]) -> Iterator[tuple[str, Told]]:
    """Each promotion, and whether the draft makes a difference in it, none, or cannot be tried on it."""
    promotions, asked = tee(stored.iterator(chunk_size=BATCH))
    judged = shared().evaluate_each([policy], ((one.document or {}, one.created_at) for one in asked))
    for promotion, verdicts in zip(promotions, judged, strict=True):
        verdict = verdicts[policy.slug]
        if verdict.lacking:
            yield LACKING, _promotion(promotion, verdict)
            continue
        would_be = _would_be(policy, promotion, verdict)
        told = {**_promotion(promotion, verdict), "would_be": would_be, "state": verdict.state.value}
        yield (SAME if would_be == promotion.decision else CHANGED), told


def _would_be(policy: Policy, promotion: Promotion, verdict: Verdict) -> str:
    """The decision with the draft enforced."""
    facts = Facts.from_json(promotion.facts)
    judged = _as_waived(facts, judged_as(policy, Enforcement.ENFORCE, verdict))
    return str(decide(replace(facts, policies=(*_others(facts, policy), judged))).decision)


def _promotion(promotion: Promotion, verdict: Verdict) -> Told:
    return {
        "promotion": promotion.pk,
        "service": promotion.release.service.slug,
        "release": promotion.release.version,
        "environment": promotion.environment.slug,
        "created_at": promotion.created_at.astimezone(timezone.get_default_timezone()).isoformat(),
        "decision": promotion.decision,
        "message": verdict.message,
    }


def _others(facts: Facts, policy: Policy) -> Iterator[Judged]:
    return (judged for judged in facts.policies if judged.policy != policy.slug)


def _as_waived(facts: Facts, judged: Judged) -> Judged:
    """The draft's verdict, with the waiver by which the policy was let off then."""
    before = next((one for one in facts.policies if one.policy == judged.policy), None)
    if before is None:
        return judged
    return replace(judged, waived_by=before.waived_by, waived_until=before.waived_until)
