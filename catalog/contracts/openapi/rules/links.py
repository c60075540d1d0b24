"""Rules about links between operations."""

from catalog.contracts.changes import SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("openapi",))


@RULES.rule(on="link", action="added", severity=SAFE)
def response_link_added(event: Event) -> str:
    """A response leads on to another operation.

    What it finds: a link that only the current response has.
    Why it matters: links describe what can be called next, and change nothing on the wire; the operations
    that they lead to are compared themselves. Clients that follow links by program notice.
    Example: the order links to its invoice.
    How to ship it safely: it is safe as it is.
    """
    return f"the link {event.name} was added"


@RULES.rule(on="link", action="removed", severity=SAFE)
def response_link_removed(event: Event) -> str:
    """A response no longer leads on to an operation.

    What it finds: a link that only the previous response has.
    Why it matters: links describe what can be called next, and change nothing on the wire; the operations
    that they lead to are compared themselves. Clients that follow links by program notice.
    Example: the order no longer links to its invoice.
    How to ship it safely: keep the link as long as its operation is there.
    """
    return f"the link {event.name} was removed"


@RULES.rule(on="link", action="changed", severity=SAFE)
def response_link_changed(event: Event) -> str:
    """A link leads elsewhere.

    What it finds: a link with another operation, server, or other parameters or body to call it with.
    Why it matters: links describe what can be called next, and change nothing on the wire; the operations
    that they lead to are compared themselves. Clients that follow links by program notice.
    Example: the invoice is found by `id` instead of `number`.
    How to ship it safely: add a link of another name.
    """
    return f"the link {event.name} went from {event.before} to {event.after}"
