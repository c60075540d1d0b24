"""Forget what has been measured and delivered long ago.

What was decided and who did what is never forgotten: promotions, the history of results and the audit log are not named
here.
"""

from datetime import date, timedelta

import structlog
from django.conf import settings
from django.db.models import Min

from catalog.models.partitions import forget
from observability.models import WAITING, Delivery

logger = structlog.get_logger(__name__)


def forget_old(today: date) -> None:
    """Drop the months of usage samples and of deliveries that ended longer ago than each is kept. Safe to repeat.

    When something was first and last observed stays, and so do the alerts. What still has to be delivered keeps its
    month, and those after it.
    """
    if settings.PORTOLAN_KEEP_USAGE_DAYS:
        _forget(
            "observability_usagesample", "begins_at", today - timedelta(settings.PORTOLAN_KEEP_USAGE_DAYS)
        )
    if settings.PORTOLAN_KEEP_DELIVERIES_DAYS:
        before = today - timedelta(settings.PORTOLAN_KEEP_DELIVERIES_DAYS)
        waiting = Delivery.objects.filter(state__in=WAITING).aggregate(oldest=Min("created_at"))["oldest"]
        _forget("observability_delivery", "created_at", min(before, waiting.date()) if waiting else before)


def _forget(table: str, column: str, before: date) -> None:
    dropped = forget(table, column, before)
    if dropped:
        logger.info("forgot", partitions=dropped)
