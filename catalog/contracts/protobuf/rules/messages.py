"""Rules about what messages and enums keep free, and about their encoding."""

from catalog.contracts.changes import BREAKING
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="reserved", action="numbers removed", severity=BREAKING, category="WIRE")
def protobuf_reserved_numbers_removed(event: Event) -> str:
    """Numbers are no longer reserved.

    What it finds: numbers that only the previous message or enum reserves.
    Why it matters: they were used once: a new field or value with such a number is mistaken for the old
    one, by old programs and in stored data.
    Example: `reserved 4 to 6` became `reserved 4`.
    How to ship it safely: keep them reserved for ever.
    """
    return f"`{event.subject}` no longer reserves {event.name}"


@RULES.rule(on="reserved", action="names removed", severity=BREAKING, category="WIRE")
def protobuf_reserved_names_removed(event: Event) -> str:
    """Names are no longer reserved.

    What it finds: names that only the previous message or enum reserves.
    Why it matters: they were used once: in JSON and in text format a new field or value of such a name
    is mistaken for the old one.
    Example: `reserved "coupon"` is gone.
    How to ship it safely: keep them reserved for ever.
    """
    return f"`{event.subject}` no longer reserves the name {event.name}"


@RULES.rule(on="extension range", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_extension_range_removed(event: Event) -> str:
    """Numbers are no longer free for extensions.

    What it finds: numbers that only the previous message leaves to `extensions`.
    Why it matters: extensions elsewhere that use them no longer compile.
    Example: `extensions 100 to 199` became `extensions 100 to 149`.
    How to ship it safely: find out who extends the message, and move them first.
    """
    return f"`{event.subject}` no longer leaves {event.name} to extensions"


@RULES.rule(on="message set format", action="changed", severity=BREAKING, category="WIRE")
def protobuf_message_set_format_changed(event: Event) -> str:
    """A message is encoded as a message set, or no longer.

    What it finds: `message_set_wire_format` that differs.
    Why it matters: a message set has another encoding, so that neither side reads the other.
    Example: `option message_set_wire_format = true` was added.
    How to ship it safely: declare another message.
    """
    return f"`{event.subject}` is encoded in another format: `message_set_wire_format` was changed"


@RULES.rule(on="descriptor accessor", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_descriptor_accessor_removed(event: Event) -> str:
    """Generated code no longer has the standard accessor of the descriptor.

    What it finds: `no_standard_descriptor_accessor = true` that only the current message has.
    Why it matters: code that calls `descriptor()` does not compile.
    Example: `option no_standard_descriptor_accessor = true` was added.
    How to ship it safely: leave the option out, unless a field is called `descriptor`.
    """
    return f"generated code of `{event.subject}` has no standard descriptor accessor any more"


@RULES.rule(on="JSON format", action="withdrawn", severity=BREAKING, category="WIRE_JSON")
def protobuf_json_format_withdrawn(event: Event) -> str:
    """JSON is no longer promised for a message, an enum or a whole file.

    What it finds: the feature `json_format` that was `ALLOW` and is `LEGACY_BEST_EFFORT`, set or
    implied by another syntax of the file.
    Why it matters: the compiler no longer refuses names that collide in JSON, so that reading it back
    is no longer certain.
    Example: `option features.json_format = LEGACY_BEST_EFFORT` was added.
    How to ship it safely: leave it allowed, and rename what collides.
    """
    return f"`{event.subject}` no longer promises to be written and read as JSON"
