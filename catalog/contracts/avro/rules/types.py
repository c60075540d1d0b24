"""Rules about types and the branches of unions."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("avro",))


@RULES.rule(on="type", action="changed", severity=BREAKING)
def avro_type_changed(event: Event) -> str:
    """Data has another type, which neither side reads as its own.

    What it finds: two types in the same place of which none is promoted to the other.
    Why it matters: readers of the current schema fail on older data, those of the previous one on new data.
    Example: `amount` goes from `int` to `string`.
    How to ship it safely: add a field of the new type with a default, and keep the old one until nobody reads it.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="type", action="promoted", severity=BREAKING)
def avro_type_promoted(event: Event) -> str:
    """Data has a wider type, which deployed readers do not read.

    What it finds: a type that the previous one is promoted to: `int` to `long`, `float` or `double`, `long` to `float`
    or `double`, `float` to `double`.
    Why it matters: the current schema reads older data, but readers of the previous one fail on the wider type.
    Example: `amount` goes from `int` to `long`.
    How to ship it safely: let all readers have the new schema before anybody writes with it.
    """
    return (
        f"`{event.subject}` went from `{event.before}` to `{event.after}`, "
        f"which readers of the previous schema cannot read"
    )


@RULES.rule(on="type", action="narrowed", severity=BREAKING)
def avro_type_narrowed(event: Event) -> str:
    """Data has a narrower type, as which older data is not read.

    What it finds: a type that is promoted to the previous one: `long` to `int`.
    Why it matters: readers of the previous schema read new data, but the current one fails on older data.
    Example: `amount` goes from `long` to `int`.
    How to ship it safely: keep the wider type for as long as older data is kept.
    """
    return (
        f"`{event.subject}` went from `{event.before}` to `{event.after}`, "
        f"as which data of `{event.before}` cannot be read"
    )


@RULES.rule(on="type", action="exchanged", severity=DANGEROUS)
def avro_string_and_bytes_exchanged(event: Event) -> str:
    """Text became bytes, or bytes became text.

    What it finds: `string` in the place of `bytes`, or the other way round.
    Why it matters: each is read as the other, but bytes that are no UTF-8 are no text, and programs get another type.
    Example: `payload` goes from `bytes` to `string`.
    How to ship it safely: add a field of the new type instead, or make sure that all data ever written is UTF-8.
    """
    return f"`{event.subject}` went from `{event.before}` to `{event.after}`"


@RULES.rule(on="type", action="covered", severity=SAFE)
def avro_union_branch_covered(event: Event) -> str:
    """A branch of a union came or went, and another one reads it.

    What it finds: a number in a union that only one side lists, where the other lists a type that it is promoted to.
    Why it matters: what is written as the one is read as the other.
    Example: `int` disappears from a union of `int` and `long`.
    How to ship it safely: it is safe as it is.
    """
    return f"`{event.before}` in `{event.subject}` is read as `{event.after}`"


@RULES.rule(on="union branch", action="removed", severity=BREAKING)
def avro_union_branch_removed(event: Event) -> str:
    """A union no longer has a branch.

    What it finds: a type that the previous schema allows in a place and no type of the current one reads.
    Why it matters: older data of that type can no longer be read.
    Example: `note` was a union of `null` and `string` and is always a `string` now.
    How to ship it safely: keep the branch for as long as older data is kept.
    """
    return f"{_place(event)} could be `{event.name}`, which the current schema cannot read"


@RULES.rule(on="union branch", action="added", severity=BREAKING)
def avro_union_branch_added(event: Event) -> str:
    """A union has one more branch.

    What it finds: a type that the current schema allows in a place and no type of the previous one reads.
    Why it matters: whoever reads with the previous schema fails on data of that type.
    Example: `note` was always a `string` and is a union of `null` and `string` now.
    How to ship it safely: let all readers have the new schema before anybody writes data of the new type.
    """
    return f"{_place(event)} may be `{event.name}` now, which the previous schema cannot read"


def _place(event: Event) -> str:
    """What the union is: at the top of a document, the contract itself."""
    return "The contract" if event.subject == event.name else f"`{event.subject}`"
