"""Rules about types, null, alternatives and lists of values."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("openapi", "asyncapi", "jsonschema"))


@RULES.rule(on="type", action="changed", direction="request", severity=BREAKING)
def request_type_changed(event: Event) -> str:
    """What is sent must be of another type.

    What it finds: a type that the previous request accepts and the current one does not, with another in
    its place.
    Why it matters: values of the old type are rejected.
    Example: `amount` goes from number to string.
    How to ship it safely: accept both types, or add a new property.
    """
    return f"`{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="type", action="changed", direction="response", severity=BREAKING)
def response_type_changed(event: Event) -> str:
    """What is received is of another type.

    What it finds: a type that the current response may have and the previous one could not.
    Why it matters: consumers fail to read it.
    Example: `amount` goes from number to string.
    How to ship it safely: add a new property with the new type, and keep the old one.
    """
    return f"`{event.subject}` went from {event.before} to {event.after}"


@RULES.rule(on="type", action="narrowed", direction="request", severity=BREAKING)
def request_type_narrowed(event: Event) -> str:
    """Fewer types are accepted.

    What it finds: a type that the previous request accepts and the current one does not.
    Why it matters: values of that type are rejected.
    Example: `quantity` goes from number to integer.
    How to ship it safely: go on accepting the old type and convert it.
    """
    only = "" if event.after == "nothing" else "only "
    return f"`{event.subject}` accepted {event.before} and accepts {only}{event.after} now"


@RULES.rule(on="type", action="widened", direction="request", severity=SAFE)
def request_type_widened(event: Event) -> str:
    """More types are accepted.

    What it finds: a type that only the current request accepts.
    Why it matters: everything that was sent is still accepted.
    Example: `quantity` goes from integer to number.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` accepted {event.before} and accepts {event.after} now"


@RULES.rule(on="type", action="narrowed", direction="response", severity=SAFE)
def response_type_narrowed(event: Event) -> str:
    """Fewer types are received.

    What it finds: a type that only the previous response could have.
    Why it matters: consumers can read everything that they receive.
    Example: `quantity` goes from number to integer.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` could be {event.before} and is always {event.after} now"


@RULES.rule(on="type", action="widened", direction="response", severity=BREAKING)
def response_type_widened(event: Event) -> str:
    """More types may be received.

    What it finds: a type that only the current response may have.
    Why it matters: consumers fail to read values of a type that they do not expect.
    Example: `quantity` goes from integer to number.
    How to ship it safely: put the wider value into a new property.
    """
    return f"`{event.subject}` was {event.before} and may be {event.after} now"


@RULES.rule(on="null", action="removed", direction="request", severity=BREAKING)
def request_null_refused(event: Event) -> str:
    """Null could be sent and is refused now.

    What it finds: null, in any spelling, among the values of the previous request only.
    Why it matters: requests that send null are rejected.
    Example: `nickname` is no longer `nullable`.
    How to ship it safely: go on accepting null and treat it as absent.
    """
    return f"`{event.subject}` accepted null and refuses it now"


@RULES.rule(on="null", action="added", direction="request", severity=SAFE)
def request_null_accepted(event: Event) -> str:
    """Null may be sent.

    What it finds: null, in any spelling, among the values of the current request only.
    Why it matters: everything that was sent is still accepted.
    Example: `nickname` becomes `nullable`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` accepts null now"


@RULES.rule(on="null", action="added", direction="response", severity=BREAKING)
def response_became_nullable(event: Event) -> str:
    """Null may be received.

    What it finds: null, in any spelling, among the values of the current response only.
    Why it matters: consumers use the value without looking whether there is one.
    Example: `owner` of `GET /teams/{id}` becomes `nullable`.
    How to ship it safely: send a neutral value, or wait for the next major version.
    """
    return f"`{event.subject}` was never null and may be null now"


@RULES.rule(on="null", action="removed", direction="response", severity=SAFE)
def response_no_longer_nullable(event: Event) -> str:
    """Null is no longer received.

    What it finds: null, in any spelling, among the values of the previous response only.
    Why it matters: consumers that were ready for null still work.
    Example: `owner` of `GET /teams/{id}` is never null.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` could be null and never is now"


@RULES.rule(on="alternative", action="removed", direction="request", severity=BREAKING)
def request_alternative_removed(event: Event) -> str:
    """One of several forms of what is sent is no longer accepted.

    What it finds: a branch of `oneOf` or `anyOf` of the previous request that no branch of the current one
    covers.
    Why it matters: requests of that form are rejected.
    Example: a payment can no longer be a `BankTransfer`.
    How to ship it safely: keep the form as deprecated until nobody sends it.
    """
    return f"`{event.subject}` no longer accepts {_form(event)}"


@RULES.rule(on="alternative", action="added", direction="request", severity=SAFE)
def request_alternative_added(event: Event) -> str:
    """One more form of what is sent is accepted.

    What it finds: a branch of `oneOf` or `anyOf` that only the current request has.
    Why it matters: everything that was sent is still accepted.
    Example: a payment can also be a `Voucher`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` also accepts {_form(event)}"


@RULES.rule(on="alternative", action="added", direction="response", severity=BREAKING)
def response_alternative_added(event: Event) -> str:
    """One more form of what is received is possible.

    What it finds: a branch of `oneOf` or `anyOf` of the current response that no branch of the previous one
    covers.
    Why it matters: consumers do not know what to do with that form.
    Example: a payment in `GET /payments/{id}` can also be a `Voucher`.
    How to ship it safely: send the new form only to consumers that ask for it.
    """
    return f"`{event.subject}` may also be {_form(event)}"


@RULES.rule(on="alternative", action="removed", direction="response", severity=SAFE)
def response_alternative_removed(event: Event) -> str:
    """One of several forms of what is received is no longer sent.

    What it finds: a branch of `oneOf` or `anyOf` that only the previous response has.
    Why it matters: consumers can read everything that they receive.
    Example: a payment in `GET /payments/{id}` is never a `BankTransfer`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is never {_form(event)} now"


def _form(event: Event) -> str:
    return f"`{event.name}`" if event.name else f"one of its forms ({event.before})"


@RULES.rule(on="enum value", action="removed", direction="request", severity=BREAKING)
def request_enum_value_removed(event: Event) -> str:
    """A value that could be sent is refused now.

    What it finds: a value that only the previous request lists in `enum` or `const`.
    Why it matters: requests with that value are rejected.
    Example: `status` no longer accepts `archived`.
    How to ship it safely: go on accepting the value as deprecated.
    """
    return f"`{event.subject}` no longer accepts {shown(event.before)}"


@RULES.rule(on="enum value", action="added", direction="request", severity=SAFE)
def request_enum_value_added(event: Event) -> str:
    """One more value may be sent.

    What it finds: a value that only the current request lists in `enum` or `const`.
    Why it matters: everything that was sent is still accepted.
    Example: `status` also accepts `archived`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` also accepts {shown(event.after)}"


@RULES.rule(on="enum value", action="added", direction="response", severity=DANGEROUS)
def response_enum_value_added(event: Event) -> str:
    """One more value may be received.

    What it finds: a value that only the current response lists in `enum` or `const`.
    Why it matters: a consumer that handles each value does not know what to do with the new one.
    Example: `status` may be `archived`.
    How to ship it safely: tell consumers from the start that values may be added, and announce each one.
    """
    return f"`{event.subject}` may also be {shown(event.after)}"


@RULES.rule(on="enum value", action="removed", direction="response", severity=SAFE)
def response_enum_value_removed(event: Event) -> str:
    """A value is no longer received.

    What it finds: a value that only the previous response lists in `enum` or `const`.
    Why it matters: consumers can read everything that they receive.
    Example: `status` is never `archived`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is never {shown(event.before)} now"
