"""Rules about the fields of records and their defaults."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.values import shown

RULES = RuleBook(("avro",))


@RULES.rule(on="record field", action="added", severity=SAFE)
def avro_field_added(event: Event) -> str | None:
    """A field with a default was added.

    What it finds: a field that only the current record has, with a default.
    Why it matters: the current schema reads older data and takes the default; the previous one leaves the field out.
    Example: `note` with the default `""` is new in `com.acme.Order`.
    How to ship it safely: it is safe as it is.
    """
    return None if event.harmful else f"`{event.subject}` was added, with a default"


@RULES.rule(on="record field", action="added", severity=BREAKING)
def avro_field_added_without_default(event: Event) -> str | None:
    """A field was added that older data cannot be read without.

    What it finds: a field that only the current record has, without a default.
    Why it matters: data that was written before does not hold the field, so that reading it fails.
    Example: `currency` is new in `com.acme.Order` and has no default.
    How to ship it safely: give the field a default, `null` in a union with `null` where there is no better one.
    """
    return (
        f"`{event.subject}` was added without a default, so data without it cannot be read"
        if event.harmful
        else None
    )


@RULES.rule(on="record field", action="removed", severity=SAFE)
def avro_field_removed(event: Event) -> str | None:
    """A field was removed that readers have a default for.

    What it finds: a field that only the previous record has, with a default.
    Why it matters: readers of the previous schema take the default, those of the current one skip the field.
    Example: `note` with the default `""` disappears from `com.acme.Order`.
    How to ship it safely: it is safe as it is; make sure that the default means "not known".
    """
    return (
        None
        if event.harmful
        else f"`{event.subject}` was removed; readers of the previous schema take its default"
    )


@RULES.rule(on="record field", action="removed", severity=BREAKING)
def avro_field_removed_without_default(event: Event) -> str | None:
    """A field was removed that deployed readers cannot do without.

    What it finds: a field that only the previous record has, without a default.
    Why it matters: whoever reads with the previous schema expects the field and fails on data that lacks it.
    Example: `total` disappears from `com.acme.Order`.
    How to ship it safely: first give the field a default and wait until every reader has that schema; then remove it.
    """
    return (
        f"`{event.subject}` was removed, and readers of the previous schema have no default for it"
        if event.harmful
        else None
    )


@RULES.rule(on="record field", action="renamed", severity=BREAKING)
def avro_field_renamed(event: Event) -> str:
    """A field was renamed, and one side does not find it under the other name.

    What it finds: a field that an alias connects with one of another name, where a reader has neither an alias for
    the writer's name nor a default.
    Why it matters: an alias in the current schema lets it read older data; readers of the previous schema know nothing
    of the new name and miss the field.
    Example: `amount` becomes `total` with the alias `amount`.
    How to ship it safely: add the new name as an alias to the field first, deploy that to all readers, then rename it.
    """
    return f"`{event.subject}` is called `{event.after}` now, and not every reader knows it by both names"


@RULES.rule(on="record field", action="renamed with default", severity=DANGEROUS)
def avro_field_renamed_with_default(event: Event) -> str:
    """A field was renamed, and one side reads its default instead of the value.

    What it finds: a field that an alias connects with one of another name, where a reader without an alias for the
    writer's name has a default.
    Why it matters: nothing fails, but those readers see the default, however the field is filled.
    Example: `note`, with the default `""`, becomes `remark` with the alias `note`.
    How to ship it safely: add the new name as an alias to the field first, deploy that to all readers, then rename it.
    """
    return (
        f"`{event.subject}` is called `{event.after}` now, and readers that do not know that take its default"
    )


@RULES.rule(on="record field", action="renamed with aliases", severity=SAFE)
def avro_field_renamed_with_aliases(event: Event) -> str:
    """A field was renamed that both sides find by its other name.

    What it finds: a field whose previous name is an alias in the current schema, and the other way round.
    Why it matters: readers of either schema read what the other one writes.
    Example: `amount` with the alias `total` becomes `total` with the alias `amount`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` is called `{event.after}` now; both schemas know both names"


@RULES.rule(on="default", action="changed", severity=DANGEROUS)
def avro_default_changed(event: Event) -> str:
    """A default is another one now.

    What it finds: the default of a field or of an enum that both schemas have, with different values.
    Why it matters: the same data means something else to readers of either schema, where the writer left it out.
    Example: the default of `currency` goes from `"EUR"` to `"USD"`.
    How to ship it safely: write the value into the data, so that nobody has to take the default.
    """
    return f"The default of `{event.subject}` went from {shown(event.before)} to {shown(event.after)}"


@RULES.rule(on="default", action="removed", severity=DANGEROUS)
def avro_default_removed(event: Event) -> str:
    """A default is no longer there.

    What it finds: a default of a field or of an enum that only the previous schema has.
    Why it matters: data of the previous schema is still read, but older data that lacks the field, or holds another
    symbol, is not.
    Example: `currency` was added with the default `"EUR"`, which is taken away two versions later.
    How to ship it safely: keep the default for as long as older data is kept.
    """
    return f"`{event.subject}` had the default {shown(event.before)} and has none now"


@RULES.rule(on="default", action="added", severity=SAFE)
def avro_default_added(event: Event) -> str:
    """A default was added.

    What it finds: a default of a field or of an enum that only the current schema has.
    Why it matters: the current schema reads more data than before.
    Example: `note` gets the default `""`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.subject}` has the default {shown(event.after)} now"


@RULES.rule(on="alias", action="removed", severity=DANGEROUS)
def avro_alias_removed(event: Event) -> str:
    """Another name is no longer known.

    What it finds: an alias of a field or of a named type that only the previous schema has.
    Why it matters: data that was written under the other name is no longer found. Data of the previous schema is.
    Example: `total` loses the alias `amount`, which it had before a renaming.
    How to ship it safely: keep aliases for as long as older data is kept.
    """
    return f"`{event.subject}` is no longer known as `{event.name}`"
