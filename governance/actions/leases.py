"""Keep a claim while its worker lives, so that it can be short and a dead worker's work is soon another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import structlog
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

logger = structlog.get_logger(__name__)
BEATS = 3  # in a lease: two may be missed


@contextmanager
def renewed(claimed: QuerySet[Any], lease: timedelta) -> Iterator[None]:
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
