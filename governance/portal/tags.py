"""Template tags for judgements."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.graph.neighbourhood import Side
from catalog.portal.tags import Mark, icon, pill
from governance.models import (
    DeprecationState,
    JobState,
    Migration,
    MigrationState,
    Review,
    Scorecard,
    WaiverState,
)
from governance.portal.map_drawing import SIDE_WORDS
from governance.queries.dependency_links import Fault
from governance.queries.observed_ends import details
from governance.queries.reasons import page_of

register = template.Library()
register.filter("page_of", page_of)

VERDICTS: Final[Mapping[str, tuple[str, Mark]]] = {
    "pass": ("passes", ("good", "check")),
    "fail": ("fails", ("bad", "x")),
    "unknown": ("unknown", ("warn", "circle-question-mark")),
    "not_applicable": ("not applicable", ("mute", "minus")),
}
STATES: Final[Mapping[str, tuple[str, Mark]]] = {
    JobState.PENDING: ("review pending", ("info", "hourglass")),
    JobState.RUNNING: ("under review", ("info", "loader")),
    JobState.FAILED: ("review not finished", ("warn", "triangle-alert")),
}
WAIVERS: Final[Mapping[str, Mark]] = {
    WaiverState.PENDING: ("info", "hourglass"),
    WaiverState.APPROVED: ("good", "check"),
    WaiverState.DENIED: ("bad", "x"),
    WaiverState.REVOKED: ("mute", "undo-2"),
    WaiverState.EXPIRED: ("mute", "clock-alert"),
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
DEPRECATIONS: Final[Mapping[str, Mark]] = {
    DeprecationState.ANNOUNCED: ("info", "megaphone"),
    DeprecationState.DEPRECATED: ("warn", "clock-alert"),
    DeprecationState.SUNSET: ("bad", "sunset"),
    DeprecationState.RETIRED: ("mute", "archive"),
    DeprecationState.CANCELLED: ("mute", "undo-2"),
}
MIGRATIONS: Final[Mapping[str, Mark]] = {
    MigrationState.PENDING: ("warn", "hourglass"),
    MigrationState.MOVING: ("info", "truck"),
    MigrationState.MIGRATED: ("good", "check"),
}
OBSERVATIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    "observed": ("observed", "warn", "radio"),
    "not_observed": ("not observed", "good", "check"),
    "unknown": ("unknown", "mute", "circle-question-mark"),
    "not_measured": ("not measured", "mute", "minus"),
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
SIDES: Final[Mapping[Side, tuple[str, Mark]]] = {
    Side.CALLER: (SIDE_WORDS[Side.CALLER], ("warn", "arrow-left")),
    Side.PROVIDER: (SIDE_WORDS[Side.PROVIDER], ("info", "arrow-right")),
    Side.BOTH: (SIDE_WORDS[Side.BOTH], ("bad", "refresh-cw")),
}
FAULTS: Final[Mapping[Fault, Mark]] = {
    Fault.BREAKS: ("bad", "unlink"),
    Fault.SUNSET: ("bad", "sunset"),
    Fault.UNREGISTERED: ("warn", "circle-question-mark"),
    Fault.DEPRECATED: ("warn", "clock-alert"),
    Fault.UNDECLARED: ("warn", "radio"),
    Fault.CIRCLE: ("bad", "refresh-cw"),
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
    text, look = VERDICTS[review.stands] if review.state == JobState.DONE else STATES[review.state]
    return pill(text, *look)


@register.simple_tag
def judged(provided: Mapping[str, Any]) -> SafeString:
    """Where the review of a provided version stood, as the gate stored it."""
    if not provided["review_state"]:
        return verdict(None)
    done = provided["review_state"] == JobState.DONE
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
def waiver_state(state: str) -> SafeString:
    return pill(state, *WAIVERS[state])


@register.simple_tag
def side(where: Side) -> SafeString:
    """Where a service stands on the map of another one."""
    text, look = SIDES[where]
    return pill(text, *look)


@register.simple_tag
def fault_mark(fault: Fault) -> SafeString:
    """What is wrong with a use."""
    return pill(fault, *FAULTS[fault])


@register.simple_tag
def deprecation_state(state: DeprecationState) -> SafeString:
    """Where a deprecation stands."""
    return pill(state.label.lower(), *DEPRECATIONS[state])


@register.simple_tag
def migration_state(migration: Migration) -> SafeString:
    """How far a consumer is."""
    return pill(migration.get_state_display().lower(), *MIGRATIONS[migration.state])


@register.simple_tag
def observation(stored: Mapping[str, Any]) -> SafeString:
    """What was observed of a consumer in an environment, as its migration stores it."""
    word, *look = OBSERVATIONS[stored["state"]]
    words = ((part,) for part in details(stored).split())  # so that no line ends within a date
    said = format_html_join(" ", '<span class="text-nowrap">{}</span>', words)
    return format_html('{} <span class="soft">{}</span>', pill(word, *look), said)


@register.simple_tag
def level(card: Scorecard, reached: int) -> SafeString:
    """The level of a scorecard that is reached, the highest in green."""
    if not reached:
        return pill("none", "mute")
    return pill(card.level_names[reached - 1], "good" if reached == len(card.levels) else "info", "award")


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
    if any(not item.get("waiver") for item in fit["breaks"]) or not fit["in_range"]:
        return BREAKS
    return UNDECIDED if fit["undecided"] else SERVES
