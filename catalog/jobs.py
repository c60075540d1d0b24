"""Job names, and the bell that is rung for them after commit.

The row in the database is the job. A bell that cannot be rung is logged and costs time only: the
sweepers in the beat schedule ring again for every row that was left behind.
"""

from enum import StrEnum
from functools import partial

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


class Job(StrEnum):
    """Every background job, by the name of its Celery task."""

    RUN_REVIEW = "governance.run_review"
    FOLLOW_CHANGES = "governance.follow_changes"
    EVALUATE_SERVICES = "governance.evaluate_services"
    RUN_TRIAL = "governance.run_trial"
    REFRESH_MIGRATIONS = "governance.refresh_migrations"
    ATTEMPT_DELIVERY = "observability.attempt_delivery"


def enqueue_on_commit(job: Job, **ids: int) -> None:
    """Ring the bell for `job` once the current transaction has committed."""
    transaction.on_commit(partial(_ring, job, ids))


def _ring(job: Job, ids: dict[str, int]) -> None:
    try:
        current_app.send_task(job.value, kwargs=ids)
    except OperationalError as error:
        logger.warning("bell_not_rung", job=job.value, error=str(error), **ids)
