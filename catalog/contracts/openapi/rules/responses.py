"""Rules about responses: statuses, media types and headers."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="status", action="removed", severity=BREAKING)
def response_success_status_removed(event: Event) -> str:
    """A successful status is gone.

    What it finds: a status below 400 that only the previous operation declares, itself or by a range or the
    default.
    Why it matters: consumers wait for this status to know that the call succeeded.
    Example: `POST /orders` answers 202 instead of 201.
    How to ship it safely: keep the status, or add a new operation.
    """
    return f"the response {event.name} was removed"


@RULES.rule(on="status", action="error removed", severity=SAFE)
def response_error_status_removed(event: Event) -> str:
    """A status of failure is no longer declared.

    What it finds: a status from 400, a range of them or the default that only the previous operation
    declares.
    Why it matters: consumers receive nothing that they were not ready for.
    Example: `GET /orders/{id}` no longer declares 410.
    How to ship it safely: it is safe as it is.
    """
    return f"the response {event.name} was removed"


@RULES.rule(on="status", action="added", severity=SAFE)
def response_status_added(event: Event) -> str:
    """A further status is declared.

    What it finds: a status that only the current operation declares.
    Why it matters: HTTP asks clients to treat a status that they do not know as the first of its class (RFC
    9110, section 15).
    Example: `GET /orders/{id}` may answer 410.
    How to ship it safely: it is safe as it is.
    """
    return f"the response {event.name} was added"


@RULES.rule(on="response body", action="removed", direction="response", severity=BREAKING)
def response_body_removed(event: Event) -> str:
    """A response that had a body has none.

    What it finds: a response whose content only the previous document describes.
    Why it matters: consumers read what is not sent any more.
    Example: `PUT /orders/{id}` answers without the order.
    How to ship it safely: keep sending the body until the next major version.
    """
    return f"`{event.subject}` no longer has a body"


@RULES.rule(on="response body", action="added", direction="response", severity=SAFE)
def response_body_added(event: Event) -> str:
    """A response that had no body has one.

    What it finds: a response whose content only the current document describes.
    Why it matters: consumers that expect nothing read nothing.
    Example: `PUT /orders/{id}` answers with the order.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` has a body now"


@RULES.rule(on="media type", action="removed", direction="response", severity=BREAKING)
def response_media_type_removed(event: Event) -> str:
    """A response is no longer available as a media type.

    What it finds: a media type of the previous response that no media type or range of the current one
    covers.
    Why it matters: consumers that ask for it are refused, or receive what they cannot read.
    Example: `GET /orders` is no longer available as `text/csv`.
    How to ship it safely: keep the media type until nobody asks for it.
    """
    return f"{event.subject} is no longer available as {event.name}"


@RULES.rule(on="media type", action="added", direction="response", severity=SAFE)
def response_media_type_added(event: Event) -> str:
    """A response is available as a further media type.

    What it finds: a media type of the current response that no media type or range of the previous one
    covers.
    Why it matters: it is sent to whoever asks for it.
    Example: `GET /orders` is available as `text/csv`.
    How to ship it safely: it is safe as it is.
    """
    return f"{event.subject} is also available as {event.name}"


@RULES.rule(on="header", action="added", direction="response", severity=SAFE)
def response_header_added(event: Event) -> str:
    """A response has a further header.

    What it finds: a header that only the current response declares.
    Why it matters: consumers ignore what they do not know.
    Example: `GET /orders` sends `X-Total-Count`.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} was added"


@RULES.rule(on="header", action="removed", direction="response", severity=DANGEROUS)
def response_header_removed(event: Event) -> str:
    """An optional header is gone.

    What it finds: a header that only the previous response declares, as optional.
    Why it matters: consumers had to be ready for its absence, but lose what it said.
    Example: `GET /orders` no longer sends `X-Total-Count`.
    How to ship it safely: mark it as deprecated, and remove it with the next major version.
    """
    return f"the header {event.name} of the {event.before} was removed"


@RULES.rule(on="header", action="required removed", direction="response", severity=BREAKING)
def response_required_header_removed(event: Event) -> str:
    """A header that was always there is gone.

    What it finds: a header that only the previous response declares, as required.
    Why it matters: consumers rely on it.
    Example: `POST /orders` no longer sends `Location`.
    How to ship it safely: keep sending it until the next major version.
    """
    return f"the header {event.name} of the {event.before}, which was always there, was removed"


@RULES.rule(on="header", action="became optional", direction="response", severity=BREAKING)
def response_header_became_optional(event: Event) -> str:
    """A header that was always there may be missing now.

    What it finds: `required: true` that only the previous header has.
    Why it matters: consumers read it without looking whether it is there.
    Example: `Location` of `POST /orders` is no longer required.
    How to ship it safely: keep sending it until the next major version.
    """
    return f"the header {event.name} of the {event.before} was always there and may be missing now"


@RULES.rule(on="header", action="became required", direction="response", severity=SAFE)
def response_header_became_required(event: Event) -> str:
    """A header that could be missing is always there now.

    What it finds: `required: true` that only the current header has.
    Why it matters: consumers that were ready for its absence still work.
    Example: `ETag` of `GET /orders/{id}` is always sent.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} could be missing and is always there now"


@RULES.rule(on="media type", action="widened", direction="response", severity=SAFE)
def response_media_type_widened(event: Event) -> str:
    """A response is available as a range of media types instead of one.

    What it finds: a media type of the previous response that a wider one of the current response covers.
    Why it matters: consumers name the type that they read, and it is still offered.
    Example: `GET /images/{id}` offers `image/*` instead of `image/png`.
    How to ship it safely: it is safe as it is.
    """
    return f"{event.subject} is available as {event.after} instead of only as {event.before}"


@RULES.rule(on="media type", action="narrowed", direction="response", severity=SAFE)
def response_media_type_narrowed(event: Event) -> str:
    """A response is available as one media type of what was a range.

    What it finds: a range of the previous response of which the current response offers a part.
    Why it matters: consumers of a range were ready for each type in it.
    Example: `GET /images/{id}` offers `image/png` instead of `image/*`.
    How to ship it safely: it is safe as it is.
    """
    return f"{event.subject} is available only as {event.after} instead of {event.before}"


@RULES.rule(on="status", action="narrowed", direction="response", severity=SAFE)
def response_status_narrowed(event: Event) -> str:
    """Single statuses are declared instead of a range.

    What it finds: a range such as `2XX` that only the previous operation declares, beside statuses of it
    that the current one does.
    Why it matters: consumers of the range were ready for each status in it.
    Example: `GET /orders` answers 200 instead of `2XX`.
    How to ship it safely: it is safe as it is.
    """
    return f"of the responses {event.name} only single ones are left"


@RULES.rule(on="status", action="widened", severity=SAFE)
def response_status_widened(event: Event) -> str:
    """A range of statuses is declared instead of single ones.

    What it finds: a range such as `2XX` that only the current operation declares, beside statuses of it
    that the previous one did.
    Why it matters: HTTP asks clients to treat a status that they do not know as the first of its class
    (RFC 9110, section 15).
    Example: `GET /orders` answers `2XX` instead of 200.
    How to ship it safely: it is safe as it is.
    """
    return f"the responses {event.name} are declared, not only single ones of them"
