"""Tell the owners what a review found: the provider's, and each impacted consumer's."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from catalog.contracts.changes import Change
from governance.models import Review, Verdict
from governance.queries.impact import Hit
from observability.actions.alerts import raise_alert

MENTIONED = 20


def alert_owners(review: Review, hits: list[Hit]) -> None:
    """Raise one alert for the provider's owner when the review failed, and one for each consumer that is hit."""
    if review.verdict == Verdict.FAIL:
        _alert_provider(review, hits)
    by_consumer = groupby(hits, key=lambda hit: hit.dependency.release.service_id)
    for _, own_hits in by_consumer:
        _alert_consumer(review, list(own_hits))


def _alert_provider(review: Review, hits: list[Hit]) -> None:
    version = review.contract_version
    service = version.contract.service
    names = sorted({hit.dependency.release.service.slug for hit in hits})
    harm = f"It breaks {', '.join(names)}." if names else "No registered consumer uses what it breaks."
    raise_alert(
        kind="contract.breaking-change",
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
        dedup_key=f"review-failed:{version.pk}",
    )


def _alert_consumer(review: Review, hits: list[Hit]) -> None:
    version = review.contract_version
    consumer = hits[0].dependency.release.service
    environments = sorted({place for hit in hits for place in hit.environments})
    where = f"It runs in {', '.join(environments)}." if environments else "It is not deployed anywhere yet."
    changes = list({change.fingerprint: change for hit in hits for change in hit.changes}.values())
    raise_alert(
        kind="dependency.breaking-change",
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
        dedup_key=f"consumer-breaks:{version.pk}:{consumer.pk}",
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
