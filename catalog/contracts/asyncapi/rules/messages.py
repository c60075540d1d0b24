"""Rules about messages as a whole; those about what is inside are shared with other formats."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="message", action="removed", direction="request", severity=BREAKING)
def request_message_removed(event: Event) -> str:
    """One of the messages that can be sent is no longer received.

    What it finds: a message of the previous operation that no message of the current one takes in,
    whatever it is called.
    Why it matters: consumers that send it are not understood.
    Example: `CancelOrder` is no longer received on `orders.commands`.
    How to ship it safely: go on receiving the message until nobody sends it.
    """
    return f"the message `{event.name}` is no longer received"


@RULES.rule(on="message", action="added", direction="request", severity=SAFE)
def request_message_added(event: Event) -> str:
    """A further message can be sent.

    What it finds: a message that only the current operation receives.
    Why it matters: everything that was sent is still received.
    Example: `ReturnOrder` is received on `orders.commands`.
    How to ship it safely: it is safe as it is.
    """
    return f"the message `{event.name}` is received, too"


@RULES.rule(on="message", action="added", direction="response", severity=BREAKING)
def response_message_added(event: Event) -> str:
    """A further message may arrive.

    What it finds: a message of the current operation that no message of the previous one describes,
    whatever it is called.
    Why it matters: consumers do not know what to do with it, and many stop at what they cannot read.
    Example: `OrderReturned` arrives on `orders.events`.
    How to ship it safely: send it on a channel of its own, or to consumers that ask for it.
    """
    return f"the message `{event.name}` may arrive, which was not declared before"


@RULES.rule(on="message", action="removed", direction="response", severity=DANGEROUS)
def response_message_removed(event: Event) -> str:
    """One of the messages no longer arrives.

    What it finds: a message that only the previous operation sends.
    Why it matters: consumers can read everything that arrives, but who waits for this message waits in
    vain.
    Example: `OrderShipped` no longer arrives on `orders.events`.
    How to ship it safely: tell the consumers what takes its place, and go on sending it until nobody
    waits for it.
    """
    return f"the message `{event.name}` is no longer sent"


@RULES.rule(on="message name", action="changed", severity=SAFE)
def message_name_changed(event: Event) -> str:
    """A message has another name.

    What it finds: a `name` of a message that differs, where the messages are the same ones otherwise or
    have another name in common.
    Why it matters: the name does not travel with the message, but generated code and logs use it.
    Example: `orderPlaced` becomes `OrderPlaced`.
    How to ship it safely: keep the name, or tell those who generate code.
    """
    return f"the message `{event.before}` is called `{event.after}` now"


@RULES.rule(on="message id", action="changed", severity=SAFE)
def message_id_changed(event: Event) -> str:
    """A message has another identifier in the document.

    What it finds: a `messageId` of AsyncAPI 2, or the key of a message in a channel of AsyncAPI 3, that
    differs.
    Why it matters: the identifier does not travel with the message, but generated code uses it.
    Example: `placed` becomes `orderPlaced`.
    How to ship it safely: keep the identifier, or tell those who generate code.
    """
    return f"the message `{event.before}` has the identifier `{event.after}` now"


@RULES.rule(on="content type", action="changed", severity=BREAKING)
def message_content_type_changed(event: Event) -> str:
    """A message is written in another media type.

    What it finds: a `contentType` that differs between the two documents, stated for the message or by
    `defaultContentType`.
    Why it matters: the receiver reads the message with the wrong parser, or refuses it.
    Example: `OrderPlaced` goes from `application/json` to `application/cbor`.
    How to ship it safely: send the new form as a message or on a channel of its own, beside the old
    one.
    """
    return f"the content type went from {event.before} to {event.after}"


@RULES.rule(on="content type", action="stated", severity=SAFE)
def message_content_type_stated(event: Event) -> str:
    """The media type of a message is said, or is no longer said.

    What it finds: a `contentType` or `defaultContentType` that only one of the documents has.
    Why it matters: whether it is new on the wire, the documents do not say: mostly it says late what
    was always so.
    Example: `OrderPlaced` is now said to be `application/json`.
    How to ship it safely: say the media type from the start.
    """
    return (
        f"the content type is {event.after} now, where it was not said before"
        if event.after
        else f"the content type, which was {event.before}, is no longer said"
    )


@RULES.rule(on="schema format", action="changed", severity=BREAKING)
def message_schema_format_changed(event: Event) -> str:
    """A payload is described in another language.

    What it finds: a `schemaFormat` of another kind (JSON Schema in whatever dialect, Avro, Protocol
    Buffers), where the content type is not said to be the same.
    Why it matters: each language has its own way to write messages, so that what is on the wire is read
    by another library.
    Example: the payload of `OrderPlaced` is described in Avro instead of JSON Schema.
    How to ship it safely: send the new form as a message or on a channel of its own, beside the old
    one.
    """
    return f"the payload was described in {event.before} and is described in {event.after} now"


@RULES.rule(on="correlation id", action="moved", severity=BREAKING)
def correlation_id_moved(event: Event) -> str:
    """The correlation identifier is in another place of the message.

    What it finds: the `location` of a message's `correlationId` that differs.
    Why it matters: who correlates messages looks in the old place and finds nothing.
    Example: it moves from `$message.header#/correlationId` to `$message.payload#/id`.
    How to ship it safely: fill both places until everybody reads the new one.
    """
    return f"the correlation identifier moved from {event.before} to {event.after}"


@RULES.rule(on="correlation id", action="added", direction="request", severity=DANGEROUS)
def request_correlation_id_added(event: Event) -> str:
    """A correlation identifier is looked for in what is sent.

    What it finds: a `correlationId` that only the current message has, of messages that consumers send.
    Why it matters: those who are deployed do not fill it, so that their messages cannot be told apart.
    Example: `CancelOrder` is correlated by `$message.header#/correlationId`.
    How to ship it safely: go on working with messages that have none.
    """
    return f"messages are correlated by {event.after} now"


@RULES.rule(on="correlation id", action="added", direction="response", severity=SAFE)
def response_correlation_id_added(event: Event) -> str:
    """What arrives has a correlation identifier.

    What it finds: a `correlationId` that only the current message has, of messages that consumers
    receive.
    Why it matters: nobody looks for it yet.
    Example: `OrderPlaced` is correlated by `$message.header#/correlationId`.
    How to ship it safely: it is safe as it is.
    """
    return f"messages are correlated by {event.after} now"


@RULES.rule(on="correlation id", action="removed", direction="request", severity=SAFE)
def request_correlation_id_removed(event: Event) -> str:
    """A correlation identifier in what is sent is no longer looked for.

    What it finds: a `correlationId` that only the previous message has, of messages that consumers
    send.
    Why it matters: messages that have it are received as before.
    Example: `CancelOrder` is no longer correlated.
    How to ship it safely: make sure that replies still carry what consumers correlate them by.
    """
    return f"messages are no longer correlated by {event.before}"


@RULES.rule(on="correlation id", action="removed", direction="response", severity=BREAKING)
def response_correlation_id_removed(event: Event) -> str:
    """What arrives no longer has a correlation identifier.

    What it finds: a `correlationId` that only the previous message has, of messages that consumers
    receive.
    Why it matters: consumers do not know any more what the message belongs to.
    Example: `OrderPlaced` is no longer correlated by `$message.header#/correlationId`.
    How to ship it safely: go on sending it until nobody reads it.
    """
    return f"messages are no longer correlated by {event.before}"
