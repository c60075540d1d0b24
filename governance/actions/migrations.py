"""Keep how far each consumer is on its way off what ends, as its releases and deployments say."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import facts
from catalog.models import Dependency, Deployment, Release, Service
from governance.actions.deprecation_alerts import resolve_reminders
from governance.models import Deprecation, Migration, MigrationState
from governance.queries.deprecated_uses import (
    deprecations_touching,
    live_uses,
    live_uses_by,
    uses_by_deprecation,
)

# Held alone by whoever announces or changes a deprecation, and shared by whoever records what a consumer does: so
# neither overlooks the other.
DEPRECATIONS = "deprecations"


@transaction.atomic
def refresh_migrations(deprecation: Deprecation) -> None:
    """Compute the migrations of a deprecation anew."""
    facts.lock(DEPRECATIONS)
    uses = defaultdict(list)
    for use in live_uses(deprecation):
        uses[use.release.service].append(use)
    consumers = {*uses, *(one.consumer for one in deprecation.migrations.select_related("consumer"))}
    latest = _latest(consumers)
    places = _places([use for of_one in uses.values() for use in of_one])
    for consumer in sorted(consumers, key=lambda service: service.slug):
        _keep(deprecation, consumer, uses[consumer], latest.get(consumer.pk), places)


@transaction.atomic
def refresh_migrations_of(consumer: Service) -> None:
    """Compute anew how far the consumer is: it has a new release, or another one runs."""
    facts.lock(DEPRECATIONS, shared=True)
    facts.lock(f"migrations of {consumer.pk}")
    uses = live_uses_by(consumer)
    touched = deprecations_touching(uses)
    known = {one.pk for one in touched}
    left = Deprecation.objects.filter(migrations__consumer=consumer, cancelled_at=None).exclude(pk__in=known)
    latest, places = _latest([consumer]).get(consumer.pk), _places(uses)
    for deprecation, resting in uses_by_deprecation([*touched, *left.select_related("service")], uses):
        if resting or deprecation.migrations.filter(consumer=consumer).exists():
            _keep(deprecation, consumer, resting, latest, places)


def _latest(consumers: Any) -> dict[int, Release]:
    releases = Release.objects.filter(service__in=consumers).order_by("service_id", "-sort_key", "-id")
    return {release.service_id: release for release in releases.distinct("service_id")}


def _places(uses: list[Dependency]) -> dict[int, list[str]]:
    """Where the releases run, by their ids."""
    running = Deployment.objects.filter(ended_at=None, release__in={use.release_id for use in uses})
    places = defaultdict(list)
    rows = running.order_by("environment__rank", "environment__slug")
    for release, environment in rows.values_list("release_id", "environment__slug"):
        places[release].append(environment)
    return {release: list(dict.fromkeys(names)) for release, names in places.items()}


def _keep(
    deprecation: Deprecation,
    consumer: Service,
    uses: list[Dependency],
    latest: Release | None,
    places: dict[int, list[str]],
) -> None:
    """Store the state with its evidence where either has changed; `since` is when the state did."""
    state = _state(uses, latest)
    evidence = {
        "latest_release": latest.version if latest else None,
        "uses": [_use(use, places.get(use.release_id, [])) for use in uses],
        # There is no measurement of traffic yet, and what is not measured is not said to be quiet.
        "observed": None,
    }
    kept = Migration.objects.filter(deprecation=deprecation, consumer=consumer).first()
    if kept and (kept.state, kept.evidence) == (state, evidence):
        return
    since = kept.since if kept and kept.state == state else timezone.now()
    Migration.objects.update_or_create(
        deprecation=deprecation,
        consumer=consumer,
        defaults={"state": state, "evidence": evidence, "since": since},
    )
    if state == MigrationState.MIGRATED:
        resolve_reminders(deprecation, consumer)


def _state(uses: list[Dependency], latest: Release | None) -> MigrationState:
    if latest and any(use.release_id == latest.pk for use in uses):
        return MigrationState.PENDING
    return MigrationState.MOVING if uses else MigrationState.MIGRATED


def _use(use: Dependency, environments: list[str]) -> dict[str, Any]:
    return {
        "release": use.release.version,
        "contract": use.contract_slug,
        "built_against": use.built_against.version if use.built_against else None,
        "operations": use.operations,
        "environments": environments,
    }
