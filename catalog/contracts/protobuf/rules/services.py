"""Rules about the methods of services."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="method", action="removed", severity=BREAKING, category="PACKAGE")
def protobuf_method_removed(event: Event) -> str:
    """A method is gone.

    What it finds: a method that only the previous service has.
    Why it matters: every call of it fails as unimplemented, and clients that use it do not compile.
    Example: `Orders/Cancel` is gone.
    How to ship it safely: mark it as deprecated, wait until nobody calls it, remove it in the next
    major version of the package.
    """
    return f"the method `{event.name}` was removed"


@RULES.rule(on="method", action="added", severity=SAFE)
def protobuf_method_added(event: Event) -> str:
    """There is a new method.

    What it finds: a method that only the current service has.
    Why it matters: nobody calls it yet.
    Example: `Orders/Refund` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the method `{event.name}` was added"


@RULES.rule(on="method", action="input changed", severity=BREAKING, category="WIRE")
def protobuf_method_input_changed(event: Event) -> str:
    """A method takes another message.

    What it finds: a method whose input has another full name.
    Why it matters: one side writes a message and the other reads another; even where their fields agree
    today, they are free to drift apart, and generated code differs.
    Example: `Get(GetOrder)` became `Get(OrderQuery)`.
    How to ship it safely: add a method beside the old one, and remove the old one when nobody calls it.
    """
    return f"`{event.subject}` takes `{event.after}` instead of `{event.before}`"


@RULES.rule(on="method", action="output changed", severity=BREAKING, category="WIRE")
def protobuf_method_output_changed(event: Event) -> str:
    """A method answers with another message.

    What it finds: a method whose output has another full name.
    Why it matters: one side writes a message and the other reads another; even where their fields agree
    today, they are free to drift apart, and generated code differs.
    Example: `returns (Order)` became `returns (OrderView)`.
    How to ship it safely: add a method beside the old one, and remove the old one when nobody calls it.
    """
    return f"`{event.subject}` answers with `{event.after}` instead of `{event.before}`"


@RULES.rule(on="method", action="client streaming changed", severity=BREAKING, category="WIRE")
def protobuf_method_client_streaming_changed(event: Event) -> str:
    """What the client sends is a stream now, or no longer.

    What it finds: `stream` before the input of a method, on one side only.
    Why it matters: old clients and new servers disagree about how many messages belong to a call, and
    generated code differs.
    Example: `Upload(Chunk)` became `Upload(stream Chunk)`.
    How to ship it safely: add a method beside the old one.
    """
    what = "a stream of messages" if event.after else "a single message"
    return f"in `{event.subject}` the client sends {what} now"


@RULES.rule(on="method", action="server streaming changed", severity=BREAKING, category="WIRE")
def protobuf_method_server_streaming_changed(event: Event) -> str:
    """What the server sends is a stream now, or no longer.

    What it finds: `stream` before the output of a method, on one side only.
    Why it matters: old clients and new servers disagree about how many messages belong to a call, and
    generated code differs.
    Example: `returns (Order)` became `returns (stream Order)`.
    How to ship it safely: add a method beside the old one.
    """
    what = "a stream of messages" if event.after else "a single message"
    return f"in `{event.subject}` the server sends {what} now"


@RULES.rule(on="method", action="idempotency changed", severity=BREAKING, category="WIRE")
def protobuf_method_idempotency_changed(event: Event) -> str:
    """A method promises something else about being called twice.

    What it finds: `idempotency_level` that differs.
    Why it matters: clients, proxies and generated code repeat and cache calls by this promise, and send
    those without side effects in another form.
    Example: `NO_SIDE_EFFECTS` was dropped from `Orders/Get`.
    How to ship it safely: add a method beside the old one; to promise more than before, wait until all
    clients know both forms.
    """
    return f"the idempotency of `{event.subject}` was changed from {event.before} to {event.after}"
