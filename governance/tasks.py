"""Background jobs: each takes an id, calls one action, and may run twice."""

from celery import shared_task
from django.utils import timezone

from catalog.jobs import Job
from governance.actions.campaigns import check_campaigns, sweep_campaigns
from governance.actions.deadlines import check_deadlines, look_again, sweep_deadlines
from governance.actions.evaluations import (
    evaluate_due,
    follow_changes,
    prove_evaluations,
    sweep_evaluations,
)
from governance.actions.reviews import run_review, sweep_reviews
from governance.actions.scorecards import record_everybody
from governance.actions.trial_jobs import run_trial, sweep_trials


@shared_task(name=Job.RUN_REVIEW)
def run_review_task(review_id: int) -> None:
    run_review(review_id)


@shared_task(name="governance.sweep_reviews")
def sweep_reviews_task() -> None:
    sweep_reviews()


@shared_task(name="governance.sweep_all_reviews")
def sweep_all_reviews_task() -> None:
    sweep_reviews(changed_within=None)


@shared_task(name="governance.check_deadlines")
def check_deadlines_task() -> None:
    today = timezone.now().date()
    check_deadlines(today)
    check_campaigns(today)


@shared_task(name="governance.sweep_deadlines")
def sweep_deadlines_task() -> None:
    sweep_deadlines(timezone.now().date())


@shared_task(name="governance.sweep_campaigns")
def sweep_campaigns_task() -> None:
    sweep_campaigns(timezone.now().date())


@shared_task(name=Job.REFRESH_MIGRATIONS)
def refresh_migrations_task(deprecation_id: int) -> None:
    look_again(deprecation_id, timezone.now().date())


@shared_task(name="governance.record_standings")
def record_standings_task() -> None:
    record_everybody(timezone.now().date())


@shared_task(name=Job.FOLLOW_CHANGES)
def follow_changes_task() -> None:
    follow_changes()


@shared_task(name=Job.EVALUATE_SERVICES)
def evaluate_services_task() -> None:
    evaluate_due()


@shared_task(name="governance.sweep_evaluations")
def sweep_evaluations_task() -> None:
    sweep_evaluations()


@shared_task(name=Job.RUN_TRIAL, soft_time_limit=1800, time_limit=1860)
def run_trial_task(trial_id: int) -> None:
    run_trial(trial_id)


@shared_task(name="governance.sweep_trials")
def sweep_trials_task() -> None:
    sweep_trials()


@shared_task(name="governance.prove_evaluations", soft_time_limit=1800, time_limit=1860)
def prove_evaluations_task() -> None:
    prove_evaluations()
