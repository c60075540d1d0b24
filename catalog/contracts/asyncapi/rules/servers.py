"""Rules about servers: the brokers and hosts that consumers connect to."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="server", action="removed", severity=BREAKING)
def server_removed(event: Event) -> str:
    """A server is gone.

    What it finds: a server that only the previous document has, under whatever name.
    Why it matters: the address that deployed consumers are configured with is no longer promised.
    Example: `legacy` at `mqtt.example.com` is gone.
    How to ship it safely: announce the end, and keep the server until nobody is connected.
    """
    return f"the server `{event.name}` was removed"


@RULES.rule(on="server", action="added", severity=SAFE)
def server_added(event: Event) -> str:
    """There is a new server.

    What it finds: a server that only the current document has, under whatever name.
    Why it matters: nobody is connected to it yet.
    Example: `eu` at `eu.mqtt.example.com` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the server `{event.name}` was added"


@RULES.rule(on="server", action="moved", severity=BREAKING)
def server_moved(event: Event) -> str:
    """A server has another address.

    What it finds: a host or path of a server, with all that its variables may be, that the current
    server has no more.
    Why it matters: the address that deployed consumers are configured with is no longer promised.
    Example: `production` moves from `mqtt.example.com` to `broker.example.com`.
    How to ship it safely: declare the new server beside the old one until nobody is connected to that.
    """
    return f"the server `{event.name}` moved from {event.before} to {event.after}"


@RULES.rule(on="server", action="address added", severity=SAFE)
def server_address_added(event: Event) -> str:
    """A server has a further address.

    What it finds: an address that only the current server has, beside all that it had.
    Why it matters: who is connected stays so.
    Example: the variable `region` of `production` may also be `eu`.
    How to ship it safely: it is safe as it is.
    """
    return f"the server `{event.name}` was at {event.before} and is at {event.after} now"


@RULES.rule(on="server", action="protocol changed", severity=BREAKING)
def server_protocol_changed(event: Event) -> str:
    """A server speaks another protocol.

    What it finds: the `protocol` of a server that differs; the secure variant of a protocol is another
    one.
    Why it matters: the clients of deployed consumers cannot connect.
    Example: `production` goes from `mqtt` to `kafka`.
    How to ship it safely: declare a server with the new protocol beside the old one.
    """
    return f"the server `{event.name}` went from the protocol {event.before} to {event.after}"


@RULES.rule(on="server", action="version changed", severity=BREAKING)
def server_protocol_version_changed(event: Event) -> str:
    """A server speaks another version of its protocol.

    What it finds: a `protocolVersion` of a server that differs where both documents state one.
    Why it matters: the clients of deployed consumers may not be able to speak it: AMQP 1.0 has little
    in common with 0.9.1.
    Example: `production` goes from MQTT 3.1.1 to 5.
    How to ship it safely: declare a server with the new version beside the old one.
    """
    return f"the server `{event.name}` went from version {event.before} of its protocol to {event.after}"
