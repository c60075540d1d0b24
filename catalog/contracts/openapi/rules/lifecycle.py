"""Rules about promises on how long an operation, a parameter, a header or a property lives."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="sunset", action="earlier", severity=BREAKING)
def sunset_moved_earlier(event: Event) -> str:
    """A deprecated operation ends earlier than was promised.

    What it finds: an earlier date in `x-sunset`, where the operation was deprecated before.
    Why it matters: consumers planned their move by the old date.
    Example: the sunset goes from 2027-06-30 to 2027-01-31.
    How to ship it safely: keep the date, or ask the consumers first.
    """
    return f"the sunset of `{event.subject}` moved earlier, from {event.before} to {event.after}"


@RULES.rule(on="sunset", action="later", severity=SAFE)
def sunset_moved_later(event: Event) -> str:
    """A deprecated operation lives longer than was promised.

    What it finds: a later date in `x-sunset`, where the operation was deprecated before.
    Why it matters: consumers have more time.
    Example: the sunset goes from 2027-01-31 to 2027-06-30.
    How to ship it safely: it is safe as it is.
    """
    return f"the sunset of `{event.subject}` moved later, from {event.before} to {event.after}"


@RULES.rule(on="sunset", action="dropped", severity=BREAKING)
def sunset_dropped(event: Event) -> str:
    """A deprecated operation no longer says how long it lives.

    What it finds: `x-sunset` that only the previous side has, where both are deprecated.
    Why it matters: consumers could count on the operation until that date, and cannot any more.
    Example: the sunset 2027-06-30 is dropped.
    How to ship it safely: keep the date.
    """
    return f"`{event.subject}` is still deprecated, but its sunset {event.before} was dropped"


@RULES.rule(on="stability", action="lowered", severity=BREAKING)
def stability_lowered(event: Event) -> str:
    """An operation, parameter or header promises less stability than before.

    What it finds: `x-stability-level` that went down, from stable over beta and alpha to draft.
    Why it matters: consumers rely on the promise that they were given.
    Example: a stable operation becomes beta.
    How to ship it safely: keep the level; offer what is not stable as a new operation.
    """
    return f"the stability of `{event.subject}` went down from {event.before} to {event.after}"


@RULES.rule(on="stability", action="raised", severity=SAFE)
def stability_raised(event: Event) -> str:
    """An operation, parameter or header promises more stability than before.

    What it finds: `x-stability-level` that went up, from draft over alpha and beta to stable.
    Why it matters: consumers can rely on it.
    Example: a beta operation becomes stable.
    How to ship it safely: it is safe as it is.
    """
    return f"the stability of `{event.subject}` went up from {event.before} to {event.after}"


@RULES.rule(on="sunset", action="too soon", severity=BREAKING)
def sunset_too_soon(event: Event) -> str:
    """Something deprecated ends sooner than its consumers need to move.

    What it finds: `x-sunset`, new in the current document, fewer days after its publication than its
    stability asks for: 180 for stable, 31 for beta, none below.
    Why it matters: consumers that were promised stability have no time to move.
    Example: a stable operation is deprecated and ends in two weeks.
    How to ship it safely: move the date.
    """
    return (
        f"the sunset {event.after} of `{event.subject}` comes less than {event.before} after it is announced"
    )


@RULES.rule(on="parameter", action="removed before sunset", severity=BREAKING)
def parameter_removed_before_sunset(event: Event) -> str:
    """A parameter is gone before the day that was promised.

    What it finds: a deprecated parameter that only the previous document has, whose `x-sunset` is after the day on
    which the current document was published.
    Why it matters: consumers planned their move by that date; until then they count on what it does.
    Example: the filter `region` with the sunset 2027-06-30 is gone in May.
    How to ship it safely: keep it until its sunset.
    """
    return f"the {event.name} was removed before its sunset {event.after}"


@RULES.rule(on="header", action="removed before sunset", severity=BREAKING)
def header_removed_before_sunset(event: Event) -> str:
    """A header is gone before the day that was promised.

    What it finds: a deprecated header that only the previous document has, whose `x-sunset` is after the day on which
    the current document was published.
    Why it matters: consumers planned their move by that date; until then they read it.
    Example: `X-Rate-Limit` with the sunset 2027-06-30 is gone in May.
    How to ship it safely: keep it until its sunset.
    """
    return f"the header {event.name} of the {event.before} was removed before its sunset {event.after}"


@RULES.rule(on="property", action="removed before sunset", severity=BREAKING)
def property_removed_before_sunset(event: Event) -> str:
    """A property is gone before the day that was promised.

    What it finds: a deprecated property that only the previous schema has, whose `x-sunset` is after the day on which
    the current document was published.
    Why it matters: consumers planned their move by that date; until then they send or read it.
    Example: `fax` with the sunset 2027-06-30 is gone in May.
    How to ship it safely: keep it until its sunset.
    """
    return f"`{event.subject}` was removed before its sunset {event.after}"
