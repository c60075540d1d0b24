"""Announce what ends, change or cancel that, agree to earlier dates, and retire what nobody runs on any more."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, contract_versions, facts
from catalog.actions.services import put_service
from catalog.errors import ConflictError, FieldError, ForbiddenError, InvalidInputError
from catalog.models import ContractVersion, Lifecycle, Person, Service
from governance.actions import deprecation_alerts as alerts
from governance.actions import deprecation_life as life
from governance.actions.deprecation_life import Dates, dates_of
from governance.actions.migrations import DEPRECATIONS, refresh_migrations
from governance.actions.retirement import refuse_while_used, said_in_words
from governance.models import (
    DateChange,
    Deprecation,
    DeprecationKind,
    DeprecationOrigin,
)
from governance.queries.deprecations import open_deprecations, pending_change, still_on_it
from governance.queries.subjects import Subject, successor_of

DATES = ("deprecated_at", "sunset_at")


@dataclass(frozen=True)
class Announcement:
    """What is said of an end; names of what is to be used instead as its consumers would write them."""

    deprecated_at: date | None = None
    sunset_at: date | None = None
    announced_at: date | None = None
    successor: str = ""
    texts: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def announce(actor: Person, subject: Subject, said: Announcement) -> Deprecation:
    """Deprecate a contract version, an operation or a service. For members of the team that owns the service."""
    access.require_change(actor, subject.service)
    today = timezone.now().date()
    if said.announced_at and said.announced_at > today:
        message = "What is announced today was not announced in the future."
        raise InvalidInputError(message, [FieldError("/announced_at", message)])
    deprecation = Deprecation(
        kind=subject.kind,
        service=subject.service,
        contract=subject.contract,
        contract_version=subject.version,
        operation=subject.operation,
        line=subject.line,
        announced_at=said.announced_at or today,
        created_by=actor,
        **said.texts,
    )
    if said.successor:
        _follow(actor, deprecation, said.successor)
    return life.begin(actor, deprecation, Dates(said.deprecated_at, said.sunset_at))


@transaction.atomic
def change(
    actor: Person, deprecation: Deprecation, fields: dict[str, Any], if_match: str | None = None
) -> DateChange | None:
    """Change what is said of an end. Returns the dates that wait for the consent of consumers, where some do."""
    access.require_change(actor, deprecation.service)
    deprecation = _locked(deprecation, if_match)
    if "successor" in fields:
        _follow(actor, deprecation, fields["successor"])
        deprecation.save()
        audit.announce(deprecation.service)
    texts = {name: value for name, value in fields.items() if name in {"guide", "reason"}}
    facts.revise(actor, deprecation, texts)
    dates = {name: fields[name] for name in DATES if name in fields}
    if not dates:
        return None
    if deprecation.origin == DeprecationOrigin.DOCUMENT:
        # Whoever sets a date has taken the announcement over from the document.
        deprecation.origin = DeprecationOrigin.PERSON
        deprecation.save()
    return life.move_dates(actor, deprecation, Dates(**(dates_of(deprecation).as_fields | dates)))


@transaction.atomic
def cancel(actor: Person, deprecation: Deprecation) -> None:
    """Take the announcement back. Again changes nothing."""
    access.require_change(actor, deprecation.service)
    facts.lock(DEPRECATIONS)
    deprecation.refresh_from_db()
    if deprecation.cancelled_at is None:
        life.withdraw(actor, _locked(deprecation))


@transaction.atomic
def consent(actor: Person, deprecation: Deprecation, consumer: str = "") -> None:
    """Agree to the earlier dates for the consumer named, or for all affected ones of the actor's teams.

    When the last one has agreed the dates are set.
    """
    deprecation = _locked(deprecation)
    waiting = pending_change(deprecation)
    if waiting is None:
        raise ConflictError(f"No earlier dates of {deprecation} wait for consent.")
    waiting.deprecation = deprecation
    refresh_migrations(deprecation)
    affected = still_on_it(deprecation)
    for one in _agreeing(actor, deprecation, affected, consumer):
        life.agree(actor, waiting, one)
    life.settle(waiting)


@transaction.atomic
def retire(actor: Person, deprecation: Deprecation, reason: str = "") -> None:
    """Say that what was to end is gone.

    Refused, with who and where, while a consumer is deployed, has not moved, or was observed lately. Before its sunset
    everybody must have moved; what is gone before has its sunset today. `reason` is why calls of which nobody told the
    version are not of it; without one such calls hold it as well.
    """
    access.require_change(actor, deprecation.service)
    reason = said_in_words(reason)
    facts.lock(DEPRECATIONS)
    deprecation.refresh_from_db()
    if deprecation.retired_at:
        return
    deprecation = _locked(deprecation)
    refresh_migrations(deprecation)
    today = timezone.now().date()
    refuse_while_used(deprecation, timezone.now(), attributed=bool(reason))
    life.withdraw_change(deprecation)
    begins, ends = deprecation.deprecated_on, deprecation.sunset_on
    if ends is None or ends > today:
        life.apply(actor, deprecation, Dates(begins and min(begins, today), today))
    if deprecation.kind == DeprecationKind.SERVICE:
        put_service(actor, deprecation.service.slug, {"lifecycle": Lifecycle.RETIRED})
    close_retired(actor, deprecation, reason)


def close_retired(actor: Person, deprecation: Deprecation, reason: str = "") -> None:
    deprecation.retired_at = timezone.now()
    deprecation.save()
    audit.record(actor, "retired", deprecation, **({"reason": reason} if reason else {}))
    audit.announce(deprecation.service)
    alerts.resolve_everything(deprecation)


@transaction.atomic
def set_dates(actor: Person, version: ContractVersion, changes: dict[str, Any]) -> ContractVersion:
    """Set the dates and the successor of a version: its deprecation begins, moves or is cancelled with them.

    Earlier dates that consumers must agree to are refused here, with where to ask for them.
    """
    access.require_change(actor, version.contract.service)
    facts.lock(DEPRECATIONS)
    version.refresh_from_db(fields=["deprecated_at", "sunset_at", "successor"])
    dates = Dates(*(changes.get(name, getattr(version, name)) for name in DATES))
    dates.check()
    others = {name: value for name, value in changes.items() if name not in DATES}
    version = contract_versions.set_dates(actor, version, others)
    standing = open_deprecations(retired=True).filter(contract_version=version).first()
    if standing:
        standing.save()  # its successor is the version's, so its revision is another
        _redate(actor, standing, dates)
    elif dates != Dates():
        life.begin(actor, _of_version(actor, version), dates)
    version.refresh_from_db(fields=["deprecated_at", "sunset_at", "successor"])
    return version


def _of_version(actor: Person, version: ContractVersion) -> Deprecation:
    return Deprecation(
        kind=DeprecationKind.VERSION,
        service=version.contract.service,
        contract=version.contract,
        contract_version=version,
        announced_at=timezone.now().date(),
        created_by=actor,
    )


def _redate(actor: Person, deprecation: Deprecation, dates: Dates) -> None:
    if dates == dates_of(deprecation):
        return
    deprecation = _locked(deprecation)
    if dates == Dates():
        life.withdraw(actor, deprecation)
        return
    refresh_migrations(deprecation)
    waiting = still_on_it(deprecation)
    if waiting and life.comes_earlier(deprecation, dates):
        names = ", ".join(consumer.slug for consumer in waiting)
        raise ConflictError(
            f"{deprecation} can end earlier only with the consent of {names}. Ask for it with"
            f" PATCH /api/v1/deprecations/{deprecation.pk}.",
            extra={"deprecation": deprecation.pk, "consumers": [consumer.slug for consumer in waiting]},
        )
    life.move_dates(actor, deprecation, dates)


def _locked(deprecation: Deprecation, if_match: str | None = None) -> Deprecation:
    """The deprecation as it stands, with all of them locked; one that is over changes no more."""
    facts.lock(DEPRECATIONS)
    current = open_deprecations(retired=True).filter(pk=deprecation.pk).first()
    if current is None or current.retired_at:
        over = "retired" if current else "cancelled"
        raise ConflictError(f"The deprecation of {deprecation} is {over}, and does not change any more.")
    facts.check_revision(current, if_match)
    return current


def _follow(actor: Person, deprecation: Deprecation, successor: str) -> None:
    """Name what is to be used instead, of the kind that ends."""
    following = successor_of(deprecation, successor)
    if deprecation.contract_version:
        version = contract_versions.set_dates(
            actor, deprecation.contract_version, {"successor": following.version}
        )
        deprecation.contract_version = version
    deprecation.successor_operation = following.operation
    deprecation.successor_service = following.service


def _agreeing(actor: Person, deprecation: Deprecation, affected: list[Service], named: str) -> list[Service]:
    if named:
        consumer = next((one for one in affected if one.slug == named), None)
        if consumer is None:
            message = f"{named} is not affected by earlier dates of {deprecation}."
            raise InvalidInputError(message, [FieldError("/consumer", message)])
        access.require_change(actor, consumer)
        return [consumer]
    own = [consumer for consumer in affected if access.may_change(actor, consumer)]
    if affected and not own:
        owners = ", ".join(sorted({consumer.owner.slug for consumer in affected}))
        raise ForbiddenError(f"Only members of {owners}, whose services are affected, may agree.")
    return own
