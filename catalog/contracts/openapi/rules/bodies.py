"""Rules about request bodies and the media types of requests."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="request body", action="added", direction="request", severity=SAFE)
def request_body_added(event: Event) -> str:
    """An operation takes an optional body.

    What it finds: a request body that only the current operation has and does not require.
    Why it matters: nobody has to send it.
    Example: `POST /orders/{id}/cancel` takes a reason.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.subject} was added and is optional"


@RULES.rule(on="request body", action="required added", direction="request", severity=BREAKING)
def request_required_body_added(event: Event) -> str:
    """An operation needs a body.

    What it finds: a required request body that only the current operation has.
    Why it matters: no existing consumer sends one, so all of their requests are rejected.
    Example: `POST /orders/{id}/cancel` needs a reason.
    How to ship it safely: make it optional; require it in the next major version.
    """
    return f"the {event.subject} was added and must be sent"


@RULES.rule(on="request body", action="removed", direction="request", severity=BREAKING)
def request_body_removed(event: Event) -> str:
    """An operation no longer takes a body.

    What it finds: a request body that only the previous operation has.
    Why it matters: what consumers send has no meaning any more, and a media type without a declaration is
    refused.
    Example: `POST /orders/{id}/cancel` takes no reason.
    How to ship it safely: keep the body as optional until nobody sends it.
    """
    return f"the {event.subject} was removed"


@RULES.rule(on="request body", action="became required", direction="request", severity=BREAKING)
def request_body_became_required(event: Event) -> str:
    """A body that could be left out must be sent now.

    What it finds: `required: true` that only the current request body has.
    Why it matters: requests without a body, valid so far, are rejected.
    Example: `POST /orders/{id}/cancel` can no longer be sent without a reason.
    How to ship it safely: keep it optional and assume a default until everybody sends it.
    """
    return f"the {event.subject} could be left out and must be sent now"


@RULES.rule(on="request body", action="became optional", direction="request", severity=SAFE)
def request_body_became_optional(event: Event) -> str:
    """A body that had to be sent may be left out now.

    What it finds: `required: true` that only the previous request body has.
    Why it matters: everything that was sent is still accepted.
    Example: `POST /orders/{id}/cancel` may be sent without a reason.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.subject} had to be sent and may be left out now"


@RULES.rule(on="media type", action="removed", direction="request", severity=BREAKING)
def request_media_type_removed(event: Event) -> str:
    """A media type is no longer accepted.

    What it finds: a media type of the previous request that no media type or range of the current one covers.
    Why it matters: requests of that type are rejected.
    Example: `POST /orders` no longer takes `application/xml`.
    How to ship it safely: keep the media type until nobody sends it.
    """
    return f"{event.subject} is no longer accepted as {event.name}"


@RULES.rule(on="media type", action="added", direction="request", severity=SAFE)
def request_media_type_added(event: Event) -> str:
    """A further media type is accepted.

    What it finds: a media type of the current request that no media type or range of the previous one covers.
    Why it matters: everything that was sent is still accepted.
    Example: `POST /orders` also takes `application/xml`.
    How to ship it safely: it is safe as it is.
    """
    return f"{event.subject} is also accepted as {event.name}"


@RULES.rule(on="media type", action="widened", direction="request", severity=SAFE)
def request_media_type_widened(event: Event) -> str:
    """A range of media types is accepted instead of one.

    What it finds: a media type of the previous request that a wider one of the current request covers.
    Why it matters: everything that was sent is still accepted.
    Example: `POST /images` takes `image/*` instead of `image/png`.
    How to ship it safely: it is safe as it is.
    """
    return f"{event.subject} is accepted as {event.after} instead of only as {event.before}"
