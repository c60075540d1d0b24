"""Run a review: compare with the baseline, find who is hit, judge, save, alert."""

from datetime import timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import audit
from catalog.actions.comparisons import comparison_of
from catalog.contracts.changes import Change
from catalog.contracts.compare import ENGINE_VERSION
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import ContractVersion
from governance.actions.claims import MAX_ATTEMPTS, abandoned, attempt, claim, own, ring_again
from governance.actions.document_deprecations import follow_document, hold_ends
from governance.actions.judging import Judgement, judge
from governance.actions.review_alerts import alert_owners
from governance.actions.submissions import lock_reviews, open_review
from governance.models import Finding, JobState, Review
from governance.queries.impact import Hit, hits
from governance.queries.reviews import (
    misjudged_above,
    open_reviews_below,
    past_their_waivers,
    promised_otherwise,
    reviews_to_ring,
)

LATELY = timedelta(days=1)  # what a sweep that was away for longer has missed is found once a day
REOPENED = 500  # at once; the next sweep takes the others


def run_review(review_id: int) -> None:
    """Judge the version of a pending review. Doing it twice, or dying in the middle of it, changes nothing."""
    review = _claim(review_id)
    if review and (judged := attempt(review, lambda: _judged(review.contract_version))):
        _save(review, *judged)


def sweep_reviews(changed_within: timedelta | None = LATELY) -> list[int]:
    """Ring again for reviews that were left behind; close those that cannot be finished. Return the rung ones.

    What a contract promises may have changed since its versions were judged, or a waiver have ended: they are judged
    again. Without `changed_within` contracts are looked at that did not change lately, too.
    """
    now = timezone.now()
    outdated = promised_otherwise(now - changed_within if changed_within else None)[:REOPENED]
    for review in (*past_their_waivers(now)[:REOPENED], *outdated):
        open_review(review.contract_version)
    given_up = abandoned(Review.objects.all())
    for review in given_up.select_related("contract_version__contract__service"):
        audit.announce(review.contract_version)
    given_up.update(
        state=JobState.FAILED,
        summary=f"The review was tried {MAX_ATTEMPTS} times and could not be finished. The log says why.",
        finished_at=timezone.now(),
    )
    return ring_again(Job.RUN_REVIEW, Review.objects.all(), "review_id")


def _judged(version: ContractVersion) -> tuple[Judgement, list[Hit]]:
    judgement = judge(version, timezone.now())
    return judgement, hits(version, cache(comparison_of)) if judgement.against else []


@transaction.atomic
def _claim(review_id: int) -> Review | None:
    """Take the review for this worker, unless another has it or a lower version must be judged first."""
    review = Review.objects.select_related("contract_version__contract__service__owner").get(pk=review_id)
    lock_reviews(review.contract_version.contract)
    if open_reviews_below(review.contract_version):
        return None
    return review if claim(review) else None


@transaction.atomic
def _save(review: Review, judgement: Judgement, hit: list[Hit]) -> None:
    """Keep the judgement with its evidence and alert whom it concerns: all of it or nothing, and only once."""
    contract = review.contract_version.contract
    speaks_of_ends = hold_ends(review.contract_version)
    lock_reviews(contract)
    saved = own(review).update(
        state=JobState.DONE,
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
        undecided=[corner.to_json() for corner in judgement.undecided],
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
