"""Counts beside the navigation."""

from dataclasses import dataclass

from catalog.models import Service, Team
from observability.models import Alert, AlertState


@dataclass(frozen=True)
class Counts:
    services: int
    teams: int
    open_alerts: int


def counts() -> Counts:
    return Counts(
        services=Service.objects.count(),
        teams=Team.objects.count(),
        open_alerts=Alert.objects.filter(state=AlertState.OPEN).count(),
    )
