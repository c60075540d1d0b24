"""Rules about who may call."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="security", action="demanded", direction="request", severity=BREAKING)
def security_demanded(event: Event) -> str:
    """An operation that everybody could call needs credentials.

    What it finds: security requirements of the current operation, where the previous one could be called
    without.
    Why it matters: calls without credentials are refused.
    Example: `GET /status` needs an API key.
    How to ship it safely: accept both for a time, and announce the date.
    """
    return f"it could be called by everybody and needs {event.after} now"


@RULES.rule(on="security", action="lifted", direction="request", severity=SAFE)
def security_lifted(event: Event) -> str:
    """An operation that needed credentials can be called by everybody.

    What it finds: security requirements of the previous operation, where the current one can be called
    without.
    Why it matters: every call that was accepted still is. Whether it is meant is another question.
    Example: `GET /status` no longer needs an API key.
    How to ship it safely: make sure that it is meant.
    """
    return f"it needed {event.before} and can be called by everybody now"


@RULES.rule(on="security", action="alternative removed", direction="request", severity=BREAKING)
def security_alternative_removed(event: Event) -> str:
    """A way to authenticate is no longer accepted.

    What it finds: a security requirement of the previous operation that is not enough for any of the
    current ones.
    Why it matters: consumers that authenticate in this way are refused.
    Example: `GET /orders` no longer accepts the API key, only OAuth.
    How to ship it safely: accept both until nobody uses the old way.
    """
    return f"credentials for {event.name} are no longer enough; what is needed is {event.after}"


@RULES.rule(on="security", action="alternative added", direction="request", severity=SAFE)
def security_alternative_added(event: Event) -> str:
    """There is another way to authenticate.

    What it finds: a security requirement that only the current operation has, beside the previous ones.
    Why it matters: every call that was accepted still is.
    Example: `GET /orders` also accepts OAuth.
    How to ship it safely: it is safe as it is.
    """
    return f"credentials for {event.name} are also accepted"


@RULES.rule(on="scope", action="added", direction="request", severity=BREAKING)
def security_scope_added(event: Event) -> str:
    """A further scope is needed.

    What it finds: a scope that only the current security requirement names.
    Why it matters: tokens that were issued without it are refused.
    Example: `GET /orders` needs the scope `orders:read`.
    How to ship it safely: issue the scope to everybody first, demand it later.
    """
    return f"the scope {event.name} is needed now"


@RULES.rule(on="scope", action="removed", direction="request", severity=SAFE)
def security_scope_removed(event: Event) -> str:
    """A scope is no longer needed.

    What it finds: a scope that only the previous security requirement names.
    Why it matters: every call that was accepted still is.
    Example: `GET /orders` no longer needs the scope `orders:read`.
    How to ship it safely: it is safe as it is.
    """
    return f"the scope {event.name} is no longer needed"


@RULES.rule(on="security scheme", action="changed", severity=BREAKING)
def security_scheme_changed(event: Event) -> str:
    """A way to authenticate works differently.

    What it finds: a security scheme of the same name with another type, place, name or address.
    Why it matters: consumers put their credentials where nobody looks any more.
    Example: the API key moves from the query to the header `X-Api-Key`.
    How to ship it safely: declare a new scheme beside the old one, and accept both.
    """
    return f"the security scheme {event.name} went from {event.before} to {event.after}"


@RULES.rule(on="security scheme", action="extended", severity=SAFE)
def security_scheme_extended(event: Event) -> str:
    """There is another way to obtain a token.

    What it finds: an OAuth 2 scheme that has all of its flows as before, and more.
    Why it matters: consumers obtain their tokens as before.
    Example: the flow `clientCredentials` is offered beside `authorizationCode`.
    How to ship it safely: it is safe as it is.
    """
    return f"the security scheme {event.name} went from {event.before} to {event.after}"
