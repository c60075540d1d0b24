"""Rules about the names of types, and about schemas that come and go."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("avro",))


@RULES.rule(on="name", action="changed", severity=BREAKING)
def avro_name_changed(event: Event) -> str | None:
    """A record, an enum or a fixed has another name.

    What it finds: two named types in the same place whose names differ, where one side has no alias for the other's.
    Why it matters: types only match when their names do; data of the other name is not read.
    Example: `com.acme.Order` becomes `com.acme.Purchase`. With the alias `Order` the current schema still reads older
    data, while readers of the previous one fail.
    How to ship it safely: add the new name as an alias first, deploy that to all readers, then rename the type.
    """
    return f"`{event.before}` is called `{event.after}` now" if event.harmful else None


@RULES.rule(on="name", action="changed", severity=SAFE)
def avro_name_changed_with_aliases(event: Event) -> str | None:
    """A named type was renamed, and both sides know both names.

    What it finds: two named types in the same place whose names differ, each an alias of the other.
    Why it matters: data of either name is read by both.
    Example: `com.acme.Order` with the alias `Purchase` becomes `com.acme.Purchase` with the alias `Order`.
    How to ship it safely: it is safe as it is.
    """
    return (
        None
        if event.harmful
        else f"`{event.before}` is called `{event.after}` now; both schemas know both names"
    )


@RULES.rule(on="name", action="moved", severity=DANGEROUS)
def avro_namespace_changed(event: Event) -> str:
    """A named type is in another namespace.

    What it finds: two named types in the same place whose names differ in the namespace only.
    Why it matters: since 1.12 the specification matches types by the name without the namespace. Older libraries and
    those that make classes from schemas compare the full name, and fail.
    Example: `com.acme.Order` becomes `com.acme.orders.Order`.
    How to ship it safely: add the previous full name as an alias, and the new one to the previous schema first.
    """
    return f"`{event.before}` is `{event.after}` now, which not every library reads as the same type"


@RULES.rule(on="alias", action="ambiguous", severity=BREAKING)
def avro_alias_ambiguous(event: Event) -> str:
    """A field is read from several fields of the data at once.

    What it finds: a field whose name and aliases are the names of more than one field that the other schema writes.
    Why it matters: an alias says that a field was renamed; where the data has both, libraries refuse the schemas.
    Example: `com.acme.Order` has `amount` and `total`, of which only `total` is left, with the alias `amount`.
    How to ship it safely: leave the alias out, since the field was not renamed but dropped.
    """
    fields = " and ".join(f"`{name}`" for name in event.before)
    return f"`{event.name}` could be read from {fields} of the data, which readers refuse"


@RULES.rule(on="schema", action="removed", severity=BREAKING)
def avro_schema_removed(event: Event) -> str:
    """A schema is no longer part of the contract.

    What it finds: a schema of its own among the files of the previous bundle that the current one does not have.
    Why it matters: nobody can read or write its data by this contract any more.
    Example: `com.acme.Refund` is taken out of the schemas of the order service.
    How to ship it safely: stop writing the data, wait until nobody reads it, then remove the schema.
    """
    return f"The schema `{event.name}` was removed"


@RULES.rule(on="schema", action="added", severity=SAFE)
def avro_schema_added(event: Event) -> str:
    """A schema was added to the contract.

    What it finds: a schema of its own among the files of the current bundle that the previous one did not have.
    Why it matters: nobody depends on it yet.
    Example: `com.acme.Refund` joins the schemas of the order service.
    How to ship it safely: it is safe as it is.
    """
    return f"The schema `{event.name}` was added"
