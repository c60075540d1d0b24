"""Judgements."""

from governance.models.promotions import Decision, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict
from governance.models.waivers import Waiver, WaiverState

__all__ = [
    "OPEN",
    "Decision",
    "Finding",
    "Promotion",
    "Review",
    "ReviewState",
    "Verdict",
    "Waiver",
    "WaiverState",
]
