"""Rules about the arguments of fields, and of the directives that a consumer writes."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="argument", action="required added", direction="request", severity=BREAKING)
def graphql_required_argument_added(event: Event) -> str:
    """There is a new argument that has to be given.

    What it finds: a non-null argument without a default that only the current schema has.
    Why it matters: every request that was written before lacks it and is refused.
    Example: `Query.orders(shop: ID!)` is new.
    How to ship it safely: add it as nullable or with a default; add a new field where it is needed.
    """
    return f"`{event.subject}` was added and is required"


@RULES.rule(on="argument", action="added", direction="request", severity=SAFE)
def graphql_optional_argument_added(event: Event) -> str:
    """There is a new argument that may be left out.

    What it finds: a nullable argument without a default that only the current schema has.
    Why it matters: requests that were written before are still valid, and say nothing about it.
    Example: `Query.orders(shop: ID)` is new.
    How to ship it safely: it is safe as long as leaving it out means what it meant before.
    """
    return f"`{event.subject}` was added and may be left out"


@RULES.rule(on="argument", action="added with default", direction="request", severity=DANGEROUS)
def graphql_argument_with_default_added(event: Event) -> str:
    """There is a new argument, and a value for those who leave it out.

    What it finds: an argument with a default that only the current schema has.
    Why it matters: requests that were written before are still valid, and get this value without having asked for it.
    Example: `Query.orders(first: Int = 20)` is new: there were all of them before.
    How to ship it safely: take a default that does what was done before.
    """
    return f"`{event.subject}` was added, and is `{event.after}` for those who leave it out"


@RULES.rule(on="argument", action="removed", direction="request", severity=BREAKING)
def graphql_argument_removed(event: Event) -> str:
    """An argument is gone, without having been deprecated.

    What it finds: an argument that only the previous schema has.
    Why it matters: unlike an unknown property in JSON, an unknown argument is an error: the request is refused.
    Example: `Query.orders(shop:)` is gone.
    How to ship it safely: mark it `@deprecated`, wait until no deployed consumer gives it, then remove it.
    """
    return f"`{event.subject}` was removed without having been deprecated"


@RULES.rule(on="argument", action="removed after deprecation", direction="request", severity=BREAKING)
def graphql_argument_removed_after_deprecation(event: Event) -> str:
    """An argument that was deprecated is gone.

    What it finds: an argument that only the previous schema has, where it was `@deprecated`.
    Why it matters: whoever still gives it is refused; whether anybody does is known from the consumers' contracts.
    Example: `Query.orders(shop:)`, deprecated in favour of `filter`, is gone.
    How to ship it safely: remove it when no deployed consumer gives it any more.
    """
    return f"`{event.subject}`, which was deprecated, was removed"


@RULES.rule(on="argument", action="type changed", direction="request", severity=BREAKING)
def graphql_argument_type_changed(event: Event) -> str:
    """An argument has another type.

    What it finds: an argument of another named type, or that is a list on one side only.
    Why it matters: requests declare the type of their variables by name, so that even a wider type refuses them.
    Example: `Query.order(id:)` goes from `Int!` to `ID!`.
    How to ship it safely: add an argument of the new type beside it and deprecate this one.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="argument", action="became required", direction="request", severity=BREAKING)
def graphql_argument_became_required(event: Event) -> str:
    """An argument has to be given now.

    What it finds: an argument that is non-null without a default, and was nullable or had a default.
    Why it matters: requests that leave it out are refused.
    Example: `Query.orders(first:)` goes from `Int` to `Int!`.
    How to ship it safely: give it a default.
    """
    return f"`{event.subject}` became required: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="argument", action="null refused", direction="request", severity=BREAKING)
def graphql_argument_refuses_null(event: Event) -> str:
    """An argument, or an item of it, may not be null any more.

    What it finds: a `!` that is new in the type of an argument, where it may still be left out or was required before.
    Why it matters: requests that give null, or a variable that may be null inside a list, are refused.
    Example: `Query.orders(ids:)` goes from `[ID]` to `[ID!]`.
    How to ship it safely: go on accepting null and do without it.
    """
    return f"`{event.subject}` refuses null now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="argument", action="became optional", direction="request", severity=SAFE)
def graphql_argument_became_optional(event: Event) -> str:
    """An argument may be left out now.

    What it finds: an argument that was non-null without a default, and is nullable or has a default.
    Why it matters: requests that give it are still valid.
    Example: `Query.orders(first:)` goes from `Int!` to `Int`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` may be left out now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="argument", action="null allowed", direction="request", severity=SAFE)
def graphql_argument_accepts_null(event: Event) -> str:
    """An argument, or an item of it, may be null now.

    What it finds: a `!` that is gone from the type of an argument, with none new, where it could be left out before or
    still cannot.
    Why it matters: requests that were valid still are.
    Example: `Query.orders(ids:)` goes from `[ID!]` to `[ID]`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` accepts null now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="argument", action="default changed", direction="request", severity=DANGEROUS)
def graphql_argument_default_changed(event: Event) -> str:
    """An argument that is left out has another value.

    What it finds: a default that differs in meaning; how it is written does not count.
    Why it matters: requests that leave it out are answered otherwise, without a word.
    Example: `Query.orders(first:)` goes from 10 to 100 when it is left out.
    How to ship it safely: tell the consumers, or keep the default and let them ask for more.
    """
    return f"`{event.subject}` is `{event.after}` instead of `{event.before}` for those who leave it out"


@RULES.rule(on="argument", action="default added", direction="request", severity=DANGEROUS)
def graphql_argument_default_added(event: Event) -> str:
    """An argument that is left out has a value now.

    What it finds: a default that only the current schema states, for an argument that could be left out before.
    Why it matters: the server now takes this value, whatever it did before.
    Example: `Query.orders(first:)` is 20 when it is left out.
    How to ship it safely: state what was done anyway.
    """
    return f"`{event.subject}` is `{event.after}` now for those who leave it out"


@RULES.rule(on="argument", action="default removed", direction="request", severity=DANGEROUS)
def graphql_argument_default_removed(event: Event) -> str:
    """An argument that is left out has no value any more.

    What it finds: a default that only the previous schema states, for an argument that still may be left out.
    Why it matters: what requests that leave it out get is no longer said.
    Example: `Query.orders(first:)` was 20 when it was left out.
    How to ship it safely: keep the default.
    """
    return f"`{event.subject}` was `{event.before}` for those who leave it out, and is nothing now"
