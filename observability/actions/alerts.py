"""Raise, acknowledge and resolve alerts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog import access
from catalog.actions import audit
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Person, Service, Team
from observability.models import Alert, AlertState, Channel, Delivery


@transaction.atomic
def raise_alert(  # noqa: PLR0913  # an alert's own fields, all by name
    *,
    kind: str,
    severity: str,
    team: Team,
    service: Service | None,
    title: str,
    message: str,
    link: str,
    data: dict[str, Any],
    dedup_key: str,
    due_on: date | None = None,
    also: Iterable[Team] = (),
) -> Alert:
    """Store the alert and a delivery for each channel of its team and of the whole organisation, and of `also`.

    In the caller's transaction, so that what is judged and what is told of it are stored together or not at
    all. An alert with this `dedup_key` that was raised before is returned as it is, and nobody is told twice.
    """
    alert, created = Alert.objects.get_or_create(
        dedup_key=dedup_key,
        defaults={
            "kind": kind,
            "severity": severity,
            "team": team,
            "service": service,
            "title": title,
            "message": message,
            "link": link,
            "data": data,
            "due_on": due_on,
        },
    )
    if created:
        _deliver(alert, Channel.objects.filter(Q(team__in=[team, *also]) | Q(team=None), disabled_at=None))
    return alert


def _deliver(alert: Alert, channels: Iterable[Channel]) -> None:
    deliveries = Delivery.objects.bulk_create(
        Delivery(alert=alert, channel=channel, created_at=alert.created_at) for channel in channels
    )
    for delivery in deliveries:
        enqueue_on_commit(Job.ATTEMPT_DELIVERY, delivery_id=delivery.id)


@transaction.atomic
def acknowledge(actor: Person, alert: Alert) -> Alert:
    """Say that somebody of the team has seen it and acts."""
    access.require_acting_for(actor, alert.team)
    changed = Alert.objects.filter(pk=alert.pk, state=AlertState.OPEN).update(state=AlertState.ACKNOWLEDGED)
    if changed:
        audit.record(actor, "acknowledged", alert.team, alert=alert.pk, title=alert.title)
    alert.refresh_from_db()
    return alert


def hand_over(service: Service, previous: Team) -> None:
    """Give what stands against the service from its previous owner to its owner, who has not seen it yet."""
    standing = Alert.objects.filter(service=service, team=previous).exclude(state=AlertState.RESOLVED)
    for alert in standing:
        alert.team, alert.state = service.owner, AlertState.OPEN
        alert.save(update_fields=["team", "state"])
        channels = Channel.objects.filter(team=service.owner, disabled_at=None)
        _deliver(alert, channels.exclude(deliveries__alert=alert))


def resolve_alert(dedup_key: str) -> None:
    """Resolve the alert, since what it told of is over; one that is not there or is resolved changes nothing."""
    resolve(Alert.objects.filter(dedup_key=dedup_key))


def resolve_alerts(dedup_prefix: str, service: Service | None = None) -> None:
    """Resolve all alerts whose keys begin so; those about one service where it is given."""
    told = Alert.objects.filter(dedup_key__startswith=dedup_prefix)
    resolve(told if service is None else told.filter(service=service))


def resolve(told: QuerySet[Alert]) -> None:
    """Resolve those of the alerts that are not resolved."""
    standing = told.exclude(state=AlertState.RESOLVED)
    standing.update(state=AlertState.RESOLVED, resolved_at=timezone.now())
