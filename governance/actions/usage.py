"""Record what was observed, and see from it who still calls what ends."""

from django.db import transaction

from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Person
from governance.queries.deprecations import open_deprecations
from observability.actions import usage
from observability.actions.usage import Batch, Recorded


@transaction.atomic
def record_usage(actor: Person, batch: Batch) -> Recorded:
    """Record it, and have looked again at what ends of the services that something new is known of.

    Deadlines are looked at once a day, so that a bell that is not heard costs a day at most.
    """
    recorded = usage.record_usage(actor, batch)
    for number in open_deprecations().filter(service__in=recorded.news).values_list("pk", flat=True):
        enqueue_on_commit(Job.REFRESH_MIGRATIONS, deprecation_id=number)
    return recorded
