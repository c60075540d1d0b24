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
from governance.models.promotions import Decision, Override, OverrideOutcome, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict
from governance.models.waivers import Waiver, WaiverState

__all__ = [
    "OPEN",
    "CalendarKey",
    "Consent",
    "DateChange",
    "DateChangeState",
    "Decision",
    "Deprecation",
    "DeprecationKind",
    "DeprecationOrigin",
    "DeprecationState",
    "Finding",
    "Migration",
    "MigrationState",
    "Override",
    "OverrideOutcome",
    "Promotion",
    "Review",
    "ReviewState",
    "Verdict",
    "Waiver",
    "WaiverState",
]
