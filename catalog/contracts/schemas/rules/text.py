"""Rules about patterns, formats, and how values are written."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))

_ENCODINGS = {"byte": "base64"}
"""What OpenAPI 3.0 calls an encoding, by its own name."""


@RULES.rule(on="pattern", action="changed", severity=DANGEROUS)
def pattern_changed(event: Event) -> str:
    """A pattern was replaced by another.

    What it finds: a `pattern` that differs, where it is not decided whether one contains the other and no text was
    found that shows that it does not.
    Why it matters: texts that match the old pattern may not match the new one.
    Example: `^[A-Z]{3}$` becomes `^[A-Z]{2,3}$` in a request.
    How to ship it safely: try the new pattern on texts that were seen before it is enforced.
    """
    return f"the pattern of `{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="pattern", action="replaced", direction="request", severity=BREAKING)
def request_pattern_narrowed(event: Event) -> str:
    """What is sent has to match another pattern, which refuses texts that the old one took.

    What it finds: a `pattern` that differs, and a text that matches the old one and not the new one.
    Why it matters: texts like that are rejected.
    Example: `^[A-Z]{2,3}$` becomes `^[A-Z]{3}$`; `AB` was accepted.
    How to ship it safely: accept what the old pattern takes until nobody sends it any more.
    """
    return f"`{event.subject}` has to match `{event.after}` instead of `{event.before}`"


@RULES.rule(on="pattern", action="replaced", direction="response", severity=BREAKING)
def response_pattern_widened(event: Event) -> str:
    """What is received matches another pattern, which takes texts that the old one did not.

    What it finds: a `pattern` that differs, and a text that matches the new one and not the old one.
    Why it matters: consumers that take the text apart by the old pattern fail on others.
    Example: `^[A-Z]{3}$` becomes `^[A-Z]{2,3}$`; `AB` was never received.
    How to ship it safely: keep the pattern until the next major version, or add a property for the new texts.
    """
    return f"`{event.subject}` matches `{event.after}` instead of `{event.before}`"


@RULES.rule(on="pattern", action="declared", direction="request", severity=DANGEROUS)
def request_pattern_declared(event: Event) -> str:
    """A pattern for what is sent is stated for the first time.

    What it finds: a `pattern` that only the current request has.
    Why it matters: it often states what was always enforced; if it does not, other texts are rejected now.
    Example: `code` gets the pattern `^[A-Z]{3}$`.
    How to ship it safely: state only what was always enforced; try the pattern on texts that were seen.
    """
    return f"`{event.subject}` has to match `{event.after}` now"


@RULES.rule(on="pattern", action="dropped", direction="request", severity=SAFE)
def request_pattern_removed(event: Event) -> str:
    """What is sent no longer has to match a pattern.

    What it finds: a `pattern` that only the previous request has.
    Why it matters: everything that was sent is still accepted.
    Example: `code` loses the pattern `^[A-Z]{3}$`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` no longer has to match `{event.before}`"


@RULES.rule(on="pattern", action="declared", direction="response", severity=SAFE)
def response_pattern_declared(event: Event) -> str:
    """What is received matches a pattern.

    What it finds: a `pattern` that only the current response has.
    Why it matters: consumers receive nothing that they did not before.
    Example: `code` gets the pattern `^[A-Z]{3}$`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` always matches `{event.after}` now"


@RULES.rule(on="pattern", action="dropped", direction="response", severity=BREAKING)
def response_pattern_removed(event: Event) -> str:
    """What is received no longer matches a pattern.

    What it finds: a `pattern` that only the previous response has.
    Why it matters: consumers that take the text apart by the pattern fail on others.
    Example: `code` loses the pattern `^[A-Z]{3}$`.
    How to ship it safely: keep the pattern until the next major version.
    """
    return f"`{event.subject}` matched `{event.before}` and may be any text now"


@RULES.rule(on="format", action="undecided", severity=DANGEROUS)
def format_changed_to_unknown(event: Event) -> str:
    """A format whose meaning is not known came, went or was replaced.

    What it finds: a `format` that differs, where one of the two is not a registered format; and one that is asked for
    beside a pattern, where no text was found that the pattern allows and the format does not.
    Why it matters: whether values of the one are values of the other is known to the API's authors only.
    Example: `format: sku` is replaced by `format: gtin`.
    How to ship it safely: say in words what changes, and keep accepting and sending the old format.
    """
    return f"the format of `{event.subject}` went from {event.before or 'none'} to {event.after or 'none'}"


@RULES.rule(on="format", action="limited", direction="request", severity=DANGEROUS)
def request_number_format_declared(event: Event) -> str:
    """The range of a number is stated for the first time.

    What it finds: `format: int32` or `format: float` that only the current request has.
    Why it matters: it often states what was always so; if it does not, larger numbers are rejected now.
    Example: `quantity` gets `format: int32`.
    How to ship it safely: state only what was always so.
    """
    return f"`{event.subject}` has to fit into {event.after} now"


@RULES.rule(on="format", action="limited", direction="response", severity=SAFE)
def response_number_format_declared(event: Event) -> str:
    """The range of a number that is received is stated for the first time.

    What it finds: `format: int32` or `format: float` that only the current response has.
    Why it matters: consumers receive nothing that they did not before.
    Example: `quantity` gets `format: int32`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` always fits into {event.after} now"


@RULES.rule(on="format", action="changed", severity=BREAKING)
def format_changed(event: Event) -> str:
    """A format was replaced by another that has other values.

    What it finds: two registered formats, neither of which contains the other.
    Why it matters: values of the old format are not values of the new one.
    Example: `format: date` becomes `format: date-time`.
    How to ship it safely: add a new property with the new format, and keep the old one.
    """
    return f"the format of `{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="format", action="narrowed", direction="request", severity=BREAKING)
def request_format_narrowed(event: Event) -> str:
    """What is sent must be of a narrower format.

    What it finds: a registered format that the current request asks for and that is not the previous one or
    around it.
    Why it matters: texts that are not of the format are rejected.
    Example: `birthday` was any string and has `format: date` now.
    How to ship it safely: accept other texts with a warning until nobody sends any.
    """
    instead = f" instead of {event.before}" if event.before else ""
    return f"`{event.subject}` has to be of the format {event.after} now{instead}"


@RULES.rule(on="format", action="widened", direction="request", severity=SAFE)
def request_format_widened(event: Event) -> str:
    """What is sent may be of a wider format.

    What it finds: a registered format that only the previous request asks for.
    Why it matters: everything that was sent is still accepted.
    Example: `birthday` loses `format: date`.
    How to ship it safely: it is safe as it is.
    """
    now = f", but of {event.after}" if event.after else ""
    return f"`{event.subject}` no longer has to be of the format {event.before}{now}"


@RULES.rule(on="format", action="narrowed", direction="response", severity=SAFE)
def response_format_narrowed(event: Event) -> str:
    """What is received is of a narrower format.

    What it finds: a registered format that only the current response has.
    Why it matters: consumers receive nothing that they did not before.
    Example: `birthday` gets `format: date`.
    How to ship it safely: it is safe as it is.
    """
    instead = f" instead of {event.before}" if event.before else ""
    return f"`{event.subject}` is always of the format {event.after} now{instead}"


@RULES.rule(on="format", action="widened", direction="response", severity=BREAKING)
def response_format_widened(event: Event) -> str:
    """What is received may be of a wider format.

    What it finds: a registered format that only the previous response has.
    Why it matters: consumers that read the text by its format fail on others.
    Example: `birthday` loses `format: date`.
    How to ship it safely: add a new property for the new values, and keep the old one.
    """
    now = f"is of {event.after}" if event.after else "may be anything else"
    return f"`{event.subject}` was always of the format {event.before} and {now} now"


@RULES.rule(on="wire format", action="changed", severity=BREAKING)
def wire_format_changed(event: Event) -> str:
    """A parameter or header, or a part of a message, is written out in another way.

    What it finds: `style`, `explode`, `collectionFormat`, `allowReserved` or `content` that differ, where that
    changes how a value looks, as the name of a path parameter does in the style `matrix`; a `contentType` of a part
    that the receiver did not or does not take; in XML the name, the namespace, and whether it is an attribute or a
    wrapped list; `contentMediaType` and `contentEncoding` of a text.
    Why it matters: the same value is written in a way that the other side does not read.
    Example: `ids=1,2` becomes `ids=1&ids=2`.
    How to ship it safely: add a new parameter, and accept the old one in the old format.
    """
    if event.name in ("content", "encoding"):
        before, after = (_ENCODINGS.get(name, name) for name in (event.before, event.after))
        return f"the {event.name} of `{event.subject}` is {after} instead of {before}"
    return f"the {event.name} is written as {event.after} instead of {event.before}"
