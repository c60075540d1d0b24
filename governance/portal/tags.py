"""Template tags for judgements."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString

from catalog.portal.tags import Mark, icon, pill
from governance.models import Review, ReviewState

register = template.Library()

VERDICTS: Final[Mapping[str, tuple[str, Mark]]] = {
    "pass": ("passes", ("good", "check")),
    "fail": ("fails", ("bad", "x")),
    "unknown": ("unknown", ("warn", "circle-question-mark")),
    "not_applicable": ("not applicable", ("mute", "minus")),
}
STATES: Final[Mapping[str, tuple[str, Mark]]] = {
    ReviewState.PENDING: ("review pending", ("info", "hourglass")),
    ReviewState.RUNNING: ("under review", ("info", "loader")),
    ReviewState.FAILED: ("review not finished", ("warn", "triangle-alert")),
}
DECISIONS: Final[Mapping[str, Mark]] = {
    "allow": ("good", "check"),
    "deny": ("bad", "octagon-x"),
    "unknown": ("warn", "circle-question-mark"),
}
EFFECTS: Final[Mapping[str, Mark]] = {
    "deny": ("bad", "octagon-x"),
    "unknown": ("warn", "circle-question-mark"),
    "warn": ("warn", "triangle-alert"),
    "info": ("info", "info"),
}

SEVERITIES: Final[Mapping[str, Mark]] = {
    "critical": ("bad", "octagon-alert"),
    "high": ("bad", ""),
    "medium": ("warn", ""),
    "low": ("info", ""),
}
STRENGTHS: Final[Mapping[str, Mark]] = {
    "off": ("mute", ""),
    "audit": ("info", "eye"),
    "warn": ("warn", "triangle-alert"),
    "enforce": ("bad", "gavel"),
}

BREAKS = ("breaks", "bad", "unlink")
UNDECIDED = ("unknown", "warn", "circle-question-mark")
SERVES = ("holds", "good", "check")
HOLDS = (BREAKS, UNDECIDED, SERVES)  # the better, the later
LOOKS: Final[Mapping[str, Mark]] = {
    **{word: look for word, (_, look) in (*VERDICTS.items(), *STATES.items())},
    **DECISIONS,
    **EFFECTS,
}


@register.simple_tag
def verdict(review: Review | None) -> SafeString:
    """Where a review stands: its verdict once it is done, and the state of the job until then."""
    if review is None:
        return pill("not reviewed", "mute")
    text, look = VERDICTS[review.verdict] if review.state == ReviewState.DONE else STATES[review.state]
    return pill(text, *look)


@register.simple_tag
def judged(provided: Mapping[str, Any]) -> SafeString:
    """Where the review of a provided version stood, as the gate stored it."""
    if not provided["review_state"]:
        return verdict(None)
    done = provided["review_state"] == ReviewState.DONE
    text, look = VERDICTS[provided["verdict"]] if done else STATES[provided["review_state"]]
    return pill(text, *look)


@register.simple_tag
def decision(answer: str, text: str = "") -> SafeString:
    """A decision as a pill, with its own word or with what it is about."""
    return pill(text or answer, *DECISIONS[answer])


@register.simple_tag
def effect(name: str) -> SafeString:
    return pill(name, *EFFECTS[name])


@register.simple_tag
def policy_state(state: str) -> SafeString:
    """What a policy says of a service."""
    text, look = VERDICTS[state]
    return pill(text, *look)


@register.simple_tag
def policy_severity(severity: str) -> SafeString:
    return pill(severity, *SEVERITIES[severity])


@register.simple_tag
def enforcement_pill(strength: str, text: str) -> SafeString:
    """How strongly a policy is meant, with its own word or with that and where."""
    return pill(text if text == strength else f"{strength}: {text}", *STRENGTHS[strength])


@register.filter
def is_enforced_anywhere(enforcement: Iterable[tuple[str, str]]) -> bool:
    """Whether it does more, or less, than look on somewhere."""
    return any(strength != "audit" for _, strength in enforcement)


@register.filter
def tone(word: str) -> str:
    """The tone of a verdict, a state, a decision or an effect, for a ground larger than a pill."""
    return LOOKS[word][0]


@register.simple_tag
def tone_icon(word: str, size: int) -> SafeString:
    return icon(LOOKS[word][1], size)


@register.simple_tag
def holds(use: Mapping[str, Any]) -> SafeString:
    """Whether every offer to a use (as the gate stored it) has a version that serves it."""
    best = [max((HOLDS.index(_fit(fit)) for fit in offer["fits"]), default=0) for offer in use["offers"]]
    return pill(*HOLDS[min(best, default=0)])


def _fit(fit: Mapping[str, Any]) -> tuple[str, str, str]:
    if fit["breaks"] or not fit["in_range"]:
        return BREAKS
    return UNDECIDED if fit["undecided"] else SERVES
