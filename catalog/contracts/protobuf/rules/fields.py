"""Rules about fields that came, went, or are called otherwise."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="field", action="added", severity=SAFE)
def protobuf_field_added(event: Event) -> str:
    """There is a new field.

    What it finds: a field whose number only the current message has, and which is not `required`.
    Why it matters: old programs keep it as an unknown field; new ones see its default in old messages.
    Example: `string note = 7` is new.
    How to ship it safely: it is safe as it is.
    """
    return f"the field `{event.subject}` was added"


@RULES.rule(on="field", action="required added", severity=BREAKING, category="WIRE")
def protobuf_required_field_added(event: Event) -> str:
    """There is a new field that is required.

    What it finds: a `required` field whose number only the current message has.
    Why it matters: messages of old programs do not have it, and new ones refuse them.
    Example: `required string tenant = 8` is new.
    How to ship it safely: make it optional, and check for it in the program.
    """
    return f"the required field `{event.subject}` was added"


@RULES.rule(on="field", action="required removed", severity=BREAKING, category="WIRE")
def protobuf_required_field_removed(event: Event) -> str:
    """A field that was required is gone.

    What it finds: a `required` field whose number only the previous message has.
    Why it matters: messages of new programs do not have it, and old ones refuse them.
    Example: `required string tenant = 8` is gone.
    How to ship it safely: make it optional first, wait until every reader has that version, then remove
    and reserve it.
    """
    return f"the required field `{event.subject}` was removed"


@RULES.rule(on="field", action="removed", severity=BREAKING, category="WIRE")
def protobuf_field_removed(event: Event) -> str:
    """A field is gone, and its number is free to be used again.

    What it finds: a field whose number only the previous message has, and which the current one does
    not reserve.
    Why it matters: its values are no longer read; and the next field that takes the number is mistaken
    for it, by old programs and in stored data.
    Example: `string coupon = 4` is gone.
    How to ship it safely: write `reserved 4;` and `reserved "coupon";` in its place.
    """
    return f"the field `{event.subject}` was removed, and its number {event.before} is not reserved"


@RULES.rule(on="field", action="removed, number reserved", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_removed_name_not_reserved(event: Event) -> str:
    """A field is gone, and its name is free to be used again.

    What it finds: a field that only the previous message has; the current one reserves its number and
    not its name.
    Why it matters: in JSON and in text format the next field of the name is mistaken for it.
    Example: `string coupon = 4` is gone, with `reserved 4;`.
    How to ship it safely: write `reserved "coupon";` too.
    """
    return f"the field `{event.subject}` was removed, and its name is not reserved"


@RULES.rule(on="field", action="removed, reserved", severity=BREAKING, category="PACKAGE")
def protobuf_field_removed_and_reserved(event: Event) -> str:
    """A field is gone, and reserved for ever.

    What it finds: a field that only the previous message has, whose number and name the current one
    reserves.
    Why it matters: messages stay readable without it; code that uses it does not compile.
    Example: `string coupon = 4` is gone, with `reserved 4; reserved "coupon";`.
    How to ship it safely: mark it as deprecated first, and remove it when no code uses it.
    """
    return f"the field `{event.subject}` was removed; its number and name are reserved"


@RULES.rule(on="field", action="renumbered", severity=BREAKING, category="WIRE")
def protobuf_field_renumbered(event: Event) -> str:
    """A field has another number.

    What it finds: a field of the same name whose number differs, where neither number is used on the
    other side.
    Why it matters: the number is what a field is called in bytes: what was written under the old one is
    not found under the new one.
    Example: `string coupon = 4` became `= 9`.
    How to ship it safely: keep the number; add another field with another name where one is needed.
    """
    return f"the field `{event.subject}` has another number"


@RULES.rule(on="field", action="renumbered, old number reserved", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_renumbered_and_reserved(event: Event) -> str:
    """A field has another number, and the old one is reserved.

    What it finds: a field of the same name whose number differs, where the current message reserves the
    old one.
    Why it matters: nothing is mistaken for it in bytes, but what was written under the old number is
    lost to new readers, and its name means another field in JSON.
    Example: `string coupon = 4` became `= 9`, with `reserved 4;`.
    How to ship it safely: keep the number; add another field with another name where one is needed.
    """
    return f"the field `{event.subject}` has another number; the old one is reserved"


@RULES.rule(on="field", action="renamed", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_renamed(event: Event) -> str:
    """A field has another name.

    What it finds: the same number with another name.
    Why it matters: bytes mean the same, but JSON, text format, field masks and generated code use the
    name.
    Example: `string mail = 2` became `string email = 2`.
    How to ship it safely: keep the name; with `json_name` alone, text format and code still differ.
    """
    return f"the field `{event.subject}` was renamed to `{event.after}`"


@RULES.rule(on="field", action="JSON name changed", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_json_name_changed(event: Event) -> str:
    """A field is called otherwise in JSON.

    What it finds: the same number and name with another `json_name`, stated or derived.
    Why it matters: JSON with the old name is refused or loses the field.
    Example: `[json_name = "mail"]` was added.
    How to ship it safely: leave it as it is.
    """
    return f"the field `{event.subject}` is called `{event.after}` in JSON instead of `{event.before}`"
