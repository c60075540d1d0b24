"""Rules about the fields of input objects."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="input field", action="required added", direction="request", severity=BREAKING)
def graphql_required_input_field_added(event: Event) -> str:
    """An input object has a new field that has to be given.

    What it finds: a non-null field of an input object without a default that only the current schema has.
    Why it matters: every request that was written before lacks it and is refused.
    Example: `OrderFilter.shop: ID!` is new.
    How to ship it safely: add it as nullable or with a default; take a new input object where it is needed.
    """
    return f"`{event.subject}` was added and is required"


@RULES.rule(on="input field", action="added", direction="request", severity=SAFE)
def graphql_optional_input_field_added(event: Event) -> str:
    """An input object has a new field that may be left out.

    What it finds: a nullable field of an input object without a default that only the current schema has.
    Why it matters: requests that were written before are still valid, and say nothing about it.
    Example: `OrderFilter.shop: ID` is new.
    How to ship it safely: it is safe as long as leaving it out means what it meant before.
    """
    return f"`{event.subject}` was added and may be left out"


@RULES.rule(on="input field", action="added with default", direction="request", severity=DANGEROUS)
def graphql_input_field_with_default_added(event: Event) -> str:
    """An input object has a new field, and a value for those who leave it out.

    What it finds: a field of an input object with a default that only the current schema has.
    Why it matters: requests that were written before are still valid, and get this value without having asked for it.
    Example: `OrderFilter.open: Boolean = true` is new: there were all orders before.
    How to ship it safely: take a default that does what was done before.
    """
    return f"`{event.subject}` was added, and is `{event.after}` for those who leave it out"


@RULES.rule(on="input field", action="removed", direction="request", severity=BREAKING)
def graphql_input_field_removed(event: Event) -> str:
    """A field of an input object is gone, without having been deprecated.

    What it finds: a field of an input object that only the previous schema has.
    Why it matters: unlike an unknown property in JSON, an unknown field of an input object is an error: the
    request is refused.
    Example: `OrderFilter.shop` is gone.
    How to ship it safely: mark it `@deprecated`, wait until no deployed consumer gives it, then remove it.
    """
    return f"`{event.subject}` was removed without having been deprecated"


@RULES.rule(on="input field", action="removed after deprecation", direction="request", severity=BREAKING)
def graphql_input_field_removed_after_deprecation(event: Event) -> str:
    """A field of an input object that was deprecated is gone.

    What it finds: a field of an input object that only the previous schema has, where it was `@deprecated`.
    Why it matters: whoever still gives it is refused; whether anybody does is known from the consumers' contracts.
    Example: `OrderFilter.shop`, deprecated in favour of `shops`, is gone.
    How to ship it safely: remove it when no deployed consumer gives it any more.
    """
    return f"`{event.subject}`, which was deprecated, was removed"


@RULES.rule(on="input field", action="type changed", direction="request", severity=BREAKING)
def graphql_input_field_type_changed(event: Event) -> str:
    """A field of an input object has another type.

    What it finds: a field of an input object of another named type, or that is a list on one side only.
    Why it matters: requests declare the type of their variables by name, so that even a wider type refuses them.
    Example: `OrderFilter.customer` goes from `Int!` to `ID!`.
    How to ship it safely: add a field of the new type beside it and deprecate this one.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="input field", action="became required", direction="request", severity=BREAKING)
def graphql_input_field_became_required(event: Event) -> str:
    """A field of an input object has to be given now.

    What it finds: a field of an input object that is non-null without a default, and was nullable or had a default.
    Why it matters: requests that leave it out are refused.
    Example: `OrderFilter.first` goes from `Int` to `Int!`.
    How to ship it safely: give it a default.
    """
    return f"`{event.subject}` became required: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="input field", action="null refused", direction="request", severity=BREAKING)
def graphql_input_field_refuses_null(event: Event) -> str:
    """A field of an input object, or an item of it, may not be null any more.

    What it finds: a `!` that is new in the type of a field of an input object, where it may still be left out or
    was required before.
    Why it matters: requests that give null, or a variable that may be null inside a list, are refused.
    Example: `OrderFilter.ids` goes from `[ID]` to `[ID!]`.
    How to ship it safely: go on accepting null and do without it.
    """
    return f"`{event.subject}` refuses null now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="input field", action="became optional", direction="request", severity=SAFE)
def graphql_input_field_became_optional(event: Event) -> str:
    """A field of an input object may be left out now.

    What it finds: a field of an input object that was non-null without a default, and is nullable or has a default.
    Why it matters: requests that give it are still valid.
    Example: `OrderFilter.first` goes from `Int!` to `Int`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` may be left out now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="input field", action="null allowed", direction="request", severity=SAFE)
def graphql_input_field_accepts_null(event: Event) -> str:
    """A field of an input object, or an item of it, may be null now.

    What it finds: a `!` that is gone from the type of a field of an input object, with none new, where it could
    be left out before or still cannot.
    Why it matters: requests that were valid still are.
    Example: `OrderFilter.ids` goes from `[ID!]` to `[ID]`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` accepts null now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="input field", action="default changed", direction="request", severity=DANGEROUS)
def graphql_input_field_default_changed(event: Event) -> str:
    """A field of an input object that is left out has another value.

    What it finds: a default that differs in meaning; how it is written does not count.
    Why it matters: requests that leave it out are answered otherwise, without a word.
    Example: `OrderFilter.first` goes from 10 to 100 when it is left out.
    How to ship it safely: tell the consumers, or keep the default and let them ask for more.
    """
    return f"`{event.subject}` is `{event.after}` instead of `{event.before}` for those who leave it out"


@RULES.rule(on="input field", action="default added", direction="request", severity=DANGEROUS)
def graphql_input_field_default_added(event: Event) -> str:
    """A field of an input object that is left out has a value now.

    What it finds: a default that only the current schema states, for a field that could be left out before.
    Why it matters: the server now takes this value, whatever it did before.
    Example: `OrderFilter.first` is 20 when it is left out.
    How to ship it safely: state what was done anyway.
    """
    return f"`{event.subject}` is `{event.after}` now for those who leave it out"


@RULES.rule(on="input field", action="default removed", direction="request", severity=DANGEROUS)
def graphql_input_field_default_removed(event: Event) -> str:
    """A field of an input object that is left out has no value any more.

    What it finds: a default that only the previous schema states, for a field that still may be left out.
    Why it matters: what requests that leave it out get is no longer said.
    Example: `OrderFilter.first` was 20 when it was left out.
    How to ship it safely: keep the default.
    """
    return f"`{event.subject}` was `{event.before}` for those who leave it out, and is nothing now"
