"""Rules about how the provider authenticates where it calls: callbacks and webhooks."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="security", action="demanded", direction="response", severity=SAFE)
def callback_security_added(event: Event) -> str:
    """The provider authenticates itself where it did not.

    What it finds: security requirements that only the current callback or webhook has.
    Why it matters: consumers that look at no credentials go on working.
    Example: the webhook `paid` carries an API key.
    How to ship it safely: it is safe as it is.
    """
    return f"it came without credentials and comes with {event.after} now"


@RULES.rule(on="security", action="lifted", direction="response", severity=BREAKING)
def callback_security_dropped(event: Event) -> str:
    """The provider no longer authenticates itself.

    What it finds: security requirements that only the previous callback or webhook has.
    Why it matters: consumers that look at the credentials refuse the call.
    Example: the webhook `paid` comes without the API key.
    How to ship it safely: go on sending the credentials until nobody looks at them.
    """
    return f"it came with {event.before} and may come without credentials now"


@RULES.rule(on="security", action="alternative removed", direction="response", severity=SAFE)
def callback_security_alternative_removed(event: Event) -> str:
    """The provider no longer authenticates itself in one of the ways.

    What it finds: a security requirement that only the previous callback or webhook has, beside others.
    Why it matters: consumers know the ways that are left.
    Example: the webhook `paid` comes with a token only, never with the API key.
    How to ship it safely: it is safe as it is.
    """
    return f"it no longer comes with {event.name}, but with {event.after}"


@RULES.rule(on="security", action="alternative added", direction="response", severity=BREAKING)
def callback_security_alternative_added(event: Event) -> str:
    """The provider authenticates itself in a way that consumers do not know.

    What it finds: a security requirement of the current callback or webhook that is not enough for any of the
    previous ones.
    Why it matters: consumers that expect the old credentials refuse the call.
    Example: the webhook `paid` comes with a token instead of the API key.
    How to ship it safely: send both until everybody accepts the new ones.
    """
    return f"it may also come with {event.name}"


@RULES.rule(on="scope", action="added", direction="response", severity=SAFE)
def callback_security_scope_added(event: Event) -> str:
    """The provider's token has a further scope.

    What it finds: a scope that only the current requirement of a callback or webhook names.
    Why it matters: consumers find all the scopes that they look for.
    Example: the webhook `paid` comes with the scope `payments:notify`.
    How to ship it safely: it is safe as it is.
    """
    return f"it comes with the scope {event.name} too"


@RULES.rule(on="scope", action="removed", direction="response", severity=BREAKING)
def callback_security_scope_removed(event: Event) -> str:
    """The provider's token lacks a scope.

    What it finds: a scope that only the previous requirement of a callback or webhook names.
    Why it matters: consumers that look for the scope refuse the call.
    Example: the webhook `paid` comes without the scope `payments:notify`.
    How to ship it safely: go on sending the scope until nobody looks for it.
    """
    return f"it comes without the scope {event.name}"
