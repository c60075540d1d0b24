"""Rules about discriminators, and about lists of values that are meant to grow."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="discriminator", action="moved", severity=BREAKING)
def discriminator_moved(event: Event) -> str:
    """The forms of a message are told apart by another property.

    What it finds: a `discriminator` with another `propertyName`.
    Why it matters: the other side looks at the old property to know which form it has.
    Example: `type` becomes `kind`.
    How to ship it safely: send both properties, and read both, until the next major version.
    """
    return f"the forms of `{event.subject}` are told apart by `{event.after}` instead of `{event.before}`"


@RULES.rule(on="discriminator value", action="changed", severity=BREAKING)
def discriminator_value_changed(event: Event) -> str:
    """A value of the discriminator stands for another form.

    What it finds: a value in `mapping` that leads to another component.
    Why it matters: the other side reads the message as the old form.
    Example: `card` stands for `CreditCard` instead of `DebitCard`.
    How to ship it safely: use a new value for the new form.
    """
    return f"`{event.name}` stands for `{event.after}` instead of `{event.before}` in `{event.subject}`"


@RULES.rule(on="discriminator value", action="removed", direction="request", severity=BREAKING)
def request_discriminator_value_removed(event: Event) -> str:
    """A value of the discriminator is no longer accepted.

    What it finds: a value that only the previous `mapping` has, for a form that is still there, or a component that
    no longer extends the schema.
    Why it matters: requests with that value are rejected.
    Example: `creditcard` is spelled `credit_card` now.
    How to ship it safely: keep the old value in the mapping beside the new one.
    """
    return f"`{event.subject}` no longer accepts `{event.name}` for `{event.before}`"


@RULES.rule(on="discriminator value", action="added", direction="request", severity=SAFE)
def request_discriminator_value_added(event: Event) -> str:
    """One more value of the discriminator is accepted.

    What it finds: a value that only the current `mapping` has, for a form that was there before, or a component that
    extends the schema now.
    Why it matters: everything that was sent is still accepted.
    Example: `credit_card` is accepted beside `creditcard`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` also accepts `{event.name}` for `{event.after}`"


@RULES.rule(on="discriminator value", action="removed", direction="response", severity=SAFE)
def response_discriminator_value_removed(event: Event) -> str:
    """A value of the discriminator is no longer received.

    What it finds: a value that only the previous `mapping` has, for a form that is still there, or a component that
    no longer extends the schema.
    Why it matters: consumers can read everything that they receive.
    Example: `creditcard` is no longer sent.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is never `{event.name}` now"


@RULES.rule(on="discriminator value", action="added", direction="response", severity=DANGEROUS)
def response_discriminator_value_added(event: Event) -> str:
    """One more value of the discriminator may be received.

    What it finds: a value that only the current `mapping` has, for a form that was there before, or a component that
    extends the schema now.
    Why it matters: a consumer does not know which form the new value stands for.
    Example: `credit_card` is sent instead of `creditcard`.
    How to ship it safely: go on sending the old value until the next major version.
    """
    return f"`{event.subject}` may also be `{event.name}`, which stands for `{event.after}`"


@RULES.rule(on="extensible value", action="removed", direction="request", severity=BREAKING)
def request_extensible_value_removed(event: Event) -> str:
    """A value is no longer among the known ones of an extensible list.

    What it finds: a value that only the previous request lists in `x-extensible-enum`.
    Why it matters: it was promised to have a meaning, and has none any more.
    Example: `express` is no longer listed.
    How to ship it safely: keep the value as deprecated.
    """
    return f"`{event.subject}` no longer knows {shown(event.before)}"


@RULES.rule(on="extensible value", action="removed", direction="response", severity=SAFE)
def response_extensible_value_removed(event: Event) -> str:
    """A value of an extensible list is no longer received.

    What it finds: a value that only the previous response lists in `x-extensible-enum`.
    Why it matters: consumers can read everything that they receive.
    Example: `express` is no longer listed.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is never {shown(event.before)} now"


@RULES.rule(on="extensible value", action="added", severity=SAFE)
def extensible_value_added(event: Event) -> str:
    """A value was added to an extensible list.

    What it finds: a value that only the current schema lists in `x-extensible-enum`.
    Why it matters: everybody was told that values may be added.
    Example: `express` is listed.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` may also be {shown(event.after)}"
