"""Remind consumers of a sunset before it comes, and say so when it has passed."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import contract_versions
from catalog.models import ContractVersion, Person, Service
from catalog.queries.consumption import live_consumers
from observability.actions.alerts import raise_alert

THRESHOLDS = (1, 7, 30, 90)  # days


def crossed(days_left: int) -> int | None:
    """The tightest threshold that has been crossed: a day on which no check ran loses no reminder."""
    return next((threshold for threshold in THRESHOLDS if days_left <= threshold), None)


def check_deadlines(today: date) -> None:
    """Raise what is due today, for every version with a sunset and every service still on it. Safe to repeat."""
    near = today + timedelta(days=max(THRESHOLDS))
    versions = ContractVersion.objects.filter(sunset_at__lte=near)
    for version in versions.select_related("contract__service__owner", "successor"):
        _check(version, today)


@transaction.atomic
def set_dates(actor: Person, version: ContractVersion, changes: dict[str, Any]) -> ContractVersion:
    """Set the dates of a version's end, and remind whom it concerns at once where the end is near."""
    version = contract_versions.set_dates(actor, version, changes)
    _check(version, timezone.now().date())
    return version


@transaction.atomic
def _check(version: ContractVersion, today: date) -> None:
    if version.sunset_at is None:
        return
    days_left = (version.sunset_at - today).days
    threshold = crossed(days_left)
    if threshold is None:
        return
    on_it = {
        d.release.service for d in live_consumers([version.contract_id]) if d.built_against_id == version.pk
    }
    for consumer in sorted(on_it, key=lambda service: service.slug):
        if days_left < 0:
            _violation(version, consumer)
        else:
            _reminder(version, consumer, days_left, threshold)


def _reminder(version: ContractVersion, consumer: Service, days_left: int, threshold: int) -> None:
    ends = "today" if days_left == 0 else "tomorrow" if days_left == 1 else f"in {days_left} days"
    raise_alert(
        kind="version.sunset-approaching",
        severity="critical" if threshold == 1 else "warning",
        team=consumer.owner,
        service=consumer,
        title=f"{version} ends {ends}, and {consumer.slug} still uses it",
        message=f"Its sunset is on {version.sunset_at}. {_what_to_do(version, consumer)}",
        link=version.get_absolute_url(),
        data=_data(version, consumer) | {"days_left": days_left, "threshold": threshold},
        dedup_key=f"sunset:{version.pk}:{version.sunset_at}:{consumer.pk}:{threshold}",
        due_on=version.sunset_at,
    )


def _violation(version: ContractVersion, consumer: Service) -> None:
    raise_alert(
        kind="version.past-sunset",
        severity="critical",
        team=consumer.owner,
        service=consumer,
        title=f"{consumer.slug} still uses {version}, which is past its sunset",
        message=f"Its sunset was on {version.sunset_at}. {_what_to_do(version, consumer)}",
        link=version.get_absolute_url(),
        data=_data(version, consumer),
        dedup_key=f"sunset:{version.pk}:{version.sunset_at}:{consumer.pk}:past",
        due_on=version.sunset_at,
    )


def _what_to_do(version: ContractVersion, consumer: Service) -> str:
    provider = version.contract.service.owner.slug
    if version.successor:
        return f"Build the next release of {consumer.slug} against {version.successor.version} and deploy it."
    return f"No successor is named: ask {provider} what to move to."


def _data(version: ContractVersion, consumer: Service) -> dict[str, Any]:
    return {
        "provider": version.contract.service.slug,
        "contract": version.contract.slug,
        "version": version.version,
        "sunset_at": version.sunset_at and version.sunset_at.isoformat(),
        "successor": version.successor and version.successor.version,
        "consumer": consumer.slug,
    }
