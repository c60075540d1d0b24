"""Rules about messages, enums, services and extensions as a whole."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="message", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_message_removed(event: Event) -> str:
    """A message is gone.

    What it finds: a message that only the previous document has, in whatever file. One that went with
    its package or with the message around it is told there.
    Why it matters: what was written with it cannot be read any more, and code that uses it does not
    compile.
    Example: `LegacyOrder` is gone.
    How to ship it safely: mark it as deprecated, stop using it, and remove it in the next major version
    of the package.
    """
    return f"the message `{event.name}` was removed"


@RULES.rule(on="message", action="added", severity=SAFE)
def protobuf_message_added(event: Event) -> str:
    """There is a new message.

    What it finds: a message that only the current document has, in whatever file.
    Why it matters: nobody writes it yet.
    Example: `Refund` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the message `{event.name}` was added"


@RULES.rule(on="service", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_service_removed(event: Event) -> str:
    """A service is gone.

    What it finds: a service that only the previous document has, in whatever file. One that went with
    its package is told there.
    Why it matters: every call of its methods fails, and code that uses it does not compile.
    Example: `LegacyOrders` is gone.
    How to ship it safely: mark it as deprecated, wait until nobody calls it, and remove it in the next
    major version of the package.
    """
    return f"the service `{event.name}` was removed"


@RULES.rule(on="service", action="added", severity=SAFE)
def protobuf_service_added(event: Event) -> str:
    """There is a new service.

    What it finds: a service that only the current document has, in whatever file.
    Why it matters: nobody calls it yet.
    Example: `Refunds` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the service `{event.name}` was added"


@RULES.rule(on="enum", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_enum_removed(event: Event) -> str:
    """An enum is gone.

    What it finds: an enum that only the previous document has, in whatever file. One that went with its
    package or with the message around it is told there.
    Why it matters: messages keep their numbers, but code that uses its type or its values does not
    compile.
    Example: `LegacyState` is gone.
    How to ship it safely: mark it as deprecated, move fields to its successor under new numbers, and
    remove it in the next major version.
    """
    return f"the enum `{event.name}` was removed"


@RULES.rule(on="enum", action="added", severity=SAFE)
def protobuf_enum_added(event: Event) -> str:
    """There is a new enum.

    What it finds: an enum that only the current document has, in whatever file.
    Why it matters: nobody uses it yet.
    Example: `RefundState` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the enum `{event.name}` was added"


@RULES.rule(on="extension", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_extension_removed(event: Event) -> str:
    """An extension is gone.

    What it finds: an extension that only the previous document has, in whatever file. One that went
    with its package or with the message around it is told there.
    Why it matters: what was stored under its number becomes unknown, and code that uses it does not
    compile.
    Example: the extension `trace_id` is gone.
    How to ship it safely: mark it as deprecated, and remove it when nobody writes it; do not give its
    number to another.
    """
    return f"the extension `{event.name}` was removed"


@RULES.rule(on="extension", action="added", severity=SAFE)
def protobuf_extension_added(event: Event) -> str:
    """There is a new extension.

    What it finds: an extension that only the current document has, in whatever file.
    Why it matters: whoever does not know it keeps it as an unknown field.
    Example: the extension `trace_id` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the extension `{event.name}` was added"


@RULES.rule(on="declaration", action="deprecated", severity=SAFE)
def protobuf_deprecated(event: Event) -> str:
    """Something was marked as deprecated.

    What it finds: `deprecated = true` that only the current file, message, field, enum, value, service
    or method has.
    Why it matters: nothing breaks yet; whoever uses it should move to its successor.
    Example: `string coupon = 4 [deprecated = true]`.
    How to ship it safely: say in a comment what takes its place.
    """
    return f"`{event.subject}` is deprecated now"


@RULES.rule(on="declaration", action="undeprecated", severity=SAFE)
def protobuf_no_longer_deprecated(event: Event) -> str:
    """Something is no longer deprecated.

    What it finds: `deprecated = true` that only the previous file, message, field, enum, value, service
    or method has.
    Why it matters: whoever uses it may stay.
    Example: `coupon` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is no longer deprecated"


@RULES.rule(on="extension", action="renumbered", severity=BREAKING, category="WIRE")
def protobuf_extension_renumbered(event: Event) -> str:
    """An extension has another number, or extends another message.

    What it finds: an extension of the same full name whose number or extended message differs.
    Why it matters: what was written under the old number is no longer found under the new one.
    Example: `extend Order { string trace_id = 100; }` became `= 101`.
    How to ship it safely: declare another extension with the new number, and write both while readers
    move.
    """
    return f"the extension `{event.name}` is {event.after} instead of {event.before}"


@RULES.rule(on="extension", action="renamed", severity=BREAKING, category="WIRE_JSON")
def protobuf_extension_renamed(event: Event) -> str:
    """An extension has another name.

    What it finds: the same number of the same message, whose extension has another full name.
    Why it matters: bytes mean the same, but JSON, text format and generated code use the name.
    Example: `orders.trace_id` became `orders.trace`.
    How to ship it safely: keep the name; where it has to change, declare another extension with another
    number.
    """
    return f"the extension `{event.before}` was renamed to `{event.after}`"
