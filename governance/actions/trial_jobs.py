"""Begin a trial, and make those that are too large for a request in the background: the row is the job."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from catalog import access
from catalog.jobs import Job, enqueue_on_commit
from catalog.models import Person, Role
from governance.actions.claims import abandoned, attempt, claim, own, ring_again
from governance.actions.policies import BLANK, checked
from governance.actions.trials import Told, size_of_trial, try_policy
from governance.models import JobState, PolicyTrial
from governance.models.policies import engine_policy

SMALL = 200  # services and promotions: what is judged within a few seconds
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
    trial = PolicyTrial.objects.filter(pk=trial_id).first()
    if trial and claim(trial) and (told := attempt(trial, lambda: _made(trial))):
        own(trial).update(state=JobState.DONE, told=told, done=F("total"), finished_at=timezone.now())


def sweep_trials() -> list[int]:
    """Ring again for trials that were left behind; close those that cannot be finished. Return the rung ones."""
    abandoned(PolicyTrial.objects.all()).update(state=JobState.FAILED, finished_at=timezone.now())
    return ring_again(Job.RUN_TRIAL, PolicyTrial.objects.all(), "trial_id")


def _made(trial: PolicyTrial) -> Told:
    def progress(done: int) -> None:
        own(trial).update(done=done)

    return try_policy(engine_policy(trial.policy, trial.draft()), trial.days, trial.created_at, progress)
