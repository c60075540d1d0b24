"""Rules about bindings: what a protocol needs to know beyond AsyncAPI."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="binding", action="moved", severity=BREAKING)
def binding_address_changed(event: Event) -> str:
    """Messages are found under another name in the protocol.

    What it finds: a value in the bindings that says where the messages are or how they are fetched: a
    Kafka topic, an AMQP exchange or queue, the method of HTTP or of a WebSocket.
    Why it matters: who is deployed looks where nothing is any more.
    Example: the Kafka topic of `orders.placed` goes from `orders` to `orders-v2`.
    How to ship it safely: serve both until nobody uses the old one.
    """
    return f"the {event.name} went from {shown(event.before)} to {shown(event.after)}"


@RULES.rule(on="binding", action="changed", severity=DANGEROUS)
def binding_changed(event: Event) -> str:
    """A binding has another value.

    What it finds: a value in the bindings that differs, and that does not say where the messages are.
    Why it matters: it changes how the protocol behaves: order, guarantees, how long messages are kept.
    Example: the Kafka topic has 12 `partitions` instead of 6, or `qos` of MQTT goes from 2 to 0.
    How to ship it safely: find out who relies on the old behaviour, and tell them.
    """
    return f"the {event.name} went from {shown(event.before)} to {shown(event.after)}"


@RULES.rule(on="binding", action="removed", severity=DANGEROUS)
def binding_removed(event: Event) -> str:
    """A binding is no longer stated.

    What it finds: a value in the bindings that only the previous document has.
    Why it matters: whether the protocol still behaves so is open.
    Example: `retain` of MQTT is no longer stated.
    How to ship it safely: go on stating what consumers rely on.
    """
    return f"the {event.name}, which was {shown(event.before)}, is no longer stated"


@RULES.rule(on="binding", action="added", severity=SAFE)
def binding_added(event: Event) -> str:
    """A binding is stated for the first time.

    What it finds: a value in the bindings that only the current document has.
    Why it matters: mostly it says late what was always so.
    Example: `retain` of MQTT is stated.
    How to ship it safely: say such things from the start.
    """
    return f"the {event.name} is {shown(event.after)}, which was not stated before"
