"""Who consumes what, and where it runs."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.models import Dependency, Deployment, Release


@dataclass(frozen=True)
class Run:
    """A release that runs in an environment, or is about to."""

    release_id: int
    service_id: int
    environment: str
    pending: bool = False


def runs_of(deployments: QuerySet[Deployment]) -> list[Run]:
    """Those of the deployments that have not ended."""
    rows = deployments.filter(ended_at=None).order_by("id")
    return [Run(*row) for row in rows.values_list("release_id", "service_id", "environment__slug")]


def current_runs(release_ids: Collection[int]) -> list[Run]:
    """Where the releases are deployed now."""
    return runs_of(Deployment.objects.filter(release__in=release_ids))


def latest_releases() -> QuerySet[Release]:
    """The latest release of every service: its dependencies are the service's current ones."""
    return Release.objects.order_by("service_id", "-sort_key", "-id").distinct("service_id")


def live_consumers(contract_ids: list[int]) -> list[Dependency]:
    """Dependencies on the contracts by releases that are deployed anywhere, or are the latest of their service."""
    consuming = Release.objects.filter(dependencies__contract__in=contract_ids).values("service")
    latest = latest_releases().filter(service__in=consuming)
    deployed = Deployment.objects.filter(release=OuterRef("release"), ended_at=None)
    return list(
        Dependency.objects.filter(
            Q(release__in=latest.values("pk")) | Q(Exists(deployed)), contract__in=contract_ids
        )
        .select_related("release__service__owner", "contract__service__owner", "built_against")
        .order_by("release__service__slug", "release_id", "id")
    )
