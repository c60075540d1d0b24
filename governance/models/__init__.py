"""Judgements."""

from governance.models.promotions import Decision, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict

__all__ = ["OPEN", "Decision", "Finding", "Promotion", "Review", "ReviewState", "Verdict"]
