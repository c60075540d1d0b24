"""Rules about objects in responses that open and close, and about defaults."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="additional members", action="closed", direction="response", severity=SAFE)
def response_object_closed(event: Event) -> str:
    """An object in the response promises to have no other properties than the declared ones.

    What it finds: `additionalProperties: false` that only the current response has.
    Why it matters: consumers receive nothing that they did not before; but the promise makes every later
    addition a break.
    Example: the address in `GET /orders/{id}` becomes closed.
    How to ship it safely: leave responses open, so that properties can be added later.
    """
    return f"`{event.subject}` promises to have no other properties than the declared ones"


@RULES.rule(on="additional members", action="opened", direction="response", severity=SAFE)
def response_object_opened(event: Event) -> str | None:
    """An object in the response drops the promise to have no other properties, and declares what it sends.

    What it finds: `additionalProperties: false` that only the previous response has, without further
    properties in the current one.
    Why it matters: what is sent is what is declared, as before.
    Example: the address in `GET /orders/{id}` is no longer closed.
    How to ship it safely: it is safe as it is; the next added property is, too.
    """
    return None if event.harmful else f"`{event.subject}` no longer promises to have no other properties"


@RULES.rule(on="additional members", action="opened", direction="response", severity=BREAKING)
def response_additional_properties_allowed(event: Event) -> str | None:
    """A response that promised to have no other properties may have any now.

    What it finds: `additionalProperties: false` in the previous response, where the current one allows
    further properties explicitly.
    Why it matters: a consumer that validates what it receives rejects the response.
    Example: `totals` of `GET /reports/{id}` becomes free-form.
    How to ship it safely: put what is free-form into a new property.
    """
    if not event.harmful:
        return None
    return f"`{event.subject}` promised to have no other properties and may have any now"


@RULES.rule(on="default", action="added", direction="request", severity=DANGEROUS)
def request_default_added(event: Event) -> str:
    """What the server assumes when something is not sent is stated for the first time.

    What it finds: a `default` that only the current request has.
    Why it matters: if it is not what the server did before, requests that leave it out mean something else
    now.
    Example: `limit` gets the default 20.
    How to ship it safely: state the default that the server always had.
    """
    return f"`{event.subject}` gets the default {shown(event.after)}"


@RULES.rule(on="default", action="removed", direction="request", severity=DANGEROUS)
def request_default_removed(event: Event) -> str:
    """What the server assumes when something is not sent is no longer stated.

    What it finds: a `default` that only the previous request has.
    Why it matters: consumers that leave it out relied on that value.
    Example: `limit` loses the default 20.
    How to ship it safely: keep the default and say so.
    """
    return f"`{event.subject}` loses the default {shown(event.before)}"


@RULES.rule(on="default", action="changed", direction="request", severity=DANGEROUS)
def request_default_changed(event: Event) -> str:
    """The server assumes another value when something is not sent.

    What it finds: a `default` that differs between the two requests.
    Why it matters: requests that leave it out are accepted but mean something else now.
    Example: the default of `sort` goes from `name` to `created`.
    How to ship it safely: keep the default; introduce the new one with a new parameter or a major version.
    """
    return f"the default of `{event.subject}` went from {shown(event.before)} to {shown(event.after)}"


@RULES.rule(on="default", action="changed", direction="response", severity=DANGEROUS)
def response_default_changed(event: Event) -> str:
    """A property that is missing from the response means another value.

    What it finds: a `default` that differs between the two responses.
    Why it matters: consumers that fill in the value themselves fill in the old one.
    Example: the default of `currency` goes from `EUR` to `USD`.
    How to ship it safely: send the property always.
    """
    return f"the default of `{event.subject}` went from {shown(event.before)} to {shown(event.after)}"


@RULES.rule(on="default", action="added", direction="response", severity=SAFE)
def response_default_added(event: Event) -> str:
    """The value of a property that is missing from the response is stated for the first time.

    What it finds: a `default` that only the current response has.
    Why it matters: consumers receive what they did before.
    Example: `currency` gets the default `EUR`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` gets the default {shown(event.after)}"


@RULES.rule(on="default", action="removed", direction="response", severity=SAFE)
def response_default_removed(event: Event) -> str:
    """The value of a property that is missing from the response is no longer stated.

    What it finds: a `default` that only the previous response has.
    Why it matters: consumers receive what they did before.
    Example: `currency` loses the default `EUR`.
    How to ship it safely: send the property always.
    """
    return f"`{event.subject}` loses the default {shown(event.before)}"


@RULES.rule(on="overlap", action="possible", direction="request", severity=BREAKING)
def request_alternatives_overlap(event: Event) -> str:
    """What was accepted as one form fits two forms now, and is refused.

    What it finds: a `oneOf` of the current request with two branches that accept an instance of the previous one.
    Why it matters: `oneOf` refuses what fits more than one of its branches.
    Example: a payment fits both `Card` and the new, laxer `StoredCard`.
    How to ship it safely: tell the branches apart by a required property with a fixed value, or use `anyOf`.
    """
    return f"`{event.subject}` refuses what fits two of its forms"


@RULES.rule(on="overlap", action="possible", direction="response", severity=BREAKING)
def response_alternatives_overlap(event: Event) -> str:
    """What is received fits two of the forms that it could have, where it had to be exactly one.

    What it finds: a `oneOf` of the previous response with two branches that accept an instance of the current one.
    Why it matters: a consumer that tells the forms apart by trying them does not know which one it has.
    Example: a payment that may have the properties of both `Card` and `StoredCard` now.
    How to ship it safely: tell the branches apart by a required property with a fixed value.
    """
    return f"`{event.subject}` may fit two of its forms at once"
