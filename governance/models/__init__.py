"""Judgements."""

from governance.models.calendars import CalendarKey
from governance.models.deprecations import (
    Consent,
    DateChange,
    DateChangeState,
    Deprecation,
    DeprecationKind,
    DeprecationOrigin,
    DeprecationState,
    Migration,
    MigrationState,
)
from governance.models.jobs import OPEN, JobState
from governance.models.policies import Enforcement, Policy, PolicySeverity, PolicyVersion
from governance.models.policy_results import Evaluation, PolicyResult, PolicyTransition
from governance.models.promotions import Decision, Override, OverrideOutcome, Promotion
from governance.models.reviews import BAD, Finding, Review, Verdict
from governance.models.scorecards import Campaign, Scorecard, Standing
from governance.models.trials import PolicyTrial
from governance.models.waivers import Waiver, WaiverState

__all__ = [
    "BAD",
    "OPEN",
    "CalendarKey",
    "Campaign",
    "Consent",
    "DateChange",
    "DateChangeState",
    "Decision",
    "Deprecation",
    "DeprecationKind",
    "DeprecationOrigin",
    "DeprecationState",
    "Enforcement",
    "Evaluation",
    "Finding",
    "JobState",
    "Migration",
    "MigrationState",
    "Override",
    "OverrideOutcome",
    "Policy",
    "PolicyResult",
    "PolicySeverity",
    "PolicyTransition",
    "PolicyTrial",
    "PolicyVersion",
    "Promotion",
    "Review",
    "Scorecard",
    "Standing",
    "Verdict",
    "Waiver",
    "WaiverState",
]
