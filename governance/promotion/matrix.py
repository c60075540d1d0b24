"""The gate's facts as pairs of consumer and provider, each with whether they go together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from governance.promotion.facts import Facts, Offer, Use
from governance.promotion.reasons import Effect, Reason
from governance.promotion.uses import CONSUMER, OWN, Side, judge


@dataclass(frozen=True)
class Pair:
    """A consumer's release and what would serve it; `holds` is None where that is not known."""

    consumer: str
    consumer_release: str
    provider: str
    provider_release: str | None  # None: nothing serves it there
    contract: str
    holds: bool | None


def pairs(facts: Facts) -> Iterator[Pair]:
    """Yield every use that the decision rests on: what the release is used by, and what it uses."""
    for use in facts.consumers:
        yield from _of_use(use, CONSUMER, facts)
    for use in facts.uses:
        yield from _of_use(use, OWN, facts)


def _of_use(use: Use, side: Side, facts: Facts) -> Iterator[Pair]:
    offers: tuple[Offer | None, ...] = use.offers or (None,)
    for offer in offers:
        alone = replace(use, offers=(offer,) if offer else ())
        why = tuple(judge(alone, side, facts.environment))
        yield Pair(
            consumer=use.consumer,
            consumer_release=use.release,
            provider=offer.service if offer else use.provider,
            provider_release=offer.release if offer else None,
            contract=use.contract,
            holds=_holds(why),
        )


def _holds(why: tuple[Reason, ...]) -> bool | None:
    effects = {reason.effect for reason in why}
    if Effect.DENY in effects:
        return False
    return None if Effect.UNKNOWN in effects else True
