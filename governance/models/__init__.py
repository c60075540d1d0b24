"""Judgements."""

from governance.models.policies import Enforcement, Policy, PolicySeverity, PolicyVersion
from governance.models.policy_results import Evaluation, PolicyResult, PolicyTransition
from governance.models.promotions import Decision, Promotion
from governance.models.reviews import OPEN, Finding, Review, ReviewState, Verdict

__all__ = [
    "OPEN",
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
    "Verdict",
]
