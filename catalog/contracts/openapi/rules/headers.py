"""Rules about headers that the consumer sends outside of parameters, and about the life of all."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="header", action="added", direction="request", severity=SAFE)
def request_header_added(event: Event) -> str:
    """A further header is understood in a part of a multipart body or in the reply to a callback.

    What it finds: an optional header in a part of a multipart body or in the reply to a callback, which
    only the current document declares.
    Why it matters: nobody has to send it.
    Example: the part `file` may say its `X-Checksum`.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} was added and is optional"


@RULES.rule(on="header", action="required added", direction="request", severity=BREAKING)
def request_required_header_added(event: Event) -> str:
    """A further header has to be sent in a part of a multipart body or in the reply to a callback.

    What it finds: a required header in a part of a multipart body or in the reply to a callback, which
    only the current document declares.
    Why it matters: no existing consumer sends it.
    Example: the part `file` has to say its `X-Checksum`.
    How to ship it safely: add it as optional first.
    """
    return f"the header {event.name} of the {event.before} was added and must be sent"


@RULES.rule(on="header", action="removed", direction="request", severity=SAFE)
def request_header_removed(event: Event) -> str:
    """A header in a part of a multipart body or in the reply to a callback is no longer read.

    What it finds: a header in a part of a multipart body or in the reply to a callback, which only the
    previous document declares.
    Why it matters: what consumers go on sending is ignored.
    Example: the part `file` needs no `X-Checksum`.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} was removed and is ignored when it is sent"


@RULES.rule(on="header", action="became required", direction="request", severity=BREAKING)
def request_header_became_required(event: Event) -> str:
    """A header that could be left out must be sent now.

    What it finds: `required: true` that only the current header has, in a part of a multipart body or in
    the reply to a callback.
    Why it matters: messages without it, valid so far, are rejected.
    Example: `X-Checksum` of the part `file` becomes required.
    How to ship it safely: keep it optional until everybody sends it.
    """
    return f"the header {event.name} of the {event.before} could be left out and must be sent now"


@RULES.rule(on="header", action="became optional", direction="request", severity=SAFE)
def request_header_became_optional(event: Event) -> str:
    """A header that had to be sent may be left out now.

    What it finds: `required: true` that only the previous header has, in a part of a multipart body or in
    the reply to a callback.
    Why it matters: everything that was sent is still accepted.
    Example: `X-Checksum` of the part `file` is no longer required.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} had to be sent and may be left out now"


@RULES.rule(on="header", action="deprecated", severity=SAFE)
def header_deprecated(event: Event) -> str:
    """A header was marked as deprecated.

    What it finds: `deprecated: true` that only the current header has.
    Why it matters: nothing breaks yet; whoever reads or sends it should stop.
    Example: `X-Total-Count` of `GET /orders` is deprecated.
    How to ship it safely: name what takes its place.
    """
    return f"the header {event.name} of the {event.before} is deprecated now"


@RULES.rule(on="header", action="undeprecated", severity=SAFE)
def header_no_longer_deprecated(event: Event) -> str:
    """A header is no longer deprecated.

    What it finds: `deprecated: true` that only the previous header has.
    Why it matters: whoever uses it may go on.
    Example: `X-Total-Count` of `GET /orders` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"the header {event.name} of the {event.before} is no longer deprecated"
