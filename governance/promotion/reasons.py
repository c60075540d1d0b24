"""Every reason that the gate gives, with what it means and what clears it. Codes are never reused."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a reason does to the decision: `deny` beats `unknown` beats the rest."""

    DENY = "deny"
    UNKNOWN = "unknown"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Kind:
    """A kind of reason."""

    effect: Effect
    means: str
    clears: str


KINDS: dict[str, Kind] = {
    "service-not-registered": Kind(
        Effect.DENY,
        "Nothing is known of the service.",
        "Register the service with its owner before its first production traffic.",
    ),
    "release-not-registered": Kind(
        Effect.DENY,
        "The service is known, but not this release.",
        "Let CI register the release with what it provides and consumes.",
    ),
    "review-unfinished": Kind(
        Effect.UNKNOWN,
        "A contract version that the release provides is still being reviewed.",
        "Wait for the review and ask again.",
    ),
    "review-failed-to-run": Kind(
        Effect.UNKNOWN,
        "The review of a provided contract version could not be finished.",
        "Post the same contract version again to have it reviewed anew, or tell the platform team.",
    ),
    "consumer-breaks": Kind(
        Effect.DENY,
        "A consumer that runs in the environment uses something that the release breaks.",
        "Keep what the consumer uses, or let the consumer move first.",
    ),
    "contract-withdrawn": Kind(
        Effect.DENY,
        "A consumer that runs in the environment uses a contract that the release no longer provides.",
        "Keep providing the contract until its last consumer has moved.",
    ),
    "consumer-range-forbids": Kind(
        Effect.DENY,
        "A consumer that runs in the environment declares a range that the provided version is outside of.",
        "Provide a version inside the range as well, or let the consumer widen its range in a new release.",
    ),
    "consumer-undecided": Kind(
        Effect.UNKNOWN,
        "Whether a consumer breaks could not be decided in some place that it uses.",
        "Mend the place in the document that the message names.",
    ),
    "consumer-baseline-unknown": Kind(
        Effect.UNKNOWN,
        "A consumer does not say which registered version it was built against.",
        "Register the consumer's next release with `built_against`.",
    ),
    "provider-unregistered": Kind(
        Effect.UNKNOWN,
        "The release consumes a contract that is not registered.",
        "Let the provider register the service and its contract, or correct the name in the next release.",
    ),
    "provider-missing": Kind(
        Effect.DENY,
        "Nothing that runs in the environment provides a contract that the release consumes.",
        "Deploy a release of the provider that provides the contract first.",
    ),
    "provider-incompatible": Kind(
        Effect.DENY,
        "What runs in the environment breaks the release, judged from what it was built against.",
        "Deploy a provider that fits first, or build the release against what runs there.",
    ),
    "provider-range-forbids": Kind(
        Effect.DENY,
        "What runs in the environment is outside of the range that the release declares.",
        "Deploy a provider inside the range first, or declare another range in the next release.",
    ),
    "provider-undecided": Kind(
        Effect.UNKNOWN,
        "Whether what runs in the environment fits could not be decided in some place that the release uses.",
        "Mend the place in the document that the message names.",
    ),
    "own-baseline-unknown": Kind(
        Effect.UNKNOWN,
        "The release does not say which registered version of a contract it was built against.",
        "Register the version that it was built against, or the next release with `built_against`.",
    ),
    "past-sunset": Kind(
        Effect.DENY,
        "The release uses a contract version that is past its sunset.",
        "Move to the successor.",
    ),
    "policy-fails": Kind(
        Effect.DENY,
        "A policy that is enforced in the environment does not hold for the service.",
        "Do what the policy's page says, or ask for a waiver.",
    ),
    "policy-unknown": Kind(
        Effect.UNKNOWN,
        "Whether a policy that is enforced in the environment holds could not be decided.",
        "Let what the message names be stated, then ask again.",
    ),
    "policy-waived": Kind(
        Effect.INFO,
        "A policy does not hold, and a waiver lets the service go on until it expires.",
        "Comply before the waiver expires.",
    ),
    "breaking-change-unused": Kind(
        Effect.WARN,
        "The release provides a breaking change, and nothing that runs in the environment uses what it breaks.",
        "Nothing has to be done for this environment.",
    ),
    "breaks-elsewhere": Kind(
        Effect.WARN,
        "The release breaks a consumer that runs in another environment.",
        "Talk to the consumer's owner before the release or the consumer moves on.",
    ),
    "nothing-breaks": Kind(
        Effect.INFO,
        "Everything that runs in the environment and uses the release keeps working.",
        "Nothing has to be done.",
    ),
    "nothing-in-the-way": Kind(
        Effect.INFO,
        "Everything is registered and reviewed, and nothing that runs in the environment uses the release.",
        "Nothing has to be done.",
    ),
    "gate-off": Kind(
        Effect.WARN,
        "The environment's gate is off: the reasons are given, and nothing is refused.",
        "Set the environment's gate mode to enforce.",
    ),
    "unknown-passes": Kind(
        Effect.WARN,
        "Something is unknown, and the environment lets unknown pass.",
        "Clear the unknown reasons.",
    ),
}


@dataclass(frozen=True)
class Reason:
    """One reason: what is so, who must act, and what it concerns (for the link)."""

    code: str
    message: str
    responsible: str | None
    subject: str  # "service", "service/contract/version", or "policy:name"
    softened: Effect | None = None  # where the environment asks for less than the code's own effect

    @property
    def effect(self) -> Effect:
        return self.softened or KINDS[self.code].effect
