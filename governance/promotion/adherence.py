"""What the policies in effect in the environment make of a promotion."""

from collections.abc import Iterator

from governance.promotion.facts import Facts, Judged
from governance.promotion.reasons import Effect, Reason

POLICY = "policy:"


def policy_reasons(facts: Facts) -> Iterator[Reason]:
    """A reason for each policy that does not hold, or of which that is not known."""
    for judged in facts.policies:
        if judged.state not in {"fail", "unknown"}:
            continue
        subject = f"{POLICY}{judged.policy}"
        if judged.waived_by:
            yield Reason("policy-waived", _waived(judged), facts.owner, subject)
            continue
        code = "policy-fails" if judged.state == "fail" else "policy-unknown"
        softened = None if judged.enforcement == "enforce" else Effect.WARN
        yield Reason(code, f"{judged.title}: {judged.message}", facts.owner, subject, softened)


def _waived(judged: Judged) -> str:
    until = f" until {judged.waived_until:%Y-%m-%d %H:%M} UTC" if judged.waived_until else ""
    return f"{judged.title}: {judged.message} {judged.waived_by} waived it{until}."
