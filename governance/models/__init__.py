"""Judgements."""

from governance.models.policies import Enforcement, Policy, PolicySeverity, PolicyVersion
from governance.models.policy_results import Evaluation, PolicyResult, PolicyTransition
from governance.models.promotions import Decision, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict
from governance.models.scorecards import Campaign, Scorecard, Standing
from governance.models.waivers import Waiver, WaiverState

__all__ = [
    "OPEN",
    "Campaign",
    "Decision",
    "Enforcement",
    "Evaluation",
    "Finding",
    "Policy",
    "PolicyResult",
    "PolicySeverity",
    "PolicyTransition",
    "PolicyVersion",
    "Promotion",
    "Review",
    "ReviewState",
    "Scorecard",
    "Standing",
    "Verdict",
    "Waiver",
    "WaiverState",
]
