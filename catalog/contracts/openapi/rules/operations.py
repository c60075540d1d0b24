"""Rules about operations and the API as a whole."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="operation", action="added", severity=SAFE)
def operation_added(event: Event) -> str:
    """There is a new operation.

    What it finds: a method on a path that only the current document has; the names of path parameters do
    not count.
    Why it matters: nobody depends on it yet.
    Example: `POST /refunds` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.name}` was added"


@RULES.rule(on="operation", action="removed", severity=BREAKING)
def operation_removed(event: Event) -> str:
    """An operation is gone, without having been deprecated.

    What it finds: a method on a path that only the previous document has.
    Why it matters: every call of it fails.
    Example: `DELETE /orders/{id}` is gone.
    How to ship it safely: deprecate it with a sunset date, wait until nobody calls it, remove it in the
    next major version.
    """
    return f"`{event.name}` was removed without having been deprecated"


@RULES.rule(on="operation", action="removed after deprecation", severity=BREAKING)
def operation_removed_after_deprecation(event: Event) -> str:
    """An operation that was deprecated is gone.

    What it finds: a method on a path that only the previous document has, where it was `deprecated`.
    Why it matters: every call of it fails; whether anybody still calls it is known from the consumers'
    contracts.
    Example: `GET /v1/legacy`, deprecated since last year, is gone.
    How to ship it safely: remove it after its sunset, when no deployed consumer uses it.
    """
    sunset = f"; its sunset is {event.before}" if event.before else ""
    return f"`{event.name}`, which was deprecated, was removed{sunset}"


@RULES.rule(on="operation", action="deprecated", severity=SAFE)
def operation_deprecated(event: Event) -> str:
    """An operation was marked as deprecated.

    What it finds: `deprecated: true` that only the current operation has.
    Why it matters: nothing breaks yet; whoever calls it should move to its successor.
    Example: `GET /v1/legacy` is deprecated.
    How to ship it safely: name the successor and a sunset date.
    """
    sunset = f"; its sunset is {event.after}" if event.after else ""
    return f"`{event.subject}` is deprecated now{sunset}"


@RULES.rule(on="operation", action="undeprecated", severity=SAFE)
def operation_no_longer_deprecated(event: Event) -> str:
    """An operation is no longer deprecated.

    What it finds: `deprecated: true` that only the previous operation has.
    Why it matters: whoever calls it may stay.
    Example: `GET /v1/legacy` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is no longer deprecated"


@RULES.rule(on="operation id", action="changed", severity=SAFE)
def operation_id_changed(event: Event) -> str:
    """An operation has another `operationId`.

    What it finds: an `operationId` that differs between the two documents.
    Why it matters: nothing changes on the wire, but generated clients call the method by this name.
    Example: `listOrders` becomes `searchOrders`.
    How to ship it safely: keep the name, or tell those who generate clients.
    """
    before, after = event.before or "none", event.after or "none"
    return f"the operationId of `{event.subject}` went from {before} to {after}"


@RULES.rule(on="base path", action="moved", severity=SAFE)
def base_path_moved(event: Event) -> str:
    """The API is served under another path.

    What it finds: a `basePath` or a path in `servers` that differs between the two documents.
    Why it matters: versions often live side by side under their own paths; operations are compared without
    it.
    Example: `/v1.24` becomes `/v1.25`.
    How to ship it safely: keep serving the old path until nobody calls it.
    """
    return f"the API moved from {event.before} to {event.after}"


@RULES.rule(on="operation", action="removed before sunset", severity=BREAKING)
def operation_removed_before_sunset(event: Event) -> str:
    """An operation is gone before the day that was promised.

    What it finds: a deprecated operation that only the previous document has, whose `x-sunset` is after
    the day on which the current document was published.
    Why it matters: consumers planned their move by that date.
    Example: `GET /v1/legacy` with the sunset 2027-06-30 is gone in May.
    How to ship it safely: keep it until its sunset, and until no deployed consumer uses it.
    """
    return f"`{event.name}` was removed before its sunset {event.before}"


@RULES.rule(on="tags", action="changed", severity=SAFE)
def operation_tags_changed(event: Event) -> str:
    """An operation has other tags.

    What it finds: `tags` that differ between the two documents, whatever their order.
    Why it matters: nothing changes on the wire, but documentation and generated clients group operations
    by them.
    Example: `GET /orders` moves from `orders` to `sales`.
    How to ship it safely: tell those who generate clients.
    """
    before, after = event.before or "none", event.after or "none"
    return f"the tags of `{event.subject}` went from {before} to {after}"


@RULES.rule(on="servers", action="changed", severity=SAFE)
def servers_changed(event: Event) -> str:
    """An operation or the whole API is served by other servers.

    What it finds: servers, or which of them is the default, that differ otherwise than by their common path, at
    any level; for `host` and `schemes` of Swagger the same.
    Why it matters: operations are compared without their servers, and whether the old ones still answer
    is not in the documents.
    Example: `https://api.example.com` becomes `https://eu.example.com`.
    How to ship it safely: keep the old server until nobody calls it.
    """
    return f"`{event.subject}` is served at {event.after} instead of {event.before}"
