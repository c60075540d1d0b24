"""Keep how far each consumer is on its way off what ends, as its releases, its deployments and its calls say."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import facts
from catalog.models import Dependency, Deployment, Release, Service
from governance.actions.deprecation_alerts import resolve_reminders
from governance.actions.reminders import tell_newcomer
from governance.models import Deprecation, Migration, MigrationState
from governance.queries.deprecated_uses import (
    deprecations_touching,
    live_uses,
    live_uses_by,
    uses_by_deprecation,
)
from governance.queries.observed_ends import Observed, observed_of, services_named
from observability.models import LONGEST_WINDOW

# Held alone by whoever announces or changes a deprecation, and shared by whoever records what a consumer does: so
# neither overlooks the other.
DEPRECATIONS = "deprecations"


@dataclass(frozen=True)
class Evidence:
    """What the state of a consumer follows from."""

    uses: list[Dependency]
    latest: Release | None
    places: dict[int, list[str]]  # where the releases run
    observed: Observed
    called_at: datetime | None  # the last call that still counts


@transaction.atomic
def refresh_migrations(deprecation: Deprecation) -> None:
    """Compute the migrations of a deprecation anew."""
    facts.lock(DEPRECATIONS)
    uses = defaultdict(list)
    for use in live_uses(deprecation):
        uses[use.release.service].append(use)
    observed = observed_of([deprecation])[deprecation.pk]
    called = observed.last_calls(timezone.now())
    known = {one.consumer: one for one in deprecation.migrations.select_related("consumer")}
    consumers = {*uses, *known, *services_named(called).values()}
    latest = _latest(consumers)
    places = _places([use for of_one in uses.values() for use in of_one])
    for consumer in sorted(consumers, key=lambda service: service.slug):
        called_at = called.get(consumer.slug)
        evidence = Evidence(uses[consumer], latest.get(consumer.pk), places, observed, called_at)
        _keep(deprecation, consumer, evidence, known.get(consumer))


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
    concerned = [*touched, *left.select_related("service")]
    kept = {one.deprecation_id: one for one in consumer.migrations.filter(deprecation__in=concerned)}
    observations = observed_of(concerned, consumer.slug)
    for deprecation, resting in uses_by_deprecation(concerned, uses):
        if resting or deprecation.pk in kept:
            observed = observations[deprecation.pk]
            called_at = observed.last_calls(timezone.now()).get(consumer.slug)
            evidence = Evidence(resting, latest, places, observed, called_at)
            if _keep(deprecation, consumer, evidence, kept.get(deprecation.pk)):
                tell_newcomer(deprecation, consumer, timezone.now().date())


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


def _keep(deprecation: Deprecation, consumer: Service, evidence: Evidence, kept: Migration | None) -> bool:
    """Store the state with its evidence where either has changed; `since` is when the state did.

    Return whether the consumer came to owe: it begins to use what ends, or uses it again.
    """
    state = _state(evidence, kept)
    uses = [_use(use, evidence.places.get(use.release_id, [])) for use in evidence.uses]
    running = [environment for use in uses for environment in use["environments"]]
    stored = {
        "latest_release": evidence.latest.version if evidence.latest else None,
        "uses": uses,
        "observations": [one.to_json() for one in evidence.observed.of(consumer.slug, running)],
    }
    if kept and (kept.state, kept.evidence) == (state, stored):
        return False
    since = kept.since if kept and kept.state == state else timezone.now()
    Migration.objects.update_or_create(
        deprecation=deprecation,
        consumer=consumer,
        defaults={"state": state, "evidence": stored, "since": since},
    )
    if state == MigrationState.MIGRATED:
        resolve_reminders(deprecation, consumer)
        return False
    return kept is None or kept.state == MigrationState.MIGRATED


def _state(evidence: Evidence, kept: Migration | None) -> MigrationState:
    latest = evidence.latest
    if latest and any(use.release_id == latest.pk for use in evidence.uses):
        return MigrationState.PENDING
    if evidence.uses:
        return MigrationState.MOVING
    return MigrationState.PENDING if _still_calls(evidence.called_at, kept) else MigrationState.MIGRATED


def _still_calls(called_at: datetime | None, kept: Migration | None) -> bool:
    """Whether a consumer that declares no use of it calls it all the same.

    What it called before it moved says nothing about now: a window that had begun by then lasts a day at most.
    """
    if called_at is None:
        return False
    if kept and kept.state == MigrationState.MIGRATED:
        return called_at > kept.since + LONGEST_WINDOW
    return kept is None or not kept.evidence["uses"]


def _use(use: Dependency, environments: list[str]) -> dict[str, Any]:
    return {
        "release": use.release.version,
        "contract": use.contract_slug,
        "built_against": use.built_against.version if use.built_against else None,
        "operations": use.operations,
        "environments": environments,
    }
