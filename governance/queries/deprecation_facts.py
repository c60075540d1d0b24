"""A deprecation in the form that REST answers with."""

from typing import Any

from django.utils import timezone

from governance.models import DateChange, Deprecation, Migration
from governance.queries.deprecations import pending_change_of, waiting_for
from governance.queries.observed_ends import observed_in_words


def deprecation_facts(deprecation: Deprecation) -> dict[str, Any]:
    """What stands in a list; the deprecation comes from `deprecations()`."""
    version, contract = deprecation.contract_version, deprecation.contract
    return {
        "id": deprecation.pk,
        "kind": deprecation.kind,
        "service": deprecation.service.slug,
        "owner": deprecation.service.owner.slug,
        "contract": contract.slug if contract else None,
        "version": version.version if version else None,
        "operation": deprecation.operation or None,
        "line": deprecation.line,
        "state": deprecation.state(timezone.now().date()),
        "origin": deprecation.origin,
        "announced_at": deprecation.announced_at,
        "deprecated_at": deprecation.deprecated_on,
        "sunset_at": deprecation.sunset_on,
        "successor": deprecation.successor,
        "guide": deprecation.guide,
        "reason": deprecation.reason,
        "progress": {
            "consumers": deprecation.consumer_count,  # type: ignore[attr-defined]  # the query counts them
            "migrated": deprecation.migrated_count,  # type: ignore[attr-defined]
        },
        "created_by": deprecation.created_by.username,
        "created_at": deprecation.created_at,
        "updated_at": deprecation.updated_at,
        "retired_at": deprecation.retired_at,
        "cancelled_at": deprecation.cancelled_at,
    }


def deprecation_details_facts(deprecation: Deprecation) -> dict[str, Any]:
    """What is answered for one; the deprecation comes from `deprecation()`."""
    change = pending_change_of(deprecation)
    return deprecation_facts(deprecation) | {
        "migrations": [_migration(migration) for migration in deprecation.migrations.all()],
        "date_change": _date_change(change, waiting_for(deprecation)) if change else None,
    }


def _migration(migration: Migration) -> dict[str, Any]:
    return {
        "consumer": migration.consumer.slug,
        "owner": migration.consumer.owner.slug,
        "state": migration.state,
        "since": migration.since,
        "evidence": {"observations": []} | migration.evidence | {"observed": observed_in_words(migration)},
    }


def _date_change(change: DateChange, waiting: list[Migration]) -> dict[str, Any]:
    return {
        "deprecated_at": change.deprecated_at,
        "sunset_at": change.sunset_at,
        "requested_by": change.requested_by.username,
        "requested_at": change.requested_at,
        "consents": [
            {
                "consumer": consent.consumer.slug,
                "owner": consent.consumer.owner.slug,
                "given_by": consent.given_by.username,
                "given_at": consent.given_at,
            }
            for consent in change.consents.all()
        ],
        "waiting_for": [{"consumer": one.consumer.slug, "owner": one.consumer.owner.slug} for one in waiting],
    }
