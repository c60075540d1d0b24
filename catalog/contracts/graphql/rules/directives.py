"""Rules about directives."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("graphql",))


@RULES.rule(on="directive", action="added", direction="request", severity=SAFE)
def graphql_directive_added(event: Event) -> str:
    """There is a new directive.

    What it finds: a directive that requests may hold and only the current schema defines.
    Why it matters: nobody uses it yet.
    Example: `@defer on FRAGMENT_SPREAD` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the directive `{event.subject}` was added"


@RULES.rule(on="directive", action="removed", direction="request", severity=BREAKING)
def graphql_directive_removed(event: Event) -> str:
    """A directive is gone.

    What it finds: a directive that requests may hold and only the previous schema defines.
    Why it matters: requests that hold it are refused.
    Example: `@uppercase on FIELD` is gone.
    How to ship it safely: keep it, without effect, until no deployed consumer writes it.
    """
    return f"the directive `{event.subject}` was removed"


@RULES.rule(on="directive", action="not repeatable", direction="request", severity=BREAKING)
def graphql_directive_no_longer_repeatable(event: Event) -> str:
    """A directive may stand at a place only once.

    What it finds: `repeatable` that only the previous schema has.
    Why it matters: requests that repeat it are refused.
    Example: `@tag` is no longer repeatable.
    How to ship it safely: keep it repeatable until no deployed consumer repeats it.
    """
    return f"the directive `{event.subject}` is no longer repeatable"


@RULES.rule(on="directive", action="repeatable", direction="request", severity=SAFE)
def graphql_directive_became_repeatable(event: Event) -> str:
    """A directive may stand at a place several times.

    What it finds: `repeatable` that only the current schema has.
    Why it matters: requests that hold it once are still valid.
    Example: `@tag` is repeatable now.
    How to ship it safely: it is safe as it is.
    """
    return f"the directive `{event.subject}` is repeatable now"


@RULES.rule(on="location", action="removed", direction="request", severity=BREAKING)
def graphql_directive_location_removed(event: Event) -> str:
    """A directive may no longer stand somewhere.

    What it finds: a location in requests that only the previous schema gives the directive.
    Why it matters: requests with the directive at such a place are refused.
    Example: `@cached` may no longer stand at a `FIELD`.
    How to ship it safely: keep the location until no deployed consumer uses it.
    """
    return f"the directive `{event.subject}` may no longer stand at {event.name}"


@RULES.rule(on="location", action="added", direction="request", severity=SAFE)
def graphql_directive_location_added(event: Event) -> str:
    """A directive may stand somewhere else too.

    What it finds: a location in requests that only the current schema gives the directive.
    Why it matters: requests that were valid still are.
    Example: `@cached` may stand at a `QUERY` too.
    How to ship it safely: it is safe as it is.
    """
    return f"the directive `{event.subject}` may stand at {event.name} too"


@RULES.rule(on="schema directive", action="changed", severity=SAFE)
def graphql_schema_directive_changed(event: Event) -> str:
    """A directive that only the schema itself holds differs, is new or is gone.

    What it finds: a directive that has no location in requests, of a schema with root types, and that is new or takes
    more than before. Where a part of a schema has none, its directives are for others to use, and are judged as if
    requests held them.
    Why it matters: consumers cannot write it, so that nothing that they send depends on it; what reads the schema, as
    a generator or gateway does, may.
    Example: `@owner on OBJECT` has an optional argument more.
    How to ship it safely: it is safe as it is; tell those whose tools read the schema.
    """
    return f"the directive `@{event.name}`, which no request can hold, differs"


@RULES.rule(on="schema directive", action="restricted", severity=DANGEROUS)
def graphql_schema_directive_restricted(event: Event) -> str:
    """A directive is gone from schemas, or may be written there in fewer ways.

    What it finds: a directive of a schema with root types that is gone and had no location in requests, that takes less
    or demands more than before, or that has lost a location in schemas.
    Why it matters: consumers cannot write it there, so that nothing that they send depends on it; but schemas that are
    composed with this one, or extend it, are refused where they write it as before.
    Example: `@owner on OBJECT | INTERFACE` may no longer be written at interfaces.
    How to ship it safely: go on defining it until no schema that is composed with this one uses it.
    """
    return f"the directive `@{event.name}` is gone from schemas, or may be written there in fewer ways"
