"""Rules about the values of enums."""

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="enum value", action="added", severity=SAFE)
def protobuf_enum_value_added(event: Event) -> str:
    """An open enum has a new value.

    What it finds: a number that only the current enum has, which is open.
    Why it matters: readers that do not know it keep the number.
    Example: `REFUNDED = 4` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the value `{event.subject}` was added"


@RULES.rule(on="enum value", action="added to closed", severity=DANGEROUS)
def protobuf_enum_value_added_to_closed_enum(event: Event) -> str:
    """A closed enum has a new value.

    What it finds: a number that only the current enum has, which is closed (proto2, or the feature
    `enum_type = CLOSED`).
    Why it matters: readers that do not know it see the field as if it had not been sent, and drop it
    from lists.
    Example: `REFUNDED = 4` is new in a file of proto2.
    How to ship it safely: let all readers have the new value before anybody writes it.
    """
    return f"the value `{event.subject}` was added to a closed enum"


@RULES.rule(on="enum value", action="alias added", severity=SAFE)
def protobuf_enum_value_alias_added(event: Event) -> str:
    """A number of an enum has another name besides.

    What it finds: a name that only the current enum has, for a number that kept its names.
    Why it matters: both names mean the same number.
    Example: `CANCELED = 3` was added beside `CANCELLED = 3`.
    How to ship it safely: it is safe as it is.
    """
    return f"the name `{event.subject}` was added for a known number"


@RULES.rule(on="enum value", action="removed", severity=BREAKING, category="WIRE")
def protobuf_enum_value_removed(event: Event) -> str:
    """A value of an enum is gone, and its number is free to be used again.

    What it finds: a number that only the previous enum has, and which the current one does not reserve.
    Why it matters: the next value that takes the number is mistaken for it; code that uses it does not
    compile; a closed enum no longer knows it.
    Example: `CANCELLED = 3` is gone.
    How to ship it safely: write `reserved 3;` and `reserved "CANCELLED";` in its place.
    """
    return f"the value `{event.subject}` was removed, and its number {event.before} is not reserved"


@RULES.rule(on="enum value", action="removed, number reserved", severity=BREAKING, category="WIRE_JSON")
def protobuf_enum_value_removed_name_not_reserved(event: Event) -> str:
    """A value of an enum is gone, and its name is free to be used again.

    What it finds: a number that only the previous enum has; the current one reserves it and not all its
    names.
    Why it matters: in JSON the next value of the name is mistaken for it.
    Example: `CANCELLED = 3` is gone, with `reserved 3;`.
    How to ship it safely: write `reserved "CANCELLED";` too.
    """
    return f"the value `{event.subject}` was removed, and its name is not reserved"


@RULES.rule(on="enum value", action="removed, reserved", severity=BREAKING, category="PACKAGE")
def protobuf_enum_value_removed_and_reserved(event: Event) -> str:
    """A value of an enum is gone, and reserved for ever.

    What it finds: a number that only the previous enum has; the current one reserves it and its names.
    Why it matters: messages stay readable; code that uses the value does not compile.
    Example: `CANCELLED = 3` is gone, with `reserved 3; reserved "CANCELLED";`.
    How to ship it safely: mark it as deprecated first, and remove it when no code uses it.
    """
    return f"the value `{event.subject}` was removed; its number and name are reserved"


@RULES.rule(on="enum value", action="renumbered", severity=BREAKING, category="WIRE")
def protobuf_enum_value_renumbered(event: Event) -> str:
    """A value of an enum has another number.

    What it finds: a name whose number differs, where neither number is used on the other side.
    Why it matters: the number is what is written: old and new programs no longer mean the same by it.
    Example: `CANCELLED = 3` became `= 7`.
    How to ship it safely: keep the number.
    """
    return f"the value `{event.subject}` is {event.after} instead of {event.before}"


@RULES.rule(
    on="enum value", action="renumbered, old number reserved", severity=BREAKING, category="WIRE_JSON"
)
def protobuf_enum_value_renumbered_and_reserved(event: Event) -> str:
    """A value of an enum has another number, and the old one is reserved.

    What it finds: a name whose number differs, where the current enum reserves the old one.
    Why it matters: nothing else is mistaken for it in bytes, but old programs do not know the new
    number.
    Example: `CANCELLED = 3` became `= 7`, with `reserved 3;`.
    How to ship it safely: keep the number.
    """
    return f"the value `{event.subject}` is {event.after} instead of {event.before}, which is reserved"


@RULES.rule(on="enum value", action="renamed", severity=BREAKING, category="WIRE_JSON")
def protobuf_enum_value_renamed(event: Event) -> str:
    """A number of an enum has lost a name.

    What it finds: a number of both enums, one of whose names the current one does not give it.
    Why it matters: bytes mean the same, but JSON and text format use the name, and code that uses it
    does not compile.
    Example: `CANCELED = 3` became `CANCELLED = 3`.
    How to ship it safely: set `allow_alias` and keep the old name beside the new one.
    """
    now = f"is called `{event.after}` now" if event.after else "is no longer called so"
    return f"the value `{event.subject}` {now}"


@RULES.rule(on="enum", action="default changed", severity=BREAKING, category="WIRE")
def protobuf_enum_default_changed(event: Event) -> str:
    """Another value of an enum comes first, and fields rely on it.

    What it finds: a first value with another number, of an enum that a field without a stated default
    holds.
    Why it matters: what was not sent is read as another value than the one that the writer meant.
    Example: `UNKNOWN = 0` was moved behind `OPEN = 1` in a file of proto2.
    How to ship it safely: keep the order, or state the default at the fields.
    """
    return f"what is not sent of `{event.subject}` is read as `{event.after}` instead of `{event.before}`"


@RULES.rule(on="enum", action="closed", severity=BREAKING, category="PACKAGE")
def protobuf_enum_closed(event: Event) -> str:
    """An enum takes only values that it knows now.

    What it finds: the feature `enum_type`, set or inherited, that differs.
    Why it matters: numbers that it does not know, which an open enum keeps, are put among the unknown
    fields.
    Example: `option features.enum_type = CLOSED` was added.
    How to ship it safely: check the code that uses the enum in every language.
    """
    return f"the enum `{event.subject}` is closed now"


@RULES.rule(on="enum", action="opened", severity=BREAKING, category="PACKAGE")
def protobuf_enum_opened(event: Event) -> str:
    """An enum takes any number now.

    What it finds: the feature `enum_type`, set or inherited, that differs.
    Why it matters: code that relies on known values gets others, and switches over it need a default.
    Example: `option features.enum_type = OPEN` was added.
    How to ship it safely: check the code that uses the enum in every language.
    """
    return f"the enum `{event.subject}` is open now"
