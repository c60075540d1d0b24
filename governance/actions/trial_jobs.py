"""Begin a trial, and make those that are too large for a request in the background: the row is the job."""

import uuid
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from catalog import access
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Person, Role
from governance.actions.policies import BLANK, checked
from governance.actions.trials import Told, size_of_trial, try_policy
from governance.models import PolicyTrial, ReviewState
from governance.models.policies import engine_policy

logger = structlog.get_logger(__name__)
SMALL = 200  # services and promotions: what is judged within a few seconds
LEASE = timedelta(seconds=60)  # from one sign of progress to the next; far longer than that takes
MAX_ATTEMPTS = 3
KEPT = timedelta(days=30)


def try_draft(actor: Person, slug: str, fields: dict[str, Any], days: int) -> Told | PolicyTrial:
    """What the draft would do where the landscape is small, and nothing is stored; else the job that finds it out."""
    access.require_role(actor, Role.GOVERNANCE)
    policy = engine_policy(slug, checked(slug, BLANK | fields))
    now = timezone.now()
    if size_of_trial(policy, days, now) > SMALL:
        return begin_trial(actor, slug, fields, days)
    return try_policy(policy, days, now, lambda _: None)


@transaction.atomic
def begin_trial(actor: Person, slug: str, fields: dict[str, Any], days: int) -> PolicyTrial:
    """Have the draft tried in the background."""
    access.require_role(actor, Role.GOVERNANCE)
    content = checked(slug, BLANK | fields)
    now = timezone.now()
    PolicyTrial.objects.filter(created_at__lt=now - KEPT).delete()
    total = size_of_trial(engine_policy(slug, content), days, now)
    trial = PolicyTrial.objects.create(
        policy=slug, content=content, days=days, total=total, requested_by=actor
    )
    enqueue_on_commit(Job.RUN_TRIAL, trial_id=trial.pk)
    return trial


def run_trial(trial_id: int) -> None:
    """Make the trial, if nobody else is at it. Doing it twice, or dying in the middle of it, changes nothing."""
    claim = uuid.uuid4()
    claimed = PolicyTrial.objects.filter(_claimable(), pk=trial_id, attempts__lt=MAX_ATTEMPTS).update(
        state=ReviewState.RUNNING,
        claim=claim,
        claimed_until=timezone.now() + LEASE,
        attempts=F("attempts") + 1,
        done=0,
    )
    if not claimed:
        return
    trial = PolicyTrial.objects.get(pk=trial_id)
    own = PolicyTrial.objects.filter(pk=trial_id, claim=claim)

    def progress(done: int) -> None:
        own.update(done=done, claimed_until=timezone.now() + LEASE)

    try:
        policy = engine_policy(trial.policy, trial.draft())
        told = try_policy(policy, trial.days, trial.created_at, progress)
    except Exception:
        # Whatever it was: logged with its trace, tried again, and in the end said so.
        logger.exception("trial_attempt_failed", trial_id=trial_id, attempt=trial.attempts)
        own.update(state=ReviewState.PENDING, claim=None)
        return
    own.update(state=ReviewState.DONE, told=told, done=F("total"), finished_at=timezone.now())


def sweep_trials() -> list[int]:
    """Ring again for trials that were left behind; close those that cannot be finished. Return the rung ones."""
    abandoned = PolicyTrial.objects.filter(_claimable(), attempts__gte=MAX_ATTEMPTS)
    abandoned.update(state=ReviewState.FAILED, finished_at=timezone.now())
    waiting = list(PolicyTrial.objects.filter(_claimable()).values_list("pk", flat=True))
    with transaction.atomic():
        for trial_id in waiting:
            enqueue_on_commit(Job.RUN_TRIAL, trial_id=trial_id)
    return waiting


def _claimable() -> Q:
    lapsed = Q(state=ReviewState.RUNNING, claimed_until__lt=timezone.now())
    return lapsed | Q(state=ReviewState.PENDING)
