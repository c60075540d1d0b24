"""Rules about channels and the operations on them."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("asyncapi",))


@RULES.rule(on="channel", action="removed", severity=BREAKING)
def channel_removed(event: Event) -> str:
    """A channel is gone.

    What it finds: an address that only the previous document has, for whatever action; the names of
    parameters do not count.
    Why it matters: who sends to it is heard by nobody, who listens hears nothing more.
    Example: `orders.cancelled` is gone.
    How to ship it safely: announce the end, send to the old and the new address for a time, and remove
    the old one when nobody uses it.
    """
    return f"the channel `{event.name}` was removed"


@RULES.rule(on="channel", action="added", severity=SAFE)
def channel_added(event: Event) -> str:
    """There is a new channel.

    What it finds: an address that only the current document has.
    Why it matters: nobody depends on it yet.
    Example: `orders.returned` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the channel `{event.name}` was added"


@RULES.rule(on="channel", action="moved", severity=BREAKING)
def channel_moved(event: Event) -> str:
    """A channel has another address.

    What it finds: a channel of AsyncAPI 3 that keeps its name and has another address; what is on it is
    compared further.
    Why it matters: who is deployed sends to the old address and listens there.
    Example: `orderPlaced` moves from `orders.placed` to `shop.orders.placed`.
    How to ship it safely: serve both addresses until nobody uses the old one: declare a second channel.
    """
    return f"the channel moved from {event.before} to {event.after}"


@RULES.rule(on="operation", action="removed", severity=BREAKING)
def channel_operation_removed(event: Event) -> str:
    """An operation is gone from a channel that is still there.

    What it finds: an action on an address that only the previous document has, where the address is
    still in use.
    Why it matters: what consumers send is no longer received, or what they wait for is no longer sent.
    Example: the application no longer receives on `orders.{id}.cancel`, it only sends there.
    How to ship it safely: announce the end, and remove the operation when no deployed consumer uses it.
    """
    return f"`{event.name}` was removed"


@RULES.rule(on="operation", action="added", severity=SAFE)
def channel_operation_added(event: Event) -> str:
    """There is a new operation on a known channel.

    What it finds: an action on an address that only the current document has, where the address was in
    use before.
    Why it matters: nobody depends on it yet.
    Example: the application also receives on `orders.{id}.cancel`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.name}` was added"


@RULES.rule(on="operation id", action="changed", severity=SAFE)
def channel_operation_id_changed(event: Event) -> str:
    """An operation has another name.

    What it finds: an `operationId` of AsyncAPI 2, or the key of an operation of AsyncAPI 3, that
    differs.
    Why it matters: nothing changes on the wire, but generated code calls the operation by this name.
    Example: `onOrderPlaced` becomes `handleOrderPlaced`.
    How to ship it safely: keep the name, or tell those who generate code.
    """
    return f"`{event.subject}` is called {event.after} instead of {event.before}"


@RULES.rule(on="parameter location", action="changed", severity=DANGEROUS)
def channel_parameter_location_changed(event: Event) -> str:
    """A parameter of an address is taken from somewhere else.

    What it finds: the `location` of a channel's parameter, in the message, that differs, was stated or
    is no longer stated.
    Why it matters: who makes the address from the message, or reads one from the other, finds another
    value.
    Example: `userId` of `users/{userId}/signedup` was in `$message.payload#/user/id`, and is in
    `$message.header#/user`.
    How to ship it safely: fill both places with the same value until everybody reads the new one.
    """
    before, after = event.before or "nowhere in the message", event.after or "nowhere in it"
    return f"the parameter {event.name} was taken from {before} and is taken from {after} now"


@RULES.rule(on="channel server", action="removed", severity=BREAKING)
def channel_server_removed(event: Event) -> str:
    """A channel is no longer on one of the servers.

    What it finds: a server that is still declared, and that the channel was on in the previous document
    only.
    Why it matters: who is connected to that server cannot use the channel any more.
    Example: `orders.placed` is on `production`, and no longer on `legacy`.
    How to ship it safely: keep the channel on both servers until nobody uses it on the old one.
    """
    return f"`{event.subject}` is no longer on the server {event.name}"


@RULES.rule(on="channel server", action="added", severity=SAFE)
def channel_server_added(event: Event) -> str:
    """A channel is on a further server.

    What it finds: a server that was declared before, and that the channel is on in the current document
    only.
    Why it matters: who uses the channel elsewhere is not concerned.
    Example: `orders.placed` is also on `eu`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is also on the server {event.name}"
