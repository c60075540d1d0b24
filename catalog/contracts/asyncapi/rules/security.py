"""Rules about who may connect, send and listen."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="security", action="demanded", severity=BREAKING)
def asyncapi_security_demanded(event: Event) -> str:
    """Credentials are needed where none were.

    What it finds: security of the current server or operation, where the previous one had none.
    Why it matters: who has no credentials is refused.
    Example: the server `production` needs `user` and `password`.
    How to ship it safely: accept both for a time, and announce the date.
    """
    return f"`{event.subject}` was open to everybody and needs {event.after} now"


@RULES.rule(on="security", action="lifted", severity=SAFE)
def asyncapi_security_lifted(event: Event) -> str:
    """No credentials are needed where some were.

    What it finds: security of the previous server or operation, where the current one has none.
    Why it matters: who has credentials is let in as before. Whether it is meant is another question.
    Example: the server `internal` no longer needs a certificate.
    How to ship it safely: make sure that it is meant.
    """
    return f"`{event.subject}` needed {event.before} and is open to everybody now"


@RULES.rule(on="security", action="alternative removed", severity=BREAKING)
def asyncapi_security_alternative_removed(event: Event) -> str:
    """A way to be let in is no longer accepted.

    What it finds: an alternative of the previous server or operation that is not enough for any of the
    current ones.
    Why it matters: who uses these credentials is refused.
    Example: `production` takes certificates only, and no password.
    How to ship it safely: accept both until nobody uses the old way.
    """
    return f"credentials for {event.name} are no longer enough at `{event.subject}`; {event.after} is needed"


@RULES.rule(on="security", action="alternative added", severity=SAFE)
def asyncapi_security_alternative_added(event: Event) -> str:
    """There is another way to be let in.

    What it finds: an alternative that only the current server or operation has.
    Why it matters: who was let in still is.
    Example: `production` also takes certificates.
    How to ship it safely: it is safe as it is.
    """
    return f"credentials for {event.name} are also accepted at `{event.subject}`"


@RULES.rule(on="scope", action="added", severity=BREAKING)
def asyncapi_security_scope_added(event: Event) -> str:
    """A further scope is needed.

    What it finds: a scope that only the current security of a server or operation names.
    Why it matters: tokens that were issued without it are refused.
    Example: `send orders.placed` needs the scope `orders:read`.
    How to ship it safely: issue the scope to everybody first, demand it later.
    """
    return f"the scope {event.name} is needed at `{event.subject}` now"


@RULES.rule(on="scope", action="removed", severity=SAFE)
def asyncapi_security_scope_removed(event: Event) -> str:
    """A scope is no longer needed.

    What it finds: a scope that only the previous security of a server or operation names.
    Why it matters: who was let in still is.
    Example: `send orders.placed` no longer needs the scope `orders:read`.
    How to ship it safely: it is safe as it is.
    """
    return f"the scope {event.name} is no longer needed at `{event.subject}`"


@RULES.rule(on="security scheme", action="changed", severity=BREAKING)
def asyncapi_security_scheme_changed(event: Event) -> str:
    """A way to be let in works differently.

    What it finds: a security scheme of the same name with another type, place or address.
    Why it matters: consumers present their credentials in a way that nobody looks at any more.
    Example: the scheme `login` goes from `userPassword` to `scramSha256`.
    How to ship it safely: declare a new scheme beside the old one, and accept both.
    """
    return f"the security scheme {event.name} went from {event.before} to {event.after}"
