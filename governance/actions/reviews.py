"""Run a review: compare with the baseline, find who is hit, judge, save, alert."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog.actions.comparisons import comparison_of
from catalog.contracts.changes import Comparison
from catalog.contracts.compare import ENGINE_VERSION
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Compatibility, ContractVersion
from governance.actions.review_alerts import alert_owners
from governance.actions.submissions import lock_reviews, open_review
from governance.models import OPEN, Finding, Review, ReviewState, Verdict
from governance.queries.impact import Hit, hits
from governance.queries.reviews import baselines, misjudged_above, open_reviews_below, reviews_to_ring

logger = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)  # longer than a task may run, so that a living worker never loses its claim
MAX_ATTEMPTS = 5


@dataclass
class Judgement:
    """What a review concludes."""

    verdict: Verdict
    summary: str
    baseline: ContractVersion | None = None
    comparison: Comparison | None = None
    hits: list[Hit] = field(default_factory=list)


def run_review(review_id: int) -> None:
    """Judge the version of a pending review. Doing it twice, or dying in the middle of it, changes nothing."""
    review = _claim(review_id)
    if review is None:
        return
    try:
        judgement = _judge(review.contract_version)
    except Exception:
        # Whatever the engine could not bear: logged with its trace, tried again, and in the end said so.
        logger.exception("review_attempt_failed", review_id=review_id, attempt=review.attempts)
        _release(review)
        return
    _save(review, judgement)


def sweep_reviews() -> list[int]:
    """Ring again for reviews that were left behind; close those that cannot be finished. Return the rung ones."""
    abandoned = Review.objects.filter(_claimable(), attempts__gte=MAX_ATTEMPTS)
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


def _judge(version: ContractVersion) -> Judgement:
    contract = version.contract
    if contract.compatibility == Compatibility.NONE:
        return Judgement(Verdict.NOT_APPLICABLE, f"{contract} promises no compatibility.")
    baseline = baselines(contract)[version.pk]
    if baseline is None:
        return Judgement(
            Verdict.NOT_APPLICABLE, "This is the first version: there is nothing to judge it against."
        )
    comparison = comparison_of(baseline.document_id, version.document_id)
    verdict, summary = _verdict(version, baseline, comparison)
    return Judgement(verdict, summary, baseline, comparison, hits(version, cache(comparison_of)))


def _verdict(
    version: ContractVersion, baseline: ContractVersion, comparison: Comparison
) -> tuple[Verdict, str]:
    breaking = sum(change.severity == "breaking" for change in comparison.changes)
    count = "1 breaking change" if breaking == 1 else f"{breaking} breaking changes"
    against = f"against {baseline.version}"
    if breaking and version.major_line == baseline.major_line:
        return Verdict.FAIL, f"{count} {against}, inside one major line."
    if comparison.unfinished:
        return Verdict.UNKNOWN, f"What breaks {against} is not known: {comparison.unfinished}."
    if breaking:
        return Verdict.PASS, f"{count} {against}, announced by the new major version {version.major_line}."
    if comparison.undecided:
        places = len(comparison.undecided)
        what = "1 place" if places == 1 else f"{places} places"
        return Verdict.UNKNOWN, f"No breaking change {against} was found, but {what} could not be decided."
    return Verdict.PASS, f"No breaking change {against}."


@transaction.atomic
def _save(review: Review, judgement: Judgement) -> None:
    """Keep the judgement with its evidence and alert whom it concerns: all of it or nothing, and only once."""
    comparison = judgement.comparison
    lock_reviews(review.contract_version.contract)
    saved = Review.objects.filter(pk=review.pk, state__in=OPEN, claim=review.claim).update(
        state=ReviewState.DONE,
        verdict=judgement.verdict,
        summary=judgement.summary,
        baseline=judgement.baseline,
        engine_version=ENGINE_VERSION,
        impacted=[_impacted(hit) for hit in judgement.hits],
        undecided=[corner.to_json() for corner in comparison.undecided] if comparison else [],
        finished_at=timezone.now(),
    )
    if not saved:
        return
    review.refresh_from_db()
    Finding.objects.bulk_create(_findings(review, comparison) if comparison else [])
    alert_owners(review, judgement.hits)
    for version in misjudged_above(review.contract_version):
        open_review(version)
    for review_id in reviews_to_ring(review.contract_version.contract):
        enqueue_on_commit(Job.RUN_REVIEW, review_id=review_id)


def _findings(review: Review, comparison: Comparison) -> list[Finding]:
    return [
        Finding(
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
        for change in comparison.changes
        if change.severity != "safe"
    ]


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
