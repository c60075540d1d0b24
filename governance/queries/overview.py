"""What needs attention, across the organisation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone

from catalog.models import ContractVersion, Lifecycle, Service
from governance.models import (
    BAD,
    Campaign,
    Decision,
    Deprecation,
    Promotion,
    Review,
    Waiver,
    WaiverState,
)
from governance.queries.deprecations import deprecations
from governance.queries.promotions import OPEN, newest_decisions, promotions
from governance.queries.scorecards import Progress, progress
from governance.queries.waivers import waivers
from observability.models import Alert, AlertSeverity, AlertState
from observability.queries.alerts import alerts

SHOWN = 8
CAMPAIGNS = 5
SOON = timedelta(days=14)
LATELY = timedelta(days=30)
CRITICAL_FIRST = Case(When(severity=AlertSeverity.CRITICAL, then=0), default=1)


@dataclass(frozen=True)
class Overview:
    """Counts, and the newest of what somebody should look at."""

    services: int
    in_production: int
    contracts: int
    versions: int
    open_alerts: int
    critical: int
    failing: int
    refused: int
    alerts: list[Alert]
    reviews: list[Review]
    promotions: list[Promotion]


@dataclass(frozen=True)
class Agenda:
    """What comes due: campaigns with somebody who owes, what waits for another person's word, and what ends."""

    campaigns: list[Progress]
    overrides: list[Promotion]
    pending: list[Waiver]
    expiring: list[Waiver]
    endings: list[Deprecation]


def agenda() -> Agenda:
    now = timezone.now()
    running = Campaign.objects.filter(starts_on__lte=now.date())[:CAMPAIGNS]
    ahead = [how_far for how_far in map(progress, running) if how_far.owing]
    soon = waivers(state=WaiverState.APPROVED).filter(expires_at__lte=now + SOON)
    ending = Q(cancelled_at=None, retired_at=None, ends__isnull=False)
    waited_for = deprecations().filter(ending & Q(consumer_count__gt=F("migrated_count")))
    return Agenda(
        campaigns=ahead,
        overrides=list(promotions(override=OPEN).defer("facts").order_by("-created_at")[:SHOWN]),
        pending=list(waivers(state=WaiverState.PENDING)[:SHOWN]),
        expiring=list(soon.order_by("expires_at")[:SHOWN]),
        endings=list(waited_for.order_by(F("ends").asc(), "id")[:SHOWN]),
    )


def overview() -> Overview:
    services = Service.objects.aggregate(
        all=Count("pk", filter=~Q(lifecycle=Lifecycle.RETIRED)),
        production=Count("pk", filter=Q(lifecycle=Lifecycle.PRODUCTION)),
    )
    versions = ContractVersion.objects.aggregate(all=Count("pk"), contracts=Count("contract", distinct=True))
    standing = Alert.objects.filter(state=AlertState.OPEN).aggregate(
        all=Count("pk"), critical=Count("pk", filter=Q(severity=AlertSeverity.CRITICAL))
    )
    failing = failing_reviews()
    refused = newest_refusals(timezone.now())
    return Overview(
        services=services["all"],
        in_production=services["production"],
        contracts=versions["contracts"],
        versions=versions["all"],
        open_alerts=standing["all"],
        critical=standing["critical"],
        failing=failing.count(),
        refused=refused.count(),
        alerts=list(alerts(state=AlertState.OPEN).order_by(CRITICAL_FIRST, "-id")[:SHOWN]),
        reviews=list(failing.order_by("-pk")[:SHOWN]),
        promotions=list(refused.order_by("-created_at")[:SHOWN]),
    )


def failing_reviews() -> QuerySet[Review]:
    """The current reviews that failed, or that could not be finished."""
    newer = Review.objects.filter(contract_version=OuterRef("contract_version"), pk__gt=OuterRef("pk"))
    return Review.objects.filter(BAD, ~Exists(newer)).select_related(
        "contract_version__contract__service__owner", "baseline"
    )


def newest_refusals(now: datetime) -> QuerySet[Promotion]:
    """Releases whose newest decision for an environment is no allow, of late: nobody waits for older ones any more."""
    return newest_decisions().exclude(decision=Decision.ALLOW).filter(created_at__gte=now - LATELY)
