"""Rules about the fields of objects and interfaces."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="field", action="added", direction="response", severity=SAFE)
def graphql_field_added(event: Event) -> str:
    """A type has a new field.

    What it finds: a field of an object or interface that only the current schema has.
    Why it matters: responses hold what was selected and nothing else, so nobody receives it unasked.
    Example: `Order.total` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` was added"


@RULES.rule(on="field", action="removed", direction="response", severity=BREAKING)
def graphql_field_removed(event: Event) -> str:
    """A field is gone, without having been deprecated.

    What it finds: a field of an object or interface that only the previous schema has.
    Why it matters: a request that selects it is refused as a whole, with all else that it asks for.
    Example: `Order.total` is gone.
    How to ship it safely: mark it `@deprecated` and say what to select instead, wait until no deployed consumer
    selects it, then remove it.
    """
    return f"`{event.subject}` was removed without having been deprecated"


@RULES.rule(on="field", action="removed after deprecation", direction="response", severity=BREAKING)
def graphql_field_removed_after_deprecation(event: Event) -> str:
    """A field that was deprecated is gone.

    What it finds: a field that only the previous schema has, where it was `@deprecated`.
    Why it matters: whoever still selects it is refused; whether anybody does is known from the consumers' contracts.
    Example: `Order.total`, deprecated in favour of `Order.price`, is gone.
    How to ship it safely: remove it when no deployed consumer selects it any more.
    """
    return f"`{event.subject}`, which was deprecated ({event.before}), was removed"


@RULES.rule(on="field", action="type changed", direction="response", severity=BREAKING)
def graphql_field_type_changed(event: Event) -> str:
    """A field has another type.

    What it finds: a field of another named type, or that is a list on one side only.
    Why it matters: consumers read a value of the old type; where one of both is an object, their selection is no
    longer valid either.
    Example: `Order.total` goes from `Float` to `Money`.
    How to ship it safely: add a field of the new type beside it and deprecate this one.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="null", action="allowed", direction="response", severity=BREAKING)
def graphql_field_became_nullable(event: Event) -> str:
    """A field, or an item of it, may be null now.

    What it finds: a `!` that is gone from the type of a field, at any level of its lists.
    Why it matters: consumers were promised a value, and do not look for null.
    Example: `Order.customer` goes from `Customer!` to `Customer`.
    How to ship it safely: keep the promise and fail the request instead, or add a nullable field beside it.
    """
    return f"`{event.subject}` may be null now: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="null", action="refused", direction="response", severity=SAFE)
def graphql_field_became_non_null(event: Event) -> str:
    """A field, or an item of it, is never null any more.

    What it finds: a `!` that is new in the type of a field, at any level of its lists, with none gone.
    Why it matters: consumers receive what they were prepared for.
    Example: `Order.customer` goes from `Customer` to `Customer!`.
    How to ship it safely: it is safe as it is, unless a request selects the field under one name together with that of
    another type; such a request is a change of its own.
    """
    return f"`{event.subject}` is never null any more: it went from `{event.before}` to `{event.after}`"


@RULES.rule(on="selection", action="conflicts", direction="response", severity=DANGEROUS)
def graphql_fields_conflict(event: Event) -> str:
    """Fields of two types can no longer be selected together under one name.

    What it finds: a field whose type became stricter, with a field of the same name in another type that a value at
    the same place may be of; shown by a request that was valid and is not any more.
    Why it matters: fields with one name in a response must have the same shape, null included (GraphQL, section
    5.3.2); a request that selects both is refused, though either alone is safe.
    Example: `User.name` goes from `String` to `String!` while `Team.name` stays `String`, and a request selects
    `... on User { name } ... on Team { name }`.
    How to ship it safely: change both fields at once, or look first whether a consumer selects them together.
    """
    return f"`{event.subject}` can no longer be selected beside `{event.name}`"
