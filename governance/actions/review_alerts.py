"""Tell the owners what a review found: the provider's, and each impacted consumer's."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from catalog.actions.comparisons import stored_comparisons
from catalog.contracts.changes import Change
from governance.models import Review, Verdict
from governance.queries.impact import Hit, breaking_for, uses_below
from observability.actions.alerts import raise_alert, resolve, resolve_alert
from observability.queries.alerts import standing_alerts

MENTIONED = 20
FAILED, HIT = "contract.breaking-change", "dependency.breaking-change"


def alert_owners(review: Review, hits: list[Hit]) -> None:
    """Tell the provider's owner that the version fails, and each consumer's that it is hit, until that is over.

    Whoever is told already is not told again. What this review does not find any more is resolved, unless it could not
    decide everything.
    """
    own = standing_alerts(FAILED).filter(dedup_key__startswith=f"review-failed:{review.contract_version_id}:")
    if review.verdict == Verdict.FAIL:
        if not own.exists():
            _alert_provider(review, hits)
    elif review.verdict != Verdict.UNKNOWN:
        resolve(own)
    told = standing_alerts(HIT).filter(dedup_key__startswith=f"consumer-breaks:{review.contract_version_id}:")
    knows = set(told.values_list("service", flat=True))
    by_consumer = groupby(hits, key=lambda hit: hit.dependency.release.service_id)
    for consumer, own_hits in by_consumer:
        if consumer not in knows:
            _alert_consumer(review, list(own_hits))
    if review.verdict != Verdict.UNKNOWN:
        resolve(told.exclude(service__in={hit.dependency.release.service_id for hit in hits}))


def resolve_moved(consumers: Iterable[int]) -> None:
    """Resolve what these services were told of versions that do not hit them any more, by what they use now.

    Only comparisons that were made before are looked at: where one is missing, the next review tells.
    """
    told = list(standing_alerts(HIT).filter(service__in=consumers))
    reviews = Review.objects.select_related("contract_version").in_bulk([a.data["review"] for a in told])
    for alert in told:
        version = reviews[alert.data["review"]].contract_version
        uses = [use for use in uses_below(version) if use[0].release.service_id == alert.service_id]
        made = stored_comparisons({(built.document_id, version.document_id) for _, built in uses})
        if not any(
            (pair := (built.document_id, version.document_id)) not in made or breaking_for(use, made[pair])
            for use, built in uses
        ):
            resolve_alert(alert.dedup_key)


def _alert_provider(review: Review, hits: list[Hit]) -> None:
    version = review.contract_version
    service = version.contract.service
    names = sorted({hit.dependency.release.service.slug for hit in hits})
    harm = f"It breaks {', '.join(names)}." if names else "No registered consumer uses what it breaks."
    raise_alert(
        kind=FAILED,
        severity="critical" if names else "warning",
        team=service.owner,
        service=service,
        title=f"{version} fails its review",
        message=(
            f"{review.summary} {harm} Keep what was promised in the next version, or release this one under a"
            " new major version beside the old one."
        ),
        link=version.get_absolute_url(),
        data=_data(review) | {"consumers": names},
        dedup_key=f"review-failed:{version.pk}:{review.pk}",
    )


def _alert_consumer(review: Review, hits: list[Hit]) -> None:
    version = review.contract_version
    consumer = hits[0].dependency.release.service
    environments = sorted({place for hit in hits for place in hit.environments})
    where = f"It runs in {', '.join(environments)}." if environments else "It is not deployed anywhere yet."
    changes = list({change.fingerprint: change for hit in hits for change in hit.changes}.values())
    raise_alert(
        kind=HIT,
        severity="critical" if environments else "warning",
        team=consumer.owner,
        service=consumer,
        title=f"{version} would break {consumer.slug}",
        message=(
            f"{_sentence(changes)} {where} The gate holds {version.version} back where {consumer.slug} runs. Agree"
            f" with {version.contract.service.owner.slug} on what to keep, or move {consumer.slug} first."
        ),
        link=version.get_absolute_url(),
        data=_data(review)
        | {
            "consumer": consumer.slug,
            "releases": sorted({hit.dependency.release.version for hit in hits}),
            "environments": environments,
            "changes": [_change(change) for change in changes[:MENTIONED]],
        },
        dedup_key=f"consumer-breaks:{version.pk}:{consumer.pk}:{review.pk}",
    )


def _data(review: Review) -> dict[str, Any]:
    version = review.contract_version
    return {
        "provider": version.contract.service.slug,
        "contract": version.contract.slug,
        "version": version.version,
        "baseline": review.baseline.version if review.baseline else None,
        "review": review.pk,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "rule": change.rule_id,
        "message": change.message,
        "operations": list(change.operations),
        "fingerprint": change.fingerprint,
    }


def _sentence(changes: Iterable[Change]) -> str:
    messages = [change.message.rstrip(".") for change in changes]
    shown = "; ".join(messages[:3])
    return f"{shown}; and {len(messages) - 3} more." if len(messages) > 3 else f"{shown}."  # noqa: PLR2004
