"""Background jobs: each takes an id, calls one action, and may run twice."""

from celery import shared_task
from django.utils import timezone

from catalog.jobs import Job
from catalog.models.partitions import make_partitions
from observability.actions.deliveries import TIME_LIMIT, attempt_delivery, sweep_deliveries
from observability.actions.retention import forget_old


@shared_task(name=Job.ATTEMPT_DELIVERY, soft_time_limit=TIME_LIMIT)
def attempt_delivery_task(delivery_id: int) -> None:
    attempt_delivery(delivery_id)


@shared_task(name="observability.sweep_deliveries")
def sweep_deliveries_task() -> None:
    sweep_deliveries()


@shared_task(name="observability.make_partitions")
def make_partitions_task() -> None:
    make_partitions(timezone.now().date())


@shared_task(name="observability.forget_old", soft_time_limit=1800, time_limit=1860)
def forget_old_task() -> None:
    forget_old(timezone.now().date())
