"""Rules about lists of values that come and go, limits on size and value, patterns and formats."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="enum", action="declared", direction="request", severity=BREAKING)
def request_values_restricted(event: Event) -> str:
    """Only listed values are accepted where any value was before.

    What it finds: `enum` or `const` that only the current request has.
    Why it matters: all other values are rejected.
    Example: `country` was any string and is one of `DE` and `FR` now.
    How to ship it safely: accept other values with a warning until nobody sends any.
    """
    return f"`{event.subject}` accepts only {shown(event.after)} now"


@RULES.rule(on="enum", action="dropped", direction="request", severity=SAFE)
def request_values_unrestricted(event: Event) -> str:
    """Any value is accepted where only listed ones were before.

    What it finds: `enum` or `const` that only the previous request has.
    Why it matters: everything that was sent is still accepted.
    Example: `country` may be any string.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` accepts other values than {shown(event.before)}"


@RULES.rule(on="enum", action="declared", direction="response", severity=SAFE)
def response_values_restricted(event: Event) -> str:
    """Only listed values are received where any value could be before.

    What it finds: `enum` or `const` that only the current response has.
    Why it matters: consumers can read everything that they receive.
    Example: `country` is always one of `DE` and `FR`.
    How to ship it safely: it is safe as it is; but each value added later is dangerous.
    """
    return f"`{event.subject}` is always one of {shown(event.after)} now"


@RULES.rule(on="enum", action="dropped", direction="response", severity=BREAKING)
def response_values_unrestricted(event: Event) -> str:
    """Any value may be received where only listed ones could be before.

    What it finds: `enum` or `const` that only the previous response has.
    Why it matters: consumers that handle each listed value meet others.
    Example: `country` was one of `DE` and `FR` and may be any string now.
    How to ship it safely: keep the list in the contract and add to it.
    """
    return f"`{event.subject}` was always one of {shown(event.before)} and may be anything now"


@RULES.rule(on="limit", action="tightened", direction="request", severity=BREAKING)
def request_limit_tightened(event: Event) -> str:
    """A limit on size or value accepts less than before.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like, tighter in the current
    request.
    Why it matters: values between the old limit and the new one are rejected.
    Example: `maxLength` of `name` goes from 100 to 50.
    How to ship it safely: keep the old limit, or cut the value on the server.
    """
    return f"`{event.name}` of `{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="limit", action="declared", direction="request", severity=DANGEROUS)
def request_limit_declared(event: Event) -> str:
    """A limit on size or value is stated for the first time.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like that only the current
    request has.
    Why it matters: it often states what was always enforced; if it does not, values beyond it are rejected
    now.
    Example: `name` gets `maxLength: 50`.
    How to ship it safely: state only what was always enforced; look into the logs for values beyond the
    limit.
    """
    return f"`{event.subject}` gets a limit: `{event.name}` is {event.after}"


@RULES.rule(on="limit", action="loosened", direction="request", severity=SAFE)
def request_limit_loosened(event: Event) -> str:
    """A limit on size or value accepts more than before.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like, looser in the current
    request.
    Why it matters: everything that was sent is still accepted.
    Example: `maxLength` of `name` goes from 50 to 100.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.name}` of `{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="limit", action="dropped", direction="request", severity=SAFE)
def request_limit_removed(event: Event) -> str:
    """A limit on size or value was dropped.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like that only the previous
    request has.
    Why it matters: everything that was sent is still accepted.
    Example: `name` loses `maxLength: 50`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` loses a limit: `{event.name}` was {event.before}"


@RULES.rule(on="limit", action="loosened", direction="response", severity=BREAKING)
def response_limit_loosened(event: Event) -> str:
    """What is received may be larger or smaller than before.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like, looser in the current
    response.
    Why it matters: consumers sized their fields and checks by the old limit.
    Example: `maxLength` of `name` goes from 50 to 100.
    How to ship it safely: announce it, or send longer values only in the next major version.
    """
    return f"`{event.name}` of `{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="limit", action="dropped", direction="response", severity=BREAKING)
def response_limit_removed(event: Event) -> str:
    """What is received is no longer limited in size or value.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like that only the previous
    response has.
    Why it matters: consumers sized their fields and checks by the limit.
    Example: `name` loses `maxLength: 50`.
    How to ship it safely: keep the limit until the next major version.
    """
    return f"`{event.subject}` loses a limit: `{event.name}` was {event.before}"


@RULES.rule(on="limit", action="tightened", direction="response", severity=SAFE)
def response_limit_tightened(event: Event) -> str:
    """What is received stays within tighter limits.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like, tighter in the current
    response.
    Why it matters: consumers receive nothing that they did not before.
    Example: `maxLength` of `name` goes from 100 to 50.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.name}` of `{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="limit", action="declared", direction="response", severity=SAFE)
def response_limit_declared(event: Event) -> str:
    """A limit on the size or value of what is received is stated for the first time.

    What it finds: `minimum`, `maxLength`, `minItems`, `multipleOf` and their like that only the current
    response has.
    Why it matters: consumers receive nothing that they did not before.
    Example: `name` gets `maxLength: 50`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` gets a limit: `{event.name}` is {event.after}"
