"""Judgements."""

from governance.models.promotions import Decision, Override, OverrideOutcome, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict

__all__ = [
    "OPEN",
    "Decision",
    "Finding",
    "Override",
    "OverrideOutcome",
    "Promotion",
    "Review",
    "ReviewState",
    "Verdict",
]
