"""Judge one use of a contract against what is offered to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from governance.promotion.facts import Fit, Observed, Offer, Use
from governance.promotion.reasons import Reason

MENTIONED = 3


@dataclass(frozen=True)
class Side:
    """Which codes a use gets: seen from the provider that is promoted, or from the consumer that is."""

    breaks: str
    range_forbids: str
    undecided: str
    baseline_unknown: str
    missing: str


CONSUMER = Side(
    "consumer-breaks",
    "consumer-range-forbids",
    "consumer-undecided",
    "consumer-baseline-unknown",
    "contract-withdrawn",
)
OWN = Side(
    "provider-incompatible",
    "provider-range-forbids",
    "provider-undecided",
    "own-baseline-unknown",
    "provider-missing",
)


def judge(use: Use, side: Side, where: str) -> Iterator[Reason]:
    """Yield why the use would not hold in `where`: nothing when every offer has a version that fits."""
    if use.provider_owner is None:
        message = f"{_consumer(use)} consumes {_contract(use)}, which is not registered."
        yield Reason("provider-unregistered", message, use.consumer_owner, use.consumer)
    elif not use.offers:
        yield _missing(use, side, where)
    elif use.built_against is None:
        message = f"{_consumer(use)} does not say which registered version of {_contract(use)} it was built against."
        yield Reason(side.baseline_unknown, message, use.consumer_owner, use.consumer)
    else:
        for offer in use.offers:
            if not offer.fitting:
                yield _misfit(use, offer, side, where)
            elif all(fit.breaks for fit in offer.fitting):
                yield _waived(use, offer.fitting[0], where)


def past_sunset(use: Use, today: date) -> Iterator[Reason]:
    """Yield a reason for all past its sunset that the use rests on.

    That is the version that it was built against, or that is offered alone, an operation, or the whole provider.
    """
    ends = {use.built_against: use.built_against_sunset_at}
    for offer in use.offers:
        if all(_is_past(fit.sunset_at, today) for fit in offer.fitting):
            ends |= {fit.version: fit.sunset_at for fit in offer.fitting}
    for version, sunset_at in ends.items():
        if _is_past(sunset_at, today):
            message = f"{_consumer(use)} uses {_contract(use)} {version}, whose sunset was on {sunset_at}."
            subject = f"{use.provider}/{use.contract}/{version}"
            yield Reason("past-sunset", message, use.consumer_owner, subject)
    for ending in use.endings:
        if _is_past(ending.sunset_at, today):
            then = f" Use {ending.successor} instead." if ending.successor else ""
            message = f"{_consumer(use)} uses {ending.what}, whose sunset was on {ending.sunset_at}.{then}"
            yield Reason("past-sunset", message, use.consumer_owner, use.provider)


def _is_past(sunset_at: date | None, today: date) -> bool:
    """A sunset date ends at the end of its day."""
    return sunset_at is not None and sunset_at < today


def _missing(use: Use, side: Side, where: str) -> Reason:
    if side is OWN:
        message = f"Nothing in {where} provides {_contract(use)}, which {_consumer(use)} consumes."
    else:
        message = f"{_consumer(use)} uses {_contract(use)} in {where}, which would no longer be provided."
    return Reason(side.missing, message, use.provider_owner, use.provider)


def _misfit(use: Use, offer: Offer, side: Side, where: str) -> Reason:
    """Say why the version that comes nearest does not fit."""
    fit = min(offer.fits, key=_distance)
    subject = f"{use.provider}/{use.contract}/{fit.version}"
    offered = f"{use.provider} {use.contract} {fit.version}"
    if fit.unwaived:
        what = "; ".join(item.message for item in fit.unwaived[:MENTIONED])
        more = len(fit.unwaived) - MENTIONED
        what += f"; and {more} more" if more > 0 else ""
        message = f"{offered} breaks {_consumer(use)} in {where}, built against {use.built_against}: {what}"
        message += _seen(use.observed)
        return Reason(side.breaks, message, _who_acts(use, offer, side), subject)
    if not fit.in_range:
        message = (
            f"{_consumer(use)} in {where} accepts {use.contract} {use.range} only, and {offered} is outside."
        )
        return Reason(side.range_forbids, message, use.consumer_owner, subject)
    what = "; ".join(fit.undecided[:MENTIONED])
    message = f"Whether {offered} breaks {_consumer(use)} in {where} could not be decided: {what}"
    return Reason(side.undecided, message, offer.owner, subject)


def _seen(observed: Observed | None) -> str:
    """Whether the consumer was observed to call what breaks, where that is known."""
    if observed is None:
        return ""
    if observed.last_seen:
        called = ", ".join(f"`{operation}`" for operation in observed.operations[:MENTIONED])
        return f". It was observed to call {called}, last on {observed.last_seen}."
    return f". It was not observed to call that from {observed.since} to {observed.until}."


def _waived(use: Use, fit: Fit, where: str) -> Reason:
    """Say by which waiver a break is let through, and until when."""
    item = min(fit.breaks, key=lambda one: str(one.waived_until))
    offered = f"{use.provider} {use.contract} {fit.version}"
    message = (
        f"{offered} breaks {_consumer(use)} in {where}, which the waiver {item.waiver} allows until"
        f" {item.waived_until:%Y-%m-%d %H:%M} UTC: {item.message}"
    )
    return Reason("break-waived", message, use.consumer_owner, f"{use.provider}/{use.contract}/{fit.version}")


def _who_acts(use: Use, offer: Offer, side: Side) -> str:
    """Whoever moves second is at peace: the promoted provider's consumer must move, or the provider keep its word."""
    return use.consumer_owner if side is CONSUMER else offer.owner


def _distance(fit: Fit) -> tuple[int, bool, int]:
    return len(fit.unwaived), not fit.in_range, len(fit.undecided)


def _consumer(use: Use) -> str:
    return f"{use.consumer} {use.release}" + (" (allowed, not running yet)" if use.pending else "")


def _contract(use: Use) -> str:
    return f"{use.provider}/{use.contract}"
