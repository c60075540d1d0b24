"""Rows that are jobs: claim one, keep it while its worker lives, give it back, ring for those left behind."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import TypeVar

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from catalog.jobs import Job, enqueue_on_commit
from governance.models import OPEN, JobState
from governance.models.jobs import JobRow

logger = structlog.get_logger(__name__)
LEASE = timedelta(seconds=30)  # renewed while a worker lives, so that a dead one is soon replaced
BEATS = 3  # in a lease: two may be missed
MAX_ATTEMPTS = 5
RUNG = 500  # at once; the next sweep takes the others
J = TypeVar("J", bound=JobRow)
T = TypeVar("T")


def claim(job: JobRow) -> bool:
    """Take the job for this worker, unless another has it or it was tried too often."""
    job.claim = uuid.uuid4()
    free: QuerySet[JobRow] = QuerySet(type(job)).filter(pk=job.pk, attempts__lt=MAX_ATTEMPTS)
    claimed = _waiting(free).update(
        state=JobState.RUNNING,
        claim=job.claim,
        claimed_until=timezone.now() + LEASE,
        attempts=F("attempts") + 1,
    )
    return bool(claimed)


def own(job: J) -> QuerySet[J]:
    """The claimed job's row, for as long as nobody else has taken it over."""
    return QuerySet(type(job)).filter(pk=job.pk, claim=job.claim, state__in=OPEN)


def attempt(job: JobRow, work: Callable[[], T]) -> T | None:
    """Do the work of a claimed job. Where it fails the job is given back, and None returned."""
    try:
        with renewed(own(job), LEASE):
            return work()
    except Exception:
        # Whatever it was: logged with its trace, tried again, and in the end said so.
        logger.exception("job_attempt_failed", job=str(job), id=job.pk)
        own(job).update(state=JobState.PENDING, claim=None)
        return None


@contextmanager
def renewed(claimed: QuerySet[J], lease: timedelta) -> Iterator[None]:
    """Push out `claimed_until` of the claimed rows by the lease, again and again while the body works.

    From a thread with a connection of its own, so not for a body that changes the rows in a transaction. A beat that
    fails costs nothing while the next one comes: what a lapsed claim does is done twice and kept once.
    """
    over = Event()

    def renew() -> None:
        while not over.wait(lease.total_seconds() / BEATS):
            try:
                claimed.update(claimed_until=timezone.now() + lease)
            except DatabaseError as error:
                logger.warning("lease_not_renewed", error=str(error))
                connection.close()
        connection.close()

    thread = Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def abandoned(jobs: QuerySet[J]) -> QuerySet[J]:
    """Those that were tried as often as jobs are, and not finished."""
    return _waiting(jobs).filter(attempts__gte=MAX_ATTEMPTS)


@transaction.atomic
def ring_again(bell: Job, jobs: QuerySet[J], key: str) -> list[int]:
    """Ring for the jobs that no living worker has, the oldest first; return their ids. `key` is what the task takes."""
    left_behind = list(_waiting(jobs).order_by("id").values_list("pk", flat=True)[:RUNG])
    for pk in left_behind:
        enqueue_on_commit(bell, **{key: pk})
    return left_behind


def _waiting(jobs: QuerySet[J]) -> QuerySet[J]:
    lapsed = Q(state=JobState.RUNNING, claimed_until__lt=timezone.now())
    return jobs.filter(lapsed | Q(state=JobState.PENDING))
