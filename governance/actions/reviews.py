"""Run a review: compare with the baseline, find who is hit, judge, save, alert."""

import uuid
from datetime import timedelta
from functools import cache
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog.actions import audit
from catalog.actions.comparisons import comparison_of
from catalog.contracts.changes import Change
from catalog.contracts.compare import ENGINE_VERSION
from catalog.jobs import Job, enqueue_on_commit
from governance.actions.document_deprecations import follow_document, hold_ends
from governance.actions.judging import Judgement, judge
from governance.actions.review_alerts import alert_owners
from governance.actions.submissions import lock_reviews, open_review
from governance.models import OPEN, Finding, Review, ReviewState
from governance.queries.impact import Hit, hits
from governance.queries.reviews import (
    misjudged_above,
    open_reviews_below,
    past_their_waivers,
    promised_otherwise,
    reviews_to_ring,
)

logger = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)  # longer than a task may run, so that a living worker never loses its claim
MAX_ATTEMPTS = 5
LATELY = timedelta(days=1)  # what a sweep that was away for longer has missed is found once a day
REOPENED = 500  # at once; the next sweep takes the others


def run_review(review_id: int) -> None:
    """Judge the version of a pending review. Doing it twice, or dying in the middle of it, changes nothing."""
    review = _claim(review_id)
    if review is None:
        return
    try:
        judgement = judge(review.contract_version, timezone.now())
        hit = hits(review.contract_version, cache(comparison_of)) if judgement.against else []
    except Exception:
        # Whatever the engine could not bear: logged with its trace, tried again, and in the end said so.
        logger.exception("review_attempt_failed", review_id=review_id, attempt=review.attempts)
        _release(review)
        return
    _save(review, judgement, hit)


def sweep_reviews(changed_within: timedelta | None = LATELY) -> list[int]:
    """Ring again for reviews that were left behind; close those that cannot be finished. Return the rung ones.

    What a contract promises may have changed since its versions were judged, or a waiver have ended: they are judged
    again. Without `changed_within` contracts are looked at that did not change lately, too.
    """
    now = timezone.now()
    outdated = promised_otherwise(now - changed_within if changed_within else None)[:REOPENED]
    for review in (*past_their_waivers(now)[:REOPENED], *outdated):
        open_review(review.contract_version)
    abandoned = Review.objects.filter(_claimable(), attempts__gte=MAX_ATTEMPTS)
    for review in abandoned.select_related("contract_version__contract__service"):
        audit.announce(review.contract_version)
    abandoned.update(
        state=ReviewState.FAILED,
        summary=f"The review was tried {MAX_ATTEMPTS} times and could not be finished. The log says why.",
        finished_at=timezone.now(),
    )
    waiting = list(Review.objects.filter(_claimable()).order_by("id").values_list("pk", flat=True)[:500])
    for review_id in waiting:
        enqueue_on_commit(Job.RUN_REVIEW, review_id=review_id)
    return waiting


def _claimable() -> Q:
    lapsed = Q(state=ReviewState.RUNNING, claimed_until__lt=timezone.now())
    return lapsed | Q(state=ReviewState.PENDING)


@transaction.atomic
def _claim(review_id: int) -> Review | None:
    """Take the review for this worker, unless another has it or a lower version must be judged first."""
    review = Review.objects.select_related("contract_version__contract__service__owner").get(pk=review_id)
    lock_reviews(review.contract_version.contract)
    if open_reviews_below(review.contract_version):
        return None
    claim = uuid.uuid4()
    claimed = Review.objects.filter(_claimable(), pk=review_id, attempts__lt=MAX_ATTEMPTS).update(
        state=ReviewState.RUNNING,
        claim=claim,
        claimed_until=timezone.now() + LEASE,
        attempts=F("attempts") + 1,
    )
    review.claim = claim
    return review if claimed else None


def _release(review: Review) -> None:
    Review.objects.filter(pk=review.pk, claim=review.claim).update(state=ReviewState.PENDING, claim=None)


@transaction.atomic
def _save(review: Review, judgement: Judgement, hit: list[Hit]) -> None:
    """Keep the judgement with its evidence and alert whom it concerns: all of it or nothing, and only once."""
    contract = review.contract_version.contract
    speaks_of_ends = hold_ends(review.contract_version)
    lock_reviews(contract)
    saved = Review.objects.filter(pk=review.pk, state__in=OPEN, claim=review.claim).update(
        state=ReviewState.DONE,
        verdict=judgement.verdict,
        summary=judgement.summary,
        baseline=judgement.baseline,
        compatibility=contract.compatibility,
        strictness=contract.strictness,
        compared_with=[version.version for version in judgement.against],
        upgrade_order=judgement.upgrade_order,
        waived_until=judgement.waived_until,
        engine_version=ENGINE_VERSION,
        impacted=[_impacted(one) for one in hit],
        undecided=[corner.to_json() for one in judgement.against.values() for corner in one.undecided],
        finished_at=timezone.now(),
    )
    if not saved:
        return
    review.refresh_from_db()
    Finding.objects.bulk_create([_finding(review, change) for change in judgement.findings])
    alert_owners(review, hit)
    audit.announce(review.contract_version)
    if speaks_of_ends:
        follow_document(review.contract_version)
    for version in misjudged_above(review.contract_version, timezone.now()):
        open_review(version)
    for review_id in reviews_to_ring(contract):
        enqueue_on_commit(Job.RUN_REVIEW, review_id=review_id)


def _finding(review: Review, change: Change) -> Finding:
    return Finding(
        review=review,
        rule_id=change.rule_id,
        severity=change.severity,
        direction=change.direction or "",
        operations=list(change.operations),
        fields=list(change.fields),
        fingerprint=change.fingerprint,
        message=change.message,
        change=change.to_json(),
    )


def _impacted(hit: Hit) -> dict[str, Any]:
    """The evidence for one consumer, in the form that REST and pages show."""
    dependency = hit.dependency
    used = set(dependency.operations)
    reached = {operation for change in hit.changes for operation in change.operations}
    return {
        "service": dependency.release.service.slug,
        "owner": dependency.release.service.owner.slug,
        "release": dependency.release.version,
        "built_against": dependency.built_against.version if dependency.built_against else None,
        "environments": list(hit.environments),
        "operations": sorted(reached & used if used else reached),
        "changes": [{"fingerprint": c.fingerprint, "message": c.message} for c in hit.changes],
    }
