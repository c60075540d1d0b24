"""Keep what policies find in step with the facts: follow changes, evaluate what is due, prove that nothing is missed.

The row is the job: a service whose facts may have changed has an evaluation that is due, and whoever evaluates holds
the row, so that an older look at the facts never overwrites a younger one.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import ceil

import structlog
from django.db import transaction
from django.utils import timezone

from catalog.actions.documentation import count_missing_documentation
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Change
from governance.actions.policy_alerts import follow_violations
from governance.actions.policy_results import save_results
from governance.actions.review_alerts import resolve_moved
from governance.actions.scorecards import record_standings
from governance.models import Evaluation, PolicyVersion
from governance.policy.document import VERSION, Document
from governance.policy.model import Verdict
from governance.policy.pool import shared
from governance.queries.concerned import concerned_by
from governance.queries.facts_document import facts_of_services
from governance.queries.policies import current_versions
from governance.queries.policy_results import (
    Difference,
    differences,
    never_evaluated,
    of_another_form,
    past_their_time,
    standing,
)
from governance.queries.waivers import waived_policies

logger = structlog.get_logger(__name__)
BATCH = 200
AT_ONCE = 2  # who are called to work through many; each calls the next until nothing is left
KEPT = ("due_at", "evaluated_at", "revision", "until", "document_version")
FOLLOWED = 5_000  # changes at once; the next bell or sweep takes the others


@transaction.atomic
def follow_changes() -> set[int]:
    """Have evaluated again whatever the changes since the last time concern; return the services."""
    changes = Change.objects.select_for_update(skip_locked=True).order_by("id")[:FOLLOWED]
    streams = {change.pk: change.stream for change in changes}
    services = concerned_by(streams.values())
    make_due(services)
    Change.objects.filter(pk__in=streams).delete()
    return services


@transaction.atomic
def make_due(service_ids: Iterable[int]) -> None:
    """Have the services evaluated, soon and by whoever is free."""
    now = timezone.now()
    rows = [Evaluation(service_id=pk, due_at=now) for pk in sorted(service_ids)]
    Evaluation.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["service"], update_fields=["due_at"]
    )
    for _ in range(min(AT_ONCE, ceil(len(rows) / BATCH))):
        enqueue_on_commit(Job.EVALUATE_SERVICES)


@transaction.atomic
def evaluate_due() -> list[int]:
    """Evaluate some services that are due and that nobody else is at; return them. More are left: the bell rings on."""
    due = Evaluation.objects.filter(due_at__isnull=False).select_for_update(skip_locked=True)
    claimed = list(due.order_by("due_at", "id")[:BATCH])
    _evaluate(claimed)
    if len(claimed) == BATCH:
        enqueue_on_commit(Job.EVALUATE_SERVICES)
    return [evaluation.service_id for evaluation in claimed]


@transaction.atomic
def evaluate_services(service_ids: Iterable[int]) -> None:
    """Evaluate these services now, each after whoever is at it already."""
    make_due(service_ids)
    held = Evaluation.objects.filter(service__in=service_ids).select_for_update().order_by("service_id")
    _evaluate(list(held))


def sweep_evaluations() -> None:
    """Ring again for what was left behind, and have evaluated what time alone may have changed."""
    follow_changes()
    late = set((past_their_time(timezone.now()) | of_another_form()).values_list("service_id", flat=True))
    make_due(late | set(never_evaluated().values_list("pk", flat=True)))
    if Evaluation.objects.filter(due_at__isnull=False).exists():
        with transaction.atomic():
            enqueue_on_commit(Job.EVALUATE_SERVICES)


def prove_evaluations() -> list[Difference]:
    """Judge everything anew and compare: a standing result that is not confirmed was missed, which is a defect of ours.

    What differs is logged and evaluated again, so that the defect does not stay with anybody.
    """
    found: list[Difference] = []
    now = timezone.now()
    count_missing_documentation()
    follow_changes()
    ids = list(
        Evaluation.objects.filter(standing(now)).order_by("service_id").values_list("service_id", flat=True)
    )
    for start in range(0, len(ids), BATCH):
        found += _prove(ids[start : start + BATCH], now)
    for difference in found:
        logger.error("policy_result_missed", **vars(difference))
    logger.info("policy_results_proven", services=len(ids), differences=len(found))
    make_due({difference.service_id for difference in found})
    return found


def _evaluate(claimed: list[Evaluation]) -> None:
    now = timezone.now()
    facts = facts_of_services([evaluation.service_id for evaluation in claimed], now)
    versions = current_versions()
    services = [evaluation.service_id for evaluation in claimed]
    documents = [facts[pk].document for pk in services]
    judged = dict(zip(services, _judged(versions, documents, now), strict=True))
    until = save_results(facts, judged, versions, now)
    waived = waived_policies(services, now)
    follow_violations(judged, versions, waived, now)
    resolve_moved(services)
    record_standings(services, now.date())
    for evaluation in claimed:
        pk = evaluation.service_id
        ends = (*waived.get(pk, {}).values(), until[pk])
        evaluation.due_at, evaluation.evaluated_at, evaluation.revision = None, now, facts[pk].revision
        evaluation.until = min(filter(None, ends), default=None)
        evaluation.document_version = VERSION
    Evaluation.objects.bulk_update(claimed, KEPT)


def _judged(
    versions: list[PolicyVersion], documents: list[Document], now: datetime
) -> Iterator[dict[str, Verdict]]:
    return shared().evaluate_all([version.as_policy() for version in versions], documents, now)


def _prove(service_ids: list[int], now: datetime) -> list[Difference]:
    facts = facts_of_services(service_ids, now)
    versions = current_versions()
    documents = [facts[pk].document for pk in service_ids]
    judged = dict(zip(service_ids, _judged(versions, documents, now), strict=True))
    found = differences(judged, {pk: facts[pk].revision for pk in service_ids})
    follow_changes()  # what changed while this judged was not missed
    still = Evaluation.objects.filter(standing(now), service__in=service_ids, evaluated_at__lte=now)
    unchanged = set(still.values_list("service_id", flat=True))
    return [difference for difference in found if difference.service_id in unchanged]
