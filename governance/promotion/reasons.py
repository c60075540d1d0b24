"""Every reason that the gate gives, with what it means and what clears it. Codes are never reused."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a reason does to the decision: `deny` beats `unknown` beats the rest."""

    DENY = "deny"
    UNKNOWN = "unknown"
    WARN = "warn"
    INFO = "info"


RESPONSIBLE = "The team that the answer names as responsible."
NOBODY = "Nobody has to."


@dataclass(frozen=True)
class Kind:
    """A kind of reason: what it does to the answer, what it means, what clears it, and who has to act."""

    effect: Effect
    means: str
    clears: str
    acts: str = RESPONSIBLE
    passes: bool = False  # clears by itself in a while, so that asking again helps


KINDS: dict[str, Kind] = {
    "service-not-registered": Kind(
        Effect.DENY,
        "Nothing is known of the service.",
        "Register the service with its owner before its first production traffic.",
        "Whoever builds the service.",
    ),
    "release-not-registered": Kind(
        Effect.DENY,
        "The service is known, but not this release.",
        "Let CI register the release with what it provides and consumes.",
        "The team that owns the service: its pipeline registers every release that it builds.",
    ),
    "review-unfinished": Kind(
        Effect.UNKNOWN,
        "A contract version that the release provides is still being reviewed.",
        "Wait for the review and ask again.",
        NOBODY,
        passes=True,
    ),
    "review-failed-to-run": Kind(
        Effect.UNKNOWN,
        "The review of a provided contract version could not be finished.",
        "Post the same contract version again to have it reviewed anew, or tell the platform team.",
        "The owner of the contract; where it fails again, whoever runs Portolan.",
    ),
    "consumer-breaks": Kind(
        Effect.DENY,
        "A consumer that runs in the environment uses something that the release breaks.",
        "Keep what the consumer uses, or let the consumer move first.",
        "The consumer's team moves, or the provider's team keeps its word: they agree on which.",
    ),
    "break-waived": Kind(
        Effect.WARN,
        "A consumer breaks, and a waiver that is still valid lets that pass.",
        "Move the consumer, or keep what it uses, before the waiver ends.",
    ),
    "contract-withdrawn": Kind(
        Effect.DENY,
        "A consumer that runs in the environment uses a contract that the release no longer provides.",
        "Keep providing the contract until its last consumer has moved.",
        "The provider's team keeps the contract; the consumer's team moves off it in its own time.",
    ),
    "consumer-range-forbids": Kind(
        Effect.DENY,
        "A consumer that runs in the environment declares a range that the provided version is outside of.",
        "Provide a version inside the range as well, or let the consumer widen its range in a new release.",
        "The consumer's team, whose range it is.",
    ),
    "consumer-undecided": Kind(
        Effect.UNKNOWN,
        "Whether a consumer breaks could not be decided in some place that it uses.",
        "Mend the place in the document that the message names.",
        "The provider's team, whose document it is.",
    ),
    "consumer-baseline-unknown": Kind(
        Effect.UNKNOWN,
        "A consumer does not say which registered version it was built against.",
        "Register the consumer's next release with `built_against`.",
        "The consumer's team.",
    ),
    "provider-unregistered": Kind(
        Effect.UNKNOWN,
        "The release consumes a contract that is not registered.",
        "Let the provider register the service and its contract, or correct the name in the next release.",
        "The team that consumes it, until the provider has registered.",
    ),
    "provider-missing": Kind(
        Effect.DENY,
        "Nothing that runs in the environment provides a contract that the release consumes.",
        "Deploy a release of the provider that provides the contract first.",
        "The provider's team.",
    ),
    "provider-incompatible": Kind(
        Effect.DENY,
        "What runs in the environment breaks the release, judged from what it was built against.",
        "Deploy a provider that fits first, or build the release against what runs there.",
        "The provider's team deploys what fits, or the team of the release builds against what runs.",
    ),
    "provider-range-forbids": Kind(
        Effect.DENY,
        "What runs in the environment is outside of the range that the release declares.",
        "Deploy a provider inside the range first, or declare another range in the next release.",
        "The team that owns the release, whose range it is.",
    ),
    "provider-undecided": Kind(
        Effect.UNKNOWN,
        "Whether what runs in the environment fits could not be decided in some place that the release uses.",
        "Mend the place in the document that the message names.",
        "The provider's team, whose document it is.",
    ),
    "own-baseline-unknown": Kind(
        Effect.UNKNOWN,
        "The release does not say which registered version of a contract it was built against.",
        "Register the version that it was built against, or the next release with `built_against`.",
        "The team that owns the release.",
    ),
    "past-sunset": Kind(
        Effect.DENY,
        "The release uses a contract version, an operation or a service that is past its sunset.",
        "Move to the successor.",
        "The team that owns the release.",
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
        NOBODY,
    ),
    "breaks-elsewhere": Kind(
        Effect.WARN,
        "The release breaks a consumer that runs in another environment.",
        "Talk to the consumer's owner before the release or the consumer moves on.",
        "The team that owns the release and the consumer's team, before either moves on.",
    ),
    "nothing-breaks": Kind(
        Effect.INFO,
        "Everything that runs in the environment and uses the release keeps working.",
        "Nothing has to be done.",
        NOBODY,
    ),
    "nothing-in-the-way": Kind(
        Effect.INFO,
        "Everything is registered and reviewed, and nothing that runs in the environment uses the release.",
        "Nothing has to be done.",
        NOBODY,
    ),
    "gate-off": Kind(
        Effect.WARN,
        "The environment's gate is off: the reasons are given, and nothing is refused.",
        "Set the environment's gate mode to enforce.",
        "The platform and architecture group, which owns the environment.",
    ),
    "unknown-passes": Kind(
        Effect.WARN,
        "Something is unknown, and the environment lets unknown pass.",
        "Clear the unknown reasons.",
        "Whoever each unknown reason names.",
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
