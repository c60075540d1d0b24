"""Tell consumers what ends, when, and what they are asked for."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from catalog.models import Service
from governance.models import DateChange, Deprecation
from observability.actions.alerts import raise_alert, resolve, resolve_alerts
from observability.models import Alert, AlertState


def tell_announced(deprecation: Deprecation, consumers: Iterable[Service]) -> None:
    """Tell each consumer's owner what will end."""
    for consumer in consumers:
        when = f" It ends with {deprecation.sunset_on}." if deprecation.sunset_on else ""
        _raise(
            deprecation,
            consumer,
            what="deprecated",
            severity="info",
            title=f"{deprecation} is deprecated, and {consumer.slug} uses it",
            message=f"{deprecation.reason}{when} {what_to_do(deprecation, consumer)}".strip(),
            key=f"{_announcements(deprecation)}{consumer.pk}",
        )


def remind(deprecation: Deprecation, consumer: Service, days_left: int, threshold: int) -> None:
    """Tell that the sunset comes near, instead of what was told when it was farther off."""
    key = _reminder(deprecation, consumer, threshold)
    _resolve_former(deprecation, consumer, key)
    ends = "today" if days_left == 0 else "tomorrow" if days_left == 1 else f"in {days_left} days"
    _raise(
        deprecation,
        consumer,
        what="sunset-approaching",
        severity="critical" if threshold == 1 else "warning",
        title=f"{deprecation} ends {ends}, and {consumer.slug} still uses it",
        message=f"Its sunset is on {deprecation.sunset_on}. {what_to_do(deprecation, consumer)}",
        key=key,
        days_left=days_left,
        threshold=threshold,
    )


def tell_violation(deprecation: Deprecation, consumer: Service) -> None:
    """Tell that the sunset has passed, instead of the reminders."""
    key = _reminder(deprecation, consumer, "past")
    _resolve_former(deprecation, consumer, key)
    _raise(
        deprecation,
        consumer,
        what="past-sunset",
        severity="critical",
        title=f"{consumer.slug} still uses {deprecation}, which is past its sunset",
        message=f"Its sunset was on {deprecation.sunset_on}. {what_to_do(deprecation, consumer)}",
        key=key,
    )


def ask_for_consent(change: DateChange, consumer: Service) -> None:
    """Earlier dates wait for the consumer: without its consent they do not come."""
    deprecation = change.deprecation
    _raise(
        deprecation,
        consumer,
        what="consent-requested",
        severity="warning",
        title=f"{deprecation} is to end earlier, if {consumer.slug} agrees",
        message=(
            f"{deprecation.service.owner.slug} asks for a sunset on {change.sunset_at} rather than on"
            f" {deprecation.sunset_on}. Agree on its page, or let the dates stay as they are."
        ),
        key=f"{_consents(change)}{consumer.pk}",
        requested_sunset_at=change.sunset_at and change.sunset_at.isoformat(),
    )


def resolve_reminders(deprecation: Deprecation, consumer: Service | None = None) -> None:
    """The consumer has moved; or, for all of them, the dates are others."""
    resolve_alerts(_reminders(deprecation), consumer)
    if consumer is not None:
        resolve_alerts(_announcements(deprecation), consumer)


def resolve_everything(deprecation: Deprecation) -> None:
    """It was taken back, or is gone."""
    resolve_alerts(_reminders(deprecation))
    resolve_alerts(_announcements(deprecation))


def resolve_consents(change: DateChange, consumer: Service | None = None) -> None:
    resolve_alerts(_consents(change), consumer)


def what_to_do(deprecation: Deprecation, consumer: Service) -> str:
    """What clears it for the consumer."""
    if deprecation.successor is None:
        return f"No successor is named: ask {deprecation.service.owner.slug} what to move to."
    if deprecation.contract_version:
        return f"Build the next release of {consumer.slug} against {deprecation.successor} and deploy it."
    return f"Move {consumer.slug} to {deprecation.successor} in its next release and deploy it."


def _raise(  # noqa: PLR0913  # an alert's own fields, all by name
    deprecation: Deprecation,
    consumer: Service,
    *,
    what: str,
    severity: str,
    title: str,
    message: str,
    key: str,
    **data: Any,
) -> None:
    """Raise it, unless it stands: what was resolved is told anew where it comes back, as after a rollback.

    For whoever holds the deprecations, or the migrations of the consumer, so that nobody tells the same at once.
    """
    told = Alert.objects.filter(Q(dedup_key=key) | Q(dedup_key__startswith=f"{key}:"))
    if told.exclude(state=AlertState.RESOLVED).exists():
        return
    raise_alert(
        kind=f"{deprecation.kind}.{what}",
        severity=severity,
        team=consumer.owner,
        service=consumer,
        title=title,
        message=message,
        link=deprecation.get_absolute_url(),
        data=_data(deprecation, consumer) | data,
        dedup_key=f"{key}:{timezone.now().isoformat()}",
        due_on=deprecation.sunset_on,
    )


def _data(deprecation: Deprecation, consumer: Service) -> dict[str, Any]:
    version = deprecation.contract_version
    return {
        "deprecation": deprecation.pk,
        "provider": deprecation.service.slug,
        "contract": deprecation.contract.slug if deprecation.contract else None,
        "version": version.version if version else None,
        "operation": deprecation.operation or None,
        "sunset_at": deprecation.sunset_on and deprecation.sunset_on.isoformat(),
        "successor": deprecation.successor,
        "consumer": consumer.slug,
    }


def _reminders(deprecation: Deprecation) -> str:
    """How the keys of its reminders begin; those of versions as they always did, so that none is raised twice."""
    version = deprecation.contract_version_id
    return f"sunset:{version}:" if version else f"sunset:deprecation-{deprecation.pk}:"


def _reminder(deprecation: Deprecation, consumer: Service, threshold: int | str) -> str:
    return f"{_reminders(deprecation)}{deprecation.sunset_on}:{consumer.pk}:{threshold}"


def _resolve_former(deprecation: Deprecation, consumer: Service, key: str) -> None:
    reminders = Alert.objects.filter(dedup_key__startswith=_reminders(deprecation), service=consumer)
    resolve(reminders.exclude(dedup_key__startswith=key))


def _announcements(deprecation: Deprecation) -> str:
    return f"deprecated:{deprecation.pk}:"


def _consents(change: DateChange) -> str:
    return f"consent:{change.pk}:"
