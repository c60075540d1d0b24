"""Rules about the values of enums, the members of unions and the interfaces of types."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="enum value", action="added", direction="response", severity=DANGEROUS)
def graphql_enum_value_added(event: Event) -> str:
    """Responses may hold one more value of an enum.

    What it finds: a value that only the current schema has, of an enum that fields return.
    Why it matters: consumers that know all values may meet one that they do not know.
    Example: `State.REFUNDED` is new, and `Order.state` returns it.
    How to ship it safely: tell consumers to expect values that they do not know; return it to those who ask for it.
    """
    return f"`{event.subject}` was added: responses may hold it"


@RULES.rule(on="enum value", action="added", direction="request", severity=SAFE)
def graphql_enum_value_accepted(event: Event) -> str:
    """Requests may hold one more value of an enum.

    What it finds: a value that only the current schema has, of an enum that arguments or input objects take.
    Why it matters: requests that were valid still are.
    Example: `State.REFUNDED` is new, and `Query.orders(state:)` takes it.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` was added: requests may hold it"


@RULES.rule(on="enum value", action="removed", direction="request", severity=BREAKING)
def graphql_enum_value_removed(event: Event) -> str:
    """Requests may no longer hold a value of an enum, which was not deprecated.

    What it finds: a value that only the previous schema has, of an enum that arguments or input objects take.
    Why it matters: requests that hold it are refused.
    Example: `State.DRAFT` is gone, and `Query.orders(state:)` took it.
    How to ship it safely: mark it `@deprecated`, wait until no deployed consumer sends it, then remove it.
    """
    return f"`{event.subject}`, which requests may hold, was removed without having been deprecated"


@RULES.rule(on="enum value", action="removed after deprecation", direction="request", severity=BREAKING)
def graphql_enum_value_removed_after_deprecation(event: Event) -> str:
    """Requests may no longer hold a value of an enum that was deprecated.

    What it finds: a value that only the previous schema has, where it was `@deprecated`, of an enum that arguments or
    input objects take.
    Why it matters: whoever still sends it is refused; whether anybody does is known from the consumers' contracts.
    Example: `State.DRAFT`, deprecated in favour of `State.NEW`, is gone.
    How to ship it safely: remove it when no deployed consumer sends it any more.
    """
    return f"`{event.subject}`, which requests may hold and which was deprecated, was removed"


@RULES.rule(on="enum value", action="no longer sent", direction="response", severity=DANGEROUS)
def graphql_enum_value_no_longer_returned(event: Event) -> str:
    """Responses hold a value of an enum no more.

    What it finds: a value that only the previous schema has, of an enum that fields return.
    Why it matters: nothing arrives that consumers do not know, but those who act on the value wait for it in vain, and
    code that names it no longer compiles once it is generated anew. Where requests may hold the value too, that is a
    breaking change of its own.
    Example: `State.DRAFT` is gone, and `Order.state` returned it.
    How to ship it safely: mark it `@deprecated` and tell those who act on it, then remove it.
    """
    return f"`{event.subject}` was removed: responses hold it no more"


@RULES.rule(on="member", action="added", direction="response", severity=DANGEROUS)
def graphql_union_member_added(event: Event) -> str:
    """A union may be one more type.

    What it finds: a member of a union that only the current schema has.
    Why it matters: consumers that know all members may receive one of which they selected nothing.
    Example: `Parcel` is a member of `SearchResult` now.
    How to ship it safely: tell consumers to expect members that they do not know.
    """
    return f"`{event.name}` was added to the union `{event.subject}`"


@RULES.rule(on="member", action="removed", direction="response", severity=BREAKING)
def graphql_union_member_removed(event: Event) -> str:
    """A union is one type less.

    What it finds: a member of a union that only the previous schema has.
    Why it matters: a request with a fragment on it is refused.
    Example: `Parcel` is no longer a member of `SearchResult`.
    How to ship it safely: keep the member and return it no more, until no deployed consumer names it.
    """
    return f"`{event.name}` was removed from the union `{event.subject}`"


@RULES.rule(on="interface", action="added", direction="response", severity=DANGEROUS)
def graphql_interface_added(event: Event) -> str:
    """A type implements one more interface.

    What it finds: an interface that only the current schema says the type to implement, and that requests could
    ask for before.
    Why it matters: where the interface is returned, consumers may receive a type that they do not know.
    Example: `Parcel` implements `Node` now.
    How to ship it safely: tell consumers to expect types that they do not know.
    """
    return f"`{event.subject}` implements `{event.name}` now"


@RULES.rule(on="interface", action="new", direction="response", severity=SAFE)
def graphql_new_interface_implemented(event: Event) -> str:
    """A type implements an interface that nobody could ask for before.

    What it finds: an interface that only the current schema says the type to implement, where the previous schema does
    not define it or returns it nowhere.
    Why it matters: no request that was written before can be answered with the type because of it.
    Example: `Parcel` implements `Tracked`, which is new.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` implements `{event.name}` now, which no operation returned before"


@RULES.rule(on="interface", action="removed", direction="response", severity=BREAKING)
def graphql_interface_removed(event: Event) -> str:
    """A type implements one interface less.

    What it finds: an interface that only the previous schema says the type to implement.
    Why it matters: a fragment on the interface within the type, or on the type within the interface, is refused.
    Example: `Parcel` no longer implements `Node`.
    How to ship it safely: keep the interface until no deployed consumer has such a fragment.
    """
    return f"`{event.subject}` no longer implements `{event.name}`"
