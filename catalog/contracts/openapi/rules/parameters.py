"""Rules about parameters."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="parameter", action="added", direction="request", severity=SAFE)
def request_parameter_added(event: Event) -> str:
    """There is a new optional parameter.

    What it finds: a parameter that only the current operation has and does not require.
    Why it matters: nobody has to send it.
    Example: `GET /orders` takes `sort`.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} was added and is optional"


@RULES.rule(on="parameter", action="required added", direction="request", severity=BREAKING)
def request_required_parameter_added(event: Event) -> str:
    """There is a new parameter that must be sent.

    What it finds: a required parameter that only the current operation has.
    Why it matters: no existing consumer sends it, so all of their requests are rejected.
    Example: `GET /orders` requires `tenant`.
    How to ship it safely: add it as optional with a default; require it in the next major version.
    """
    return f"the {event.name} was added and must be sent"


@RULES.rule(on="parameter", action="removed", direction="request", severity=DANGEROUS)
def request_parameter_removed(event: Event) -> str:
    """A parameter is gone.

    What it finds: a parameter that only the previous operation has.
    Why it matters: what consumers go on sending is ignored, so that they lose something without an error.
    Example: `GET /orders` no longer takes `sort`.
    How to ship it safely: mark it as deprecated first, and remove it when nobody is seen sending it.
    """
    return f"the {event.name} was removed and is ignored when it is sent"


@RULES.rule(on="parameter", action="became required", direction="request", severity=BREAKING)
def request_parameter_became_required(event: Event) -> str:
    """A parameter that could be left out must be sent now.

    What it finds: `required: true` that only the current parameter has.
    Why it matters: requests without it, valid so far, are rejected.
    Example: `tenant` of `GET /orders` becomes required.
    How to ship it safely: keep it optional and assume a default until everybody sends it.
    """
    return f"the {event.name} could be left out and must be sent now"


@RULES.rule(on="parameter", action="became optional", direction="request", severity=SAFE)
def request_parameter_became_optional(event: Event) -> str:
    """A parameter that had to be sent may be left out now.

    What it finds: `required: true` that only the previous parameter has.
    Why it matters: everything that was sent is still accepted.
    Example: `tenant` of `GET /orders` is no longer required.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} had to be sent and may be left out now"


@RULES.rule(on="parameter", action="deprecated", severity=SAFE)
def request_parameter_deprecated(event: Event) -> str:
    """A parameter was marked as deprecated.

    What it finds: `deprecated: true` that only the current parameter has.
    Why it matters: nothing breaks yet; whoever sends it should stop.
    Example: `page` of `GET /orders` is deprecated in favour of `cursor`.
    How to ship it safely: name the successor in the description, and leave consumers time.
    """
    return f"the {event.name} is deprecated now"


@RULES.rule(on="parameter", action="empty refused", direction="request", severity=BREAKING)
def request_parameter_empty_value_refused(event: Event) -> str:
    """A query parameter, or a form field of Swagger 2.0, may no longer be sent without a value.

    What it finds: `allowEmptyValue: true` that only the previous parameter has.
    Why it matters: requests such as `?verbose` are rejected.
    Example: `verbose` of `GET /orders` needs a value.
    How to ship it safely: go on accepting the empty value.
    """
    return f"the {event.name} could be sent without a value and needs one now"


@RULES.rule(on="parameter", action="undeprecated", severity=SAFE)
def request_parameter_no_longer_deprecated(event: Event) -> str:
    """A parameter is no longer deprecated.

    What it finds: `deprecated: true` that only the previous parameter has.
    Why it matters: whoever uses it may go on.
    Example: `sort` of `GET /orders` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} is no longer deprecated"


@RULES.rule(on="parameter", action="empty accepted", direction="request", severity=SAFE)
def request_parameter_empty_value_accepted(event: Event) -> str:
    """A query parameter, or a form field of Swagger 2.0, may be sent without a value.

    What it finds: `allowEmptyValue: true` that only the current parameter has.
    Why it matters: everything that was sent is still accepted.
    Example: `GET /orders?verbose` is accepted.
    How to ship it safely: it is safe as it is.
    """
    return f"the {event.name} may be sent without a value now"


@RULES.rule(on="wire format", action="widened", severity=SAFE)
def wire_format_widened(event: Event) -> str:
    """A parameter, a header or a part of a message may be written in more ways, or is written in fewer.

    What it finds: `allowReserved` or a `contentType` that differs so that the receiver still reads all
    that is sent.
    Why it matters: everything that was sent is still understood.
    Example: the part `file` may be a PNG beside a JPEG.
    How to ship it safely: it is safe as it is.
    """
    return (
        f"the {event.name} is written as {event.after} instead of {event.before}, which every receiver reads"
    )
