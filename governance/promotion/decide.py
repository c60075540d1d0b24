"""The gate: may this release enter this environment? A pure function of facts (`facts.py`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.promotion.adherence import policy_reasons
from governance.promotion.facts import Facts, Provided
from governance.promotion.order import Step, order
from governance.promotion.reasons import Effect, Reason
from governance.promotion.uses import CONSUMER, OWN, judge, past_sunset

WEIGHTS = list(Effect)


@dataclass(frozen=True)
class Decision:
    """`allow`, `deny` or `unknown`, why, and in which order things must go where that matters."""

    decision: str
    reasons: tuple[Reason, ...]
    order: tuple[Step, ...] = ()


def decide(facts: Facts) -> Decision:
    """Decide from the facts alone: the same facts give the same decision for ever."""
    reasons = tuple(sorted(_reasons(facts), key=_weight)) or (_nothing_in_the_way(facts),)
    effects = {reason.effect for reason in reasons}
    if Effect.DENY in effects:
        decision = "deny"
    elif Effect.UNKNOWN in effects:
        decision = "unknown"
    else:
        decision = "allow"
    if decision != "allow" and facts.gate_off:
        return Decision("allow", (_lenient(facts, "gate-off", decision), *reasons))
    if decision == "unknown" and facts.unknown_passes:
        return Decision("allow", (_lenient(facts, "unknown-passes", decision), *reasons))
    return Decision(decision, reasons, tuple(order(facts)))


def _weight(reason: Reason) -> int:
    """What decides comes first."""
    return WEIGHTS.index(reason.effect)


def _reasons(facts: Facts) -> Iterator[Reason]:
    if facts.owner is None:
        message = f"{facts.service} is not registered."
        yield Reason("service-not-registered", message, None, facts.service)
        return
    if not facts.registered:
        message = f"{facts.service} has no registered release {facts.release}."
        yield Reason("release-not-registered", message, facts.owner, facts.service)
        return
    for provided in facts.provides:
        yield from _unreviewed(provided)
    broken = [reason for use in facts.consumers for reason in judge(use, CONSUMER, facts.environment)]
    yield from broken
    for use in facts.uses:
        yield from judge(use, OWN, facts.environment)
        yield from past_sunset(use, facts.today)
    yield from policy_reasons(facts)
    yield from _notes(facts, anything_broken=bool(broken))


def _unreviewed(provided: Provided) -> Iterator[Reason]:
    name = f"{provided.service}/{provided.contract} {provided.version}"
    subject = f"{provided.service}/{provided.contract}/{provided.version}"
    if provided.review_state == "failed":
        message = f"The review of {name} could not be finished."
        yield Reason("review-failed-to-run", message, provided.owner, subject)
    elif provided.review_state != "done":
        message = f"The review of {name} has not finished. Ask again in a moment."
        yield Reason("review-unfinished", message, provided.owner, subject)


def _notes(facts: Facts, *, anything_broken: bool) -> Iterator[Reason]:
    """What is no reason to refuse, and worth knowing."""
    elsewhere = [
        (where, use, reason)
        for where, use in facts.elsewhere
        for reason in judge(use, CONSUMER, where)
        if reason.effect is Effect.DENY
    ]
    for _, use, reason in elsewhere:
        yield Reason("breaks-elsewhere", reason.message, use.consumer_owner, reason.subject)
    if anything_broken:
        return
    for provided in facts.provides:
        if provided.breaking:
            yield _unused(facts, provided)
    if facts.consumers:
        names = ", ".join(sorted({use.consumer for use in facts.consumers}))
        message = f"What runs in {facts.environment} and uses {facts.service} keeps working: {names}."
        yield Reason("nothing-breaks", message, None, facts.service)


def _unused(facts: Facts, provided: Provided) -> Reason:
    changes = "1 breaking change" if provided.breaking == 1 else f"{provided.breaking} breaking changes"
    message = (
        f"{provided.service}/{provided.contract} {provided.version} has {changes};"
        f" nothing that runs in {facts.environment} uses what breaks."
    )
    subject = f"{provided.service}/{provided.contract}/{provided.version}"
    return Reason("breaking-change-unused", message, None, subject)


def _nothing_in_the_way(facts: Facts) -> Reason:
    message = (
        f"Everything is registered and reviewed, and nothing in {facts.environment} uses {facts.service}."
    )
    return Reason("nothing-in-the-way", message, None, facts.service)


def _lenient(facts: Facts, code: str, decision: str) -> Reason:
    message = f"By its own rules the answer is {decision}; {facts.environment} does not enforce it."
    return Reason(code, message, facts.owner, facts.service)
