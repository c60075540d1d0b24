"""Who consumes what, and where it runs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL

from catalog.models import Dependency, Deployment, Release

BY_CONSUMER = ("release__service__slug", "release_id", "id")
"""The order of dependencies in which people look for a consumer."""


@dataclass(frozen=True)
class Run:
    """A release that runs in an environment, or is about to."""

    release_id: int
    service_id: int
    environment: str
    pending: bool = False


def current_runs(release_ids: Collection[int]) -> list[Run]:
    """Where the releases are deployed now."""
    rows = Deployment.objects.filter(release__in=release_ids, ended_at=None).order_by("id")
    return [Run(*row) for row in rows.values_list("release_id", "service_id", "environment__slug")]


def latest_releases() -> QuerySet[Release]:
    """The latest release of every service."""
    return Release.objects.order_by("service_id", "-sort_key", "-id").distinct("service_id")


def by_newest_releases() -> Q:
    """Whether a dependency is of the latest release of its service: those are the service's current ones."""
    key, release = OuterRef("release__sort_key"), OuterRef("release")
    newer = Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=release)
    return Q(~Exists(Release.objects.filter(newer, service=OuterRef("release__service"))))


def live_consumers(contract_ids: list[int]) -> list[Dependency]:
    """Dependencies on the contracts by releases that are deployed anywhere, or are the latest of their service."""
    return list(
        live_consumption(contract__in=contract_ids)
        .select_related("release__service__owner", "contract__service__owner", "built_against")
        .order_by(*BY_CONSUMER)
    )


def live_consumption(**where: Any) -> QuerySet[Dependency]:
    """Dependencies of releases that are deployed anywhere, or are the latest of their service."""
    return Dependency.objects.filter(Q(_runs()) | by_newest_releases(), **where)


def _runs() -> Subquery:
    """Whether the release of a row is deployed anywhere.

    As a value, which PostgreSQL looks up for each row: for an `EXISTS` beside an `OR` it reads all that runs first.
    """
    current = Deployment.objects.filter(release=OuterRef("release"), ended_at=None).order_by()
    return Subquery(current.values(runs=Value(value=True))[:1], output_field=BooleanField())


def among(ids: Iterable[int]) -> RawSQL:
    """Very many ids for `__in`, as one parameter: a place for each takes longer to write than the statement to run."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
