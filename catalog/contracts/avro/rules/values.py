"""Rules about the values that a type has: symbols, sizes, logical types."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("avro",))


@RULES.rule(on="symbol", action="removed", severity=BREAKING)
def avro_symbol_removed(event: Event) -> str | None:
    """An enum lost a symbol that older data may hold.

    What it finds: a symbol that only the previous enum has, where the current one has no default.
    Why it matters: reading older data with that symbol fails.
    Example: `com.acme.Status` loses `CANCELLED`.
    How to ship it safely: keep the symbol for as long as older data is kept, or give the enum a default.
    """
    return (
        f"`{event.subject}` lost the symbol `{event.name}`, which older data may hold"
        if event.harmful
        else None
    )


@RULES.rule(on="symbol", action="removed", severity=DANGEROUS)
def avro_symbol_removed_with_default(event: Event) -> str | None:
    """An enum lost a symbol that is read as its default from now on.

    What it finds: a symbol that only the previous enum has, where the current one has a default.
    Why it matters: reading older data does not fail, but what the symbol said is lost.
    Example: `com.acme.Status`, with the default `UNKNOWN`, loses `CANCELLED`.
    How to ship it safely: keep the symbol for as long as somebody asks for it.
    """
    if event.harmful:
        return None
    return f"`{event.subject}` lost the symbol `{event.name}`, which is read as `{event.after}` now"


@RULES.rule(on="symbol", action="added", severity=BREAKING)
def avro_symbol_added(event: Event) -> str | None:
    """An enum has one more symbol, which deployed readers do not know.

    What it finds: a symbol that only the current enum has, where the previous one has no default.
    Why it matters: whoever reads with the previous schema fails on data with the new symbol.
    Example: `com.acme.Status` gets `REFUNDED`.
    How to ship it safely: give the enum a default, deploy that to all readers, then add symbols.
    """
    if not event.harmful:
        return None
    return f"`{event.subject}` has the new symbol `{event.name}`, which readers of the previous schema refuse"


@RULES.rule(on="symbol", action="added", severity=SAFE)
def avro_symbol_added_with_default(event: Event) -> str | None:
    """An enum has one more symbol, which deployed readers take for its default.

    What it finds: a symbol that only the current enum has, where the previous one has a default.
    Why it matters: that is what the default of an enum is for.
    Example: `com.acme.Status`, with the default `UNKNOWN`, gets `REFUNDED`.
    How to ship it safely: it is safe as it is.
    """
    if event.harmful:
        return None
    return (
        f"`{event.subject}` has the new symbol `{event.name}`, "
        f"which readers of the previous schema take for `{event.after}`"
    )


@RULES.rule(on="fixed size", action="changed", severity=BREAKING)
def avro_fixed_size_changed(event: Event) -> str:
    """A fixed has another size.

    What it finds: a fixed of the same name with another number of bytes.
    Why it matters: types of another size do not match; neither side reads what the other one writes.
    Example: `com.acme.Hash` goes from 16 to 32 bytes.
    How to ship it safely: define a fixed of another name, and add a field of that type with a default.
    """
    return f"`{event.subject}` went from {event.before} to {event.after} bytes"


@RULES.rule(on="decimal", action="changed", severity=BREAKING)
def avro_decimal_changed(event: Event) -> str:
    """A decimal has another precision or scale.

    What it finds: a decimal on either side, of which precision or scale differ.
    Why it matters: decimals only match where both are equal. Libraries that do not look read the same digits with the
    point in another place.
    Example: `price` goes from `decimal(9, 2)` to `decimal(9, 4)`.
    How to ship it safely: add a field with the new decimal and a default, and keep the old one until nobody reads it.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="logical type", action="changed", severity=DANGEROUS)
def avro_logical_type_changed(event: Event) -> str:
    """The same bytes stand for something else.

    What it finds: a logical type that only one side has, or another one on either side.
    Why it matters: reading does not fail, since logical types are not looked at where schemas are matched; but what is
    read means something else.
    Example: `placed_at` goes from `timestamp-millis` to `timestamp-micros`, so that older times lie in 1970.
    How to ship it safely: add a field with the new logical type, and keep the old one until nobody reads it.
    """
    return f"`{event.subject}` went from {_named(event.before)} to {_named(event.after)}"


def _named(logical: str) -> str:
    return logical if logical == "no logical type" else f"`{logical}`"
