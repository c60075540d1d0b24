"""Rules about types as such, and about which of them are the roots."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="named type", action="added", severity=SAFE)
def graphql_type_added(event: Event) -> str:
    """There is a new type.

    What it finds: a type that only the current schema defines.
    Why it matters: by itself it changes nothing; what returns or takes it is told on its own.
    Example: `Parcel` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the type `{event.name}` was added"


@RULES.rule(on="named type", action="removed", severity=BREAKING)
def graphql_type_removed(event: Event) -> str:
    """A type is gone.

    What it finds: a type that only the previous schema defines, where requests or responses could hold it.
    Why it matters: requests name types in fragments and in the declarations of their variables; all these are refused.
    Example: `Parcel` is gone.
    How to ship it safely: deprecate the fields that return it, wait until no deployed consumer uses them, then remove
    both.
    """
    return f"the {event.before} type `{event.name}` was removed"


@RULES.rule(on="named type", action="kind changed", severity=BREAKING)
def graphql_type_kind_changed(event: Event) -> str:
    """A type is of another kind.

    What it finds: a type that is a scalar, an object, an interface, a union, an enum or an input object on one side,
    and something else on the other.
    Why it matters: what can be selected of it, or given for it, is something else.
    Example: `Money` was a scalar and is an object.
    How to ship it safely: take another name for the new type.
    """
    return f"the type `{event.name}` was of the kind {event.before} and is of the kind {event.after}"


@RULES.rule(on="unused type", action="changed", severity=SAFE)
def graphql_unused_type_changed(event: Event) -> str:
    """A type that no request or response can hold differs.

    What it finds: a difference in a type of the previous schema that none of its root types leads to, which would break
    nobody if one did.
    Why it matters: nobody can have used it: no request can name it where it would be valid.
    Example: `Draft`, which no field returns, has a field more.
    How to ship it safely: it is safe as it is.
    """
    return f"the type `{event.name}`, which no operation leads to, was {event.after}"


@RULES.rule(on="unused type", action="restricted", severity=DANGEROUS)
def graphql_unused_type_restricted(event: Event) -> str:
    """A type that no request or response can hold is gone, or differs in a way that would break if one could.

    What it finds: a type of the previous schema that none of its root types leads to, and that is gone or has changed
    so that whoever used it would break.
    Why it matters: no request can name it where it would be valid, but somebody may rely on it whom the schema does not
    show: another part of a composed schema, or code that was generated from all types.
    Example: `Draft`, which no field returns, is gone.
    How to ship it safely: make sure that no other schema is composed with the type, then remove it.
    """
    return f"the type `{event.name}`, which no operation leads to, was {event.after}"


@RULES.rule(on="root type", action="added", severity=SAFE)
def graphql_root_type_added(event: Event) -> str:
    """There is one more kind of operations.

    What it finds: a root type for queries, mutations or subscriptions that only the current schema has.
    Why it matters: nobody depends on it yet.
    Example: the schema has subscriptions now.
    How to ship it safely: it is safe as it is.
    """
    return f"the schema has a root type for each {event.name} now"


@RULES.rule(on="root type", action="removed", severity=BREAKING)
def graphql_root_type_removed(event: Event) -> str:
    """A whole kind of operations is gone.

    What it finds: a root type for queries, mutations or subscriptions that only the previous schema has.
    Why it matters: every such operation is refused.
    Example: the schema has no subscriptions any more.
    How to ship it safely: deprecate its fields, and wait until no deployed consumer uses one.
    """
    return f"the root type `{event.before}` for each {event.name} was removed"


@RULES.rule(on="root type", action="renamed", severity=BREAKING)
def graphql_root_type_renamed(event: Event) -> str:
    """A root type has another name.

    What it finds: another type in the role of `query`, `mutation` or `subscription`; its fields are compared with those
    of the type that had the role before.
    Why it matters: requests seldom name a root type, but fragments on it are refused, and caches are keyed by it.
    Example: the root type for queries is `RootQuery` and was `Query`.
    How to ship it safely: keep the name.
    """
    return f"the root type of the {event.name} role went from `{event.before}` to `{event.after}`"


@RULES.rule(on="scalar", action="specification changed", severity=DANGEROUS)
def graphql_scalar_specification_changed(event: Event) -> str:
    """A scalar says to be specified elsewhere.

    What it finds: another address in `@specifiedBy`.
    Why it matters: what values of the scalar look like is not in the schema, and may have changed with the address.
    Example: `DateTime` referred to RFC 3339 and refers to ISO 8601.
    How to ship it safely: keep the values, or take another name for the new ones.
    """
    return f"the scalar `{event.name}` is specified by {event.after} instead of {event.before}"


@RULES.rule(on="scalar", action="specification stated", severity=SAFE)
def graphql_scalar_specification_stated(event: Event) -> str:
    """A scalar says where it is specified, or does not any more.

    What it finds: `@specifiedBy` on one side only.
    Why it matters: it says what always was, or says it no longer.
    Example: `DateTime` refers to RFC 3339 now.
    How to ship it safely: it is safe as it is.
    """
    before, after = event.before or "nothing", event.after or "nothing"
    return f"the scalar `{event.name}` is said to be specified by {after} instead of {before}"


@RULES.rule(on="one of", action="added", direction="request", severity=BREAKING)
def graphql_one_of_added(event: Event) -> str:
    """An input object takes exactly one of its fields now.

    What it finds: `@oneOf` that only the current schema has.
    Why it matters: requests that give none or several are refused.
    Example: `OrderBy` took `id` and `number`, and takes one of them.
    How to ship it safely: take a new input object for it.
    """
    return f"the input object `{event.name}` takes exactly one of its fields now"


@RULES.rule(on="one of", action="removed", direction="request", severity=SAFE)
def graphql_one_of_removed(event: Event) -> str:
    """An input object no longer takes exactly one of its fields.

    What it finds: `@oneOf` that only the previous schema has.
    Why it matters: requests that give one are still valid.
    Example: `OrderBy` took `id` or `number`, and takes both.
    How to ship it safely: it is safe as it is.
    """
    return f"the input object `{event.name}` no longer takes exactly one of its fields"


@RULES.rule(on="key", action="removed", direction="request", severity=BREAKING)
def graphql_key_removed(event: Event) -> str:
    """An entity of a federation can no longer be asked for by a key.

    What it finds: a `@key` that only the previous schema answers for; one with `resolvable: false` counts as gone.
    Why it matters: a router asks for an entity by the keys that the schema states. References that hold this one are
    answered no more, and schemas that refer to the entity by it cannot be composed with this one.
    Example: `Product @key(fields: "id") @key(fields: "sku")` has lost the key `sku`.
    How to ship it safely: add the other key first, wait until no deployed schema refers to the entity by this one, and
    until every router is composed anew, then remove it.
    """
    return f"the entity `{event.subject}` can no longer be asked for by its key `{event.name}`"


@RULES.rule(on="key", action="added", direction="request", severity=SAFE)
def graphql_key_added(event: Event) -> str:
    """An entity of a federation can be asked for by another key.

    What it finds: a `@key` that only the current schema answers for.
    Why it matters: references with the keys that there were are answered as before.
    Example: `Product @key(fields: "id")` has the key `sku` too.
    How to ship it safely: it is safe as it is.
    """
    return f"the entity `{event.subject}` can be asked for by the key `{event.name}` too"
