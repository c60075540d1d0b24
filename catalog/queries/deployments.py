"""What runs where, now and before."""

from django.db.models import QuerySet

from catalog.models import Deployment


def deployments(service: str = "", environment: str = "", *, current: bool = False) -> QuerySet[Deployment]:
    """Deployments, the latest first; `current` leaves out those that have ended."""
    found = Deployment.objects.select_related("service", "release", "environment", "recorded_by")
    if service:
        found = found.filter(service__slug=service)
    if environment:
        found = found.filter(environment__slug=environment)
    if current:
        found = found.filter(ended_at=None)
    return found.order_by("-started_at", "-id")
