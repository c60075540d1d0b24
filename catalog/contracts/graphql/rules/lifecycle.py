"""Rules about what is announced of the life of fields, arguments and values."""

from catalog.contracts.changes import SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="deprecation", action="added", severity=SAFE)
def graphql_deprecated(event: Event) -> str:
    """Something was marked as deprecated.

    What it finds: `@deprecated` that only the current schema has, on a field, an argument, a field of an input object
    or a value of an enum.
    Why it matters: nothing breaks yet; whoever uses it should move to what the reason names.
    Example: `Order.total` is deprecated in favour of `Order.price`.
    How to ship it safely: name what takes its place in the reason.
    """
    return f"`{event.subject}` is deprecated now: {event.after}"


@RULES.rule(on="deprecation", action="removed", severity=SAFE)
def graphql_no_longer_deprecated(event: Event) -> str:
    """Something is no longer deprecated.

    What it finds: `@deprecated` that only the previous schema has.
    Why it matters: whoever uses it may stay.
    Example: `Order.total` lives on.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is no longer deprecated"


@RULES.rule(on="deprecation", action="reason changed", severity=SAFE)
def graphql_deprecation_reason_changed(event: Event) -> str:
    """Something is deprecated for another reason.

    What it finds: another `reason` in `@deprecated`.
    Why it matters: it often names what to use instead.
    Example: `Order.total` is deprecated in favour of `Order.amount`, no longer of `Order.price`.
    How to ship it safely: it is safe as it is.
    """
    return f"the reason for which `{event.subject}` is deprecated changed to: {event.after}"
