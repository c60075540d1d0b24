"""Promotions, newest first, and the allows that stand."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from catalog.models import Deployment, Environment
from governance.models import Decision, Promotion


def promotions(service: str = "", environment: str = "", decision: str = "") -> QuerySet[Promotion]:
    """The stored decisions, filtered by slugs and decision where given."""
    filters = {
        "release__service__slug": service,
        "environment__slug": environment,
        "decision": decision,
    }
    wanted = {name: value for name, value in filters.items() if value}
    return Promotion.objects.filter(**wanted).select_related(
        "release__service", "environment", "requested_by"
    )


def standing_allows(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """Allows that are valid and not spent, each with `running`: whether its release runs in the environment now.

    An allow is spent when its release ran there and has ended since: to bring that back is another decision.
    """
    deployed = Deployment.objects.filter(release=OuterRef("release"), environment=environment)
    allows = Promotion.objects.filter(environment=environment, decision=Decision.ALLOW, valid_until__gt=now)
    return allows.annotate(
        running=Exists(deployed.filter(ended_at=None)),
        has_ended=Exists(deployed.filter(started_at__gte=OuterRef("created_at"), ended_at__isnull=False)),
    ).exclude(running=False, has_ended=True)
