"""Promotions, newest first, and the allows that stand."""

from datetime import datetime
from typing import Any

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


def promotions_since(moment: datetime) -> QuerySet[Promotion]:
    """The decisions that were made since then, the latest first."""
    return promotions().filter(created_at__gte=moment)


def newest_decisions() -> QuerySet[Promotion]:
    """The newest decision about each release for each environment, without the facts that it was made from."""
    newest = Promotion.objects.order_by("release_id", "environment_id", "-created_at", "-id")
    newest = newest.distinct("release_id", "environment_id")
    return promotions().filter(pk__in=newest.values("pk")).defer("facts", "document")


def standing_allows(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """Allows that are valid, not spent, and not taken back by a later answer to the same question.

    An allow is spent when its release ran there and has ended since: to bring that back is another decision.
    """
    return _valid_allows(environment, now).exclude(runs=False, ran=True)


def pending_allows(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """Standing allows whose release does not run yet."""
    return _valid_allows(environment, now).filter(runs=False, ran=False)


def _valid_allows(environment: Environment, now: datetime) -> QuerySet[Any]:
    """Each with `runs`, whether its release is deployed there, and `ran`, whether it was and has ended since."""
    deployed = Deployment.objects.filter(release=OuterRef("release"), environment=environment)
    later = Promotion.objects.filter(
        release=OuterRef("release"), environment=environment, created_at__gt=OuterRef("created_at")
    )
    valid = Promotion.objects.filter(environment=environment, decision=Decision.ALLOW, valid_until__gt=now)
    return valid.exclude(Exists(later.exclude(decision=Decision.ALLOW))).annotate(
        runs=Exists(deployed.filter(ended_at=None)),
        ran=Exists(deployed.filter(started_at__gte=OuterRef("created_at"), ended_at__isnull=False)),
    )
