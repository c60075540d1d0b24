"""Rules about fields that exclude each other."""

from catalog.contracts.changes import BREAKING
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="oneof", action="fields moved in", severity=BREAKING, category="WIRE")
def protobuf_fields_moved_into_oneof(event: Event) -> str:
    """Fields that stood alone exclude others now.

    What it finds: fields of both documents that are in a `oneof` of the current one only.
    Why it matters: old messages may have several of them, of which a new reader keeps the last;
    generated code differs.
    Example: `string card = 3` was put into `oneof payment`.
    How to ship it safely: add new fields in the `oneof`, and remove and reserve the old ones later.
    """
    return f"`{event.name}` was moved into the oneof `{event.after}`"


@RULES.rule(on="oneof", action="fields moved out", severity=BREAKING, category="WIRE")
def protobuf_fields_moved_out_of_oneof(event: Event) -> str:
    """Fields no longer exclude the others of their oneof.

    What it finds: fields of both documents that are in a `oneof` of the previous one only, which still
    has others.
    Why it matters: new messages may have several of them, of which an old reader keeps the last;
    generated code differs.
    Example: `string card = 3` was taken out of `oneof payment`.
    How to ship it safely: add a field outside with another number.
    """
    return f"`{event.name}` was moved out of the oneof `{event.before}`"


@RULES.rule(on="oneof", action="fields moved across", severity=BREAKING, category="WIRE")
def protobuf_fields_moved_between_oneofs(event: Event) -> str:
    """Fields exclude others than before.

    What it finds: fields of both documents that are in another `oneof`.
    Why it matters: both sides may write what the other reads only in part; generated code differs.
    Example: `string card = 3` was moved from `oneof payment` to `oneof refund`.
    How to ship it safely: add a field with another number in the other `oneof`.
    """
    return f"`{event.name}` was moved from the oneof `{event.before}` to `{event.after}`"


@RULES.rule(on="oneof", action="removed", severity=BREAKING, category="WIRE")
def protobuf_oneof_removed(event: Event) -> str:
    """A oneof is gone, and its fields stand alone.

    What it finds: a `oneof` of the previous document whose fields are outside of any now. One that went
    with all its fields is told by these.
    Why it matters: new messages may have several of them, of which an old reader keeps the last;
    generated code differs.
    Example: `oneof payment` was dissolved.
    How to ship it safely: keep it; add fields outside with other numbers.
    """
    return f"the oneof `{event.subject}` was removed; `{event.name}` stood in it"


@RULES.rule(on="oneof", action="renamed", severity=BREAKING, category="WIRE")
def protobuf_oneof_renamed(event: Event) -> str:
    """A oneof has another name.

    What it finds: all fields that are left of a `oneof` are together in a new one of another name.
    Why it matters: messages are the same; generated code asks for the case by the name, and whether
    fields really stayed together is easily lost sight of.
    Example: `oneof payment` became `oneof means`.
    How to ship it safely: keep the name.
    """
    return f"the oneof `{event.subject}` was renamed to `{event.after}`"
