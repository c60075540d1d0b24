"""Deliver: claim, attempt, record, back off.

At least once: a worker that dies after the send and before the record sends again when its claim has
lapsed, under the same message id, by which a receiver knows it (Standard Webhooks).
"""

import random
import uuid
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.jobs import Job, enqueue_on_commit
from observability.actions.alerts import raise_alert
from observability.channels.outcome import Outcome
from observability.channels.webhook import Message, send
from observability.models import WAITING, Alert, Channel, Delivery, DeliveryState

logger = structlog.get_logger(__name__)
TIME_LIMIT = 45  # seconds: a receiver that answers byte by byte is given up
LEASE = timedelta(seconds=60)  # longer than an attempt can take
# Between attempts: the example schedule of Standard Webhooks.
SCHEDULE = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
JITTER = 0.1
SWEEP = 500  # rows at a time


def attempt_delivery(delivery_id: int) -> None:
    """Try once to deliver, if it is due and nobody else is at it. Doing it twice sends nothing twice."""
    delivery = _claim(delivery_id)
    if delivery is None:
        return
    channel = delivery.channel
    if not channel.enabled:
        outcome = Outcome(
            delivered=False, error=f"The channel is disabled: {channel.disabled_reason}", gone=True
        )
    else:
        outcome = send(channel.url, channel.signing_secrets(timezone.now()), message_of(delivery))
    _record(delivery, outcome)


def sweep_deliveries() -> list[int]:
    """Ring for every delivery that is due, or whose worker's claim has lapsed; return their ids."""
    due = Delivery.objects.filter(state__in=WAITING, due_at__lte=timezone.now())
    ids = list(due.order_by("due_at").values_list("id", flat=True)[:SWEEP])
    for delivery_id in ids:
        enqueue_on_commit(Job.ATTEMPT_DELIVERY, delivery_id=delivery_id)
    return ids


def message_of(delivery: Delivery) -> Message:
    """What is sent: the alert in words, and the data that it was raised with."""
    alert = delivery.alert
    known = {
        "alert": alert.pk,
        "title": alert.title,
        "message": alert.message,
        "severity": alert.severity,
        "team": alert.team.slug,
        "service": alert.service.slug if alert.service else None,
        "due_on": alert.due_on and alert.due_on.isoformat(),
        "url": settings.PORTOLAN_PUBLIC_URL + alert.link,
    }
    return Message(
        id=delivery.webhook_id,
        kind=alert.kind,
        subject=alert.service.slug if alert.service else alert.team.slug,
        created_at=alert.created_at,
        data=alert.data | known,
    )


def _claim(delivery_id: int) -> Delivery | None:
    """Take the delivery by a conditional update; a claim that has lapsed can be taken over."""
    claim = uuid.uuid4()
    claimed = Delivery.objects.filter(id=delivery_id, state__in=WAITING, due_at__lte=timezone.now()).update(
        state=DeliveryState.SENDING, claim=claim, due_at=timezone.now() + LEASE
    )
    if not claimed:
        return None
    related = ("alert__team", "alert__service", "channel")
    return Delivery.objects.select_related(*related).filter(id=delivery_id, claim=claim).first()


@transaction.atomic
def _record(delivery: Delivery, outcome: Outcome) -> None:
    now = timezone.now()
    # Counted here and not at the claim: a worker that dies costs the delivery none of its attempts.
    attempts = delivery.attempts + 1
    changes: dict[str, Any] = {
        "attempts": attempts,
        "claim": None,
        "last_status": outcome.status,
        "last_error": outcome.error,
    }
    if outcome.delivered:
        changes |= {"state": DeliveryState.DELIVERED, "finished_at": now}
    elif outcome.gone or attempts > len(SCHEDULE):
        changes |= {"state": DeliveryState.FAILED, "finished_at": now}
    else:
        changes |= {"state": DeliveryState.PENDING, "due_at": now + _wait(attempts, outcome)}
    kept = Delivery.objects.filter(id=delivery.id, claim=delivery.claim).update(**changes)
    if not outcome.delivered:
        logger.warning(
            "delivery_failed", delivery=delivery.id, channel=delivery.channel.slug, error=outcome.error
        )
    if kept and outcome.status == HTTPStatus.GONE:
        _disable(delivery.channel, delivery.alert)


def _wait(attempts: int, outcome: Outcome) -> timedelta:
    """The schedule's wait, a little spread so that many do not return at once; never less than was asked for."""
    spread = 1 + random.uniform(0, JITTER)  # noqa: S311  # no secret hangs on it
    wait = SCHEDULE[attempts - 1] * spread
    return max(wait, outcome.retry_after) if outcome.retry_after else wait


def _disable(channel: Channel, alert: Alert) -> None:
    """A receiver that answers 410 wants nothing more: stop, and tell its team through what it has left.

    A channel that has got another address meanwhile has another receiver, which said nothing of the kind.
    """
    stopped = Channel.objects.filter(pk=channel.pk, url=channel.url, disabled_at=None).update(
        disabled_at=timezone.now(),
        disabled_reason="The receiver answered 410 Gone.",
        updated_at=timezone.now(),
    )
    if stopped:
        raise_alert(
            kind="channel.disabled",
            severity="warning",
            team=channel.team or alert.team,
            service=None,
            title=f"The channel {channel.slug} was disabled",
            message=(
                "Its receiver answered 410 Gone, so nothing more is sent there."
                " Register the channel again with an address that takes alerts."
            ),
            link="/alerts",
            data={"channel": channel.slug},
            dedup_key=f"channel-disabled:{channel.pk}:{timezone.now():%Y-%m-%dT%H:%M:%S}",
        )
