"""What happens to a deprecation whoever decides it: a person, all consumers together, or a document.

Who may decide is asked in `deprecations.py`; here the dates are set, kept to what consumers were told, and told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import audit, facts
from catalog.actions.contract_versions import apply_dates, check_dates
from catalog.errors import ConflictError, FieldError
from catalog.models import Person, Service
from governance.actions import deprecation_alerts as alerts
from governance.actions.migrations import DEPRECATIONS, refresh_migrations
from governance.actions.reminders import remind_of
from governance.models import Consent, DateChange, DateChangeState, Deprecation
from governance.queries.deprecations import pending_change, still_on_it


@dataclass(frozen=True)
class Dates:
    """When nobody should begin to use something any more, and its last day."""

    deprecated_at: date | None = None
    sunset_at: date | None = None

    def check(self) -> None:
        check_dates(self.deprecated_at, self.sunset_at)

    @property
    def as_fields(self) -> dict[str, date | None]:
        return {"deprecated_at": self.deprecated_at, "sunset_at": self.sunset_at}


def dates_of(deprecation: Deprecation) -> Dates:
    return Dates(deprecation.deprecated_on, deprecation.sunset_on)


@transaction.atomic
def begin(actor: Person, deprecation: Deprecation, dates: Dates) -> Deprecation:
    """Store a new deprecation with its dates, find its consumers and tell them.

    Raises ConflictError where the same is deprecated already, or where its consumers were told a later sunset before.
    """
    facts.lock(DEPRECATIONS)
    dates.check()
    _refuse_second(deprecation)
    deprecation.promised_sunset_at = promised_before(deprecation)
    facts.create(actor, deprecation, sunset_at=_text(dates.sunset_at))
    refresh_migrations(deprecation)
    waiting = still_on_it(deprecation)
    if waiting and _breaks_promise(deprecation, dates):
        message = (
            f"{_names(waiting)} were told that {deprecation} would last until {deprecation.promised_sunset_at}."
            " Announce that date or a later one, and ask for an earlier one then."
        )
        raise ConflictError(message, [FieldError("/sunset_at", message)])
    _set(actor, deprecation, dates)
    alerts.tell_announced(deprecation, waiting)
    remind_of(deprecation, timezone.now().date())
    return deprecation


@transaction.atomic
def move_dates(actor: Person, deprecation: Deprecation, dates: Dates) -> DateChange | None:
    """Set other dates: at once where they come later, else when every affected consumer agrees.

    Returns the change that waits for them, or None. What waited before is withdrawn.
    """
    facts.lock(DEPRECATIONS)
    dates.check()
    withdraw_change(deprecation)
    if dates == dates_of(deprecation):
        return None
    refresh_migrations(deprecation)
    affected = still_on_it(deprecation)
    if affected and comes_earlier(deprecation, dates):
        change = DateChange.objects.create(
            deprecation=deprecation,
            **dates.as_fields,
            requested_by=actor,
            requested_at=timezone.now(),
        )
        audit.record(actor, "asked for earlier dates", deprecation, **_texts(dates))
        for consumer in affected:
            alerts.ask_for_consent(change, consumer)
        return change
    apply(actor, deprecation, dates)
    return None


def comes_earlier(deprecation: Deprecation, dates: Dates) -> bool:
    """Whether a date comes before what consumers were told. To take one back is no such thing."""
    begins, was = dates.deprecated_at, deprecation.deprecated_on
    return _breaks_promise(deprecation, dates) or bool(begins and was and begins < was)


def apply(actor: Person, deprecation: Deprecation, dates: Dates) -> None:
    """Set the dates, and begin to remind of them instead of the former ones."""
    before = dates_of(deprecation)
    _set(actor, deprecation, dates)
    audit.record(actor, "moved dates", deprecation, before=_texts(before), after=_texts(dates))
    alerts.resolve_reminders(deprecation)
    remind_of(deprecation, timezone.now().date())


def settle(change: DateChange) -> None:
    """Apply the dates that were asked for once no affected consumer is left that has not agreed."""
    agreed = set(change.consents.values_list("consumer", flat=True))
    if any(consumer.pk not in agreed for consumer in still_on_it(change.deprecation)):
        return
    apply(change.requested_by, change.deprecation, Dates(change.deprecated_at, change.sunset_at))
    _decide(change, DateChangeState.APPLIED)


def agree(actor: Person, change: DateChange, consumer: Service) -> None:
    """Record a consumer's consent. Again changes nothing."""
    values = {"given_by": actor, "given_at": timezone.now()}
    _, created = Consent.objects.get_or_create(change=change, consumer=consumer, defaults=values)
    if created:
        audit.record(actor, "agreed to earlier dates", change.deprecation, consumer=consumer.slug)
        alerts.resolve_consents(change, consumer)


def withdraw_change(deprecation: Deprecation) -> None:
    """Let the dates that wait for consent go."""
    change = pending_change(deprecation)
    if change:
        _decide(change, DateChangeState.WITHDRAWN)


def promised_before(deprecation: Deprecation) -> date | None:
    """What consumers were told when the same was to end before, and was cancelled."""
    before = Deprecation.objects.filter(**_same_subject(deprecation)).order_by("-id").first()
    return before.promised_sunset_at if before else None


@transaction.atomic
def withdraw(actor: Person, deprecation: Deprecation) -> None:
    """Take the announcement back: what was to end lives on."""
    facts.lock(DEPRECATIONS)
    withdraw_change(deprecation)
    were = dates_of(deprecation)
    deprecation.cancelled_at = timezone.now()
    deprecation.deprecated_at, deprecation.sunset_at = were.deprecated_at, were.sunset_at
    deprecation.save()
    if deprecation.contract_version:
        apply_dates(actor, deprecation.contract_version, Dates().as_fields)
    audit.record(actor, "cancelled", deprecation, **_texts(were))
    audit.announce(deprecation.service)
    alerts.resolve_everything(deprecation)


def _set(actor: Person, deprecation: Deprecation, dates: Dates) -> None:
    """Where the dates stand: those of a version on the version."""
    if deprecation.contract_version:
        deprecation.contract_version = apply_dates(actor, deprecation.contract_version, dates.as_fields)
    else:
        deprecation.deprecated_at, deprecation.sunset_at = dates.deprecated_at, dates.sunset_at
    deprecation.promised_sunset_at = dates.sunset_at or deprecation.promised_sunset_at
    deprecation.save()
    audit.announce(deprecation.service)


def _decide(change: DateChange, state: DateChangeState) -> None:
    change.state, change.decided_at = state, timezone.now()
    change.save()
    alerts.resolve_consents(change)


def _same_subject(deprecation: Deprecation) -> dict[str, Any]:
    return {
        name: getattr(deprecation, name)
        for name in ("kind", "service", "contract", "contract_version", "operation", "line")
    }


def _refuse_second(deprecation: Deprecation) -> None:
    first = Deprecation.objects.filter(**_same_subject(deprecation), cancelled_at=None).first()
    if first:
        raise ConflictError(
            f"{first} is deprecated already: see {first.get_absolute_url()}. Change that one.",
            extra={"deprecation": first.pk},
        )


def _breaks_promise(deprecation: Deprecation, dates: Dates) -> bool:
    promised = deprecation.promised_sunset_at
    return bool(dates.sunset_at and promised and dates.sunset_at < promised)


def _names(services: list[Service]) -> str:
    return ", ".join(service.slug for service in services)


def _texts(dates: Dates) -> dict[str, str | None]:
    return {name: _text(value) for name, value in dates.as_fields.items()}


def _text(value: date | None) -> str | None:
    return value.isoformat() if value else None
