"""Who consumes what, and where it runs."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from catalog.models import Dependency, Deployment, Environment, Release


@dataclass(frozen=True)
class Run:
    """A release that runs in an environment, or is about to."""

    release_id: int
    service_id: int
    environment: str
    pending: bool = False


def current_runs(environment: Environment | None = None) -> list[Run]:
    """What is deployed now, everywhere or in one environment."""
    current = Deployment.objects.filter(ended_at=None).order_by("id")
    if environment is not None:
        current = current.filter(environment=environment)
    return [Run(*row) for row in current.values_list("release_id", "service_id", "environment__slug")]


def latest_releases() -> QuerySet[Release]:
    """The latest release of every service: its dependencies are the service's current ones."""
    return Release.objects.order_by("service_id", "-sort_key", "-id").distinct("service_id")


def live_consumers(contract_ids: list[int]) -> list[Dependency]:
    """Dependencies on the contracts by releases that are deployed anywhere, or are the latest of their service."""
    alive = Q(release__in=latest_releases().values("pk")) | Q(
        release__in=Deployment.objects.filter(ended_at=None).values("release_id")
    )
    return list(
        Dependency.objects.filter(alive, contract__in=contract_ids)
        .select_related("release__service__owner", "contract__service__owner", "built_against")
        .order_by("release__service__slug", "release_id", "id")
    )
