"""Rules about replies; what they consist of is compared as any message."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="reply", action="removed", direction="response", severity=BREAKING)
def response_reply_removed(event: Event) -> str:
    """What consumers send is no longer answered.

    What it finds: a `reply` that only the previous operation has, where the application receives.
    Why it matters: consumers wait for an answer that does not come.
    Example: `receive orders.quote` no longer replies.
    How to ship it safely: go on replying until nobody waits for it.
    """
    return f"there is no reply at {event.name} any more"


@RULES.rule(on="reply", action="added", direction="response", severity=SAFE)
def response_reply_added(event: Event) -> str:
    """What consumers send is answered.

    What it finds: a `reply` that only the current operation has, where the application receives.
    Why it matters: who does not wait for an answer is not concerned.
    Example: `receive orders.quote` replies on `orders.quoted`.
    How to ship it safely: it is safe as it is.
    """
    return f"it is replied to at {event.name} now"


@RULES.rule(on="reply", action="added", direction="request", severity=BREAKING)
def request_reply_added(event: Event) -> str:
    """Consumers have to answer what they receive.

    What it finds: a `reply` that only the current operation has, where the application sends.
    Why it matters: those who are deployed do not answer, so that the application waits in vain.
    Example: `send stock.check` wants a reply on `stock.checked`.
    How to ship it safely: go on working when no answer comes.
    """
    return f"a reply at {event.name} is expected now"


@RULES.rule(on="reply", action="removed", direction="request", severity=SAFE)
def request_reply_removed(event: Event) -> str:
    """What the application sends need not be answered any more.

    What it finds: a `reply` that only the previous operation has, where the application sends.
    Why it matters: answers that still come are not missed by anybody.
    Example: `send stock.check` wants no reply.
    How to ship it safely: go on taking the answers of those who send them.
    """
    return f"a reply at {event.name} is no longer expected"


@RULES.rule(on="reply", action="moved", severity=BREAKING)
def reply_moved(event: Event) -> str:
    """Replies go to another place.

    What it finds: the channel of a `reply`, or the place in the request that says its address, that
    differs.
    Why it matters: answers are sent where nobody listens.
    Example: replies go to `quotes.v2` instead of `quotes`.
    How to ship it safely: answer in both places until nobody listens in the old one.
    """
    return f"replies went to {event.before} and go to {event.after} now"
