"""Rules about what the provider sends by itself: callbacks and webhooks."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="callback", action="added", severity=SAFE)
def callback_added(event: Event) -> str:
    """The provider offers another callback.

    What it finds: a callback of an operation that only the current document has.
    Why it matters: it is sent only to whoever asks for it.
    Example: `POST /payments` calls back when a payment fails.
    How to ship it safely: it is safe as it is.
    """
    return f"the callback {event.name} was added"


@RULES.rule(on="callback", action="removed", severity=BREAKING)
def callback_removed(event: Event) -> str:
    """The provider no longer calls back.

    What it finds: a callback of an operation that only the previous document has.
    Why it matters: consumers wait for a call that never comes.
    Example: `POST /payments` no longer calls back when a payment is done.
    How to ship it safely: go on calling those who registered, until they have moved.
    """
    return f"the callback {event.name} was removed"


@RULES.rule(on="callback", action="moved", severity=BREAKING)
def callback_moved(event: Event) -> str:
    """The provider looks elsewhere for the address to call back.

    What it finds: a callback with another runtime expression.
    Why it matters: the address that consumers go on sending is not found, so that they wait for a call
    that never comes.
    Example: `{$request.query.url}` becomes `{$request.body#/url}`.
    How to ship it safely: read the address from both places until everybody sends it in the new one.
    """
    return f"the callback {event.name} is sent to {event.after} instead of {event.before}"


@RULES.rule(on="parameter", action="added", direction="response", severity=SAFE)
def callback_parameter_added(event: Event) -> str:
    """The provider sends one more parameter.

    What it finds: a parameter that only the current callback or webhook has.
    Why it matters: consumers ignore what they do not know.
    Example: the webhook `paid` sends the header `X-Attempt`.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} is sent now"


@RULES.rule(on="parameter", action="removed", direction="response", severity=DANGEROUS)
def callback_parameter_removed(event: Event) -> str:
    """The provider no longer sends an optional parameter.

    What it finds: an optional parameter that only the previous callback or webhook has.
    Why it matters: consumers had to be ready for its absence, but lose what it said.
    Example: the webhook `paid` no longer sends the header `X-Attempt`.
    How to ship it safely: mark it as deprecated first, and go on sending it for a time.
    """
    return f"the {event.name}, which was optional, is no longer sent"


@RULES.rule(on="parameter", action="required removed", direction="response", severity=BREAKING)
def callback_required_parameter_removed(event: Event) -> str:
    """The provider no longer sends a parameter that was always there.

    What it finds: a required parameter that only the previous callback or webhook has.
    Why it matters: consumers rely on it.
    Example: the webhook `paid` no longer sends the header `X-Signature`.
    How to ship it safely: go on sending it until nobody reads it.
    """
    return f"the {event.name}, which was always sent, is no longer sent"


@RULES.rule(on="parameter", action="became optional", direction="response", severity=BREAKING)
def callback_parameter_became_optional(event: Event) -> str:
    """A parameter that the provider always sent may be missing now.

    What it finds: `required: true` that only the previous parameter of a callback or webhook has.
    Why it matters: consumers read it without looking whether it is there.
    Example: `X-Signature` of the webhook `paid` is no longer required.
    How to ship it safely: go on sending it until the next major version.
    """
    return f"the {event.name} was always sent and may be missing now"


@RULES.rule(on="parameter", action="became required", direction="response", severity=SAFE)
def callback_parameter_became_required(event: Event) -> str:
    """A parameter that could be missing is always sent now.

    What it finds: `required: true` that only the current parameter of a callback or webhook has.
    Why it matters: consumers that were ready for its absence still work.
    Example: `X-Signature` of the webhook `paid` is always sent.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} could be missing and is always sent now"


@RULES.rule(on="request body", action="added", direction="response", severity=SAFE)
def callback_body_added(event: Event) -> str:
    """The provider sends a body where it sent none.

    What it finds: a request body that only the current callback or webhook has.
    Why it matters: consumers that expect nothing read nothing.
    Example: the webhook `paid` carries the payment.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.subject} was added"


@RULES.rule(on="request body", action="removed", direction="response", severity=BREAKING)
def callback_body_removed(event: Event) -> str:
    """The provider no longer sends a body.

    What it finds: a request body that only the previous callback or webhook has.
    Why it matters: consumers read what is not sent any more.
    Example: the webhook `paid` comes without the payment.
    How to ship it safely: go on sending the body until the next major version.
    """
    return f"the {event.subject} is no longer sent"


@RULES.rule(on="request body", action="became optional", direction="response", severity=BREAKING)
def callback_body_became_optional(event: Event) -> str:
    """A body that the provider always sent may be missing now.

    What it finds: `required: true` that only the previous body of a callback or webhook has.
    Why it matters: consumers read it without looking whether it is there.
    Example: the webhook `paid` may come without the payment.
    How to ship it safely: go on sending the body until the next major version.
    """
    return f"the {event.subject} was always sent and may be missing now"


@RULES.rule(on="request body", action="became required", direction="response", severity=SAFE)
def callback_body_became_required(event: Event) -> str:
    """A body that could be missing is always sent now.

    What it finds: `required: true` that only the current body of a callback or webhook has.
    Why it matters: consumers that were ready for its absence still work.
    Example: the webhook `paid` always carries the payment.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.subject} could be missing and is always sent now"


@RULES.rule(on="response body", action="added", direction="request", severity=BREAKING)
def callback_reply_body_added(event: Event) -> str:
    """The provider expects a body in the reply to its call.

    What it finds: content of a callback's or webhook's response that only the current document describes.
    Why it matters: consumers answer without it.
    Example: the reply to the webhook `paid` has to name the booking.
    How to ship it safely: do without the body where it is missing.
    """
    return f"the reply `{event.subject}` has to have a body now"


@RULES.rule(on="response body", action="removed", direction="request", severity=SAFE)
def callback_reply_body_removed(event: Event) -> str:
    """The provider no longer reads the body of the reply to its call.

    What it finds: content of a callback's or webhook's response that only the previous document
    describes.
    Why it matters: what consumers go on answering is ignored.
    Example: the reply to the webhook `paid` needs no booking.
    How to ship it safely: it is safe as it is.
    """
    return f"the body of the reply `{event.subject}` is no longer read"


@RULES.rule(on="status", action="narrowed", direction="request", severity=BREAKING)
def callback_reply_status_narrowed(event: Event) -> str:
    """The provider takes fewer statuses of a class for an answer.

    What it finds: a range of statuses of a callback or webhook of which the current document names only some.
    Why it matters: consumers answer with the others.
    Example: the webhook `paid` is to be answered with 200, no longer with any of `2XX`.
    How to ship it safely: go on taking the whole range.
    """
    return f"the answer {event.name} is taken for some statuses only"
