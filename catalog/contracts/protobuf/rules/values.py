"""Rules about the types and values of fields."""

from catalog.contracts.changes import BREAKING, SAFE
from catalog.contracts.pairs import Event
from catalog.contracts.ruling import RuleBook

RULES = RuleBook(("protobuf",))


@RULES.rule(on="field", action="type changed (wire)", severity=BREAKING, category="WIRE")
def protobuf_field_type_changed(event: Event) -> str:
    """The type of a field changed, and so did its bytes.

    What it finds: another type whose encoding means something else, another message or enum, or another
    type of a map's key or value.
    Why it matters: bytes of the old type are refused, lost, or read as another value.
    Example: `int32 total = 3` became `string total = 3`.
    How to ship it safely: add a field with another number and name, write both while readers move, then
    remove and reserve the old one.
    """
    return f"the type of `{event.subject}` was changed from `{event.before}` to `{event.after}`"


@RULES.rule(on="field", action="type changed (json)", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_type_changed_in_json(event: Event) -> str:
    """The type of a field changed: its bytes are compatible, its JSON is not.

    What it finds: types that share an encoding and not their JSON: `int32` and `int64`, `bool` and
    numbers, `sint32` and `sint64`, `string` that became `bytes`.
    Why it matters: in JSON, 64-bit numbers are strings and bytes are base64; in bytes, what does not
    fit the smaller type is cut off; code has another type.
    Example: `int32 total = 3` became `int64 total = 3`.
    How to ship it safely: add a field with another number and name where JSON is in use.
    """
    return f"`{event.subject}` is `{event.after}` instead of `{event.before}`, which is another type in JSON"


@RULES.rule(on="field", action="type changed (code)", severity=BREAKING, category="PACKAGE")
def protobuf_field_type_changed_in_code(event: Event) -> str:
    """The type of a field changed: bytes and JSON are compatible, generated code is not.

    What it finds: signed and unsigned types of the same size, and an enum that was put elsewhere under
    the same simple name with at least the values that it had.
    Why it matters: generated code has another type; numbers beyond the range of the other type are read
    as others.
    Example: `int32 count = 5` became `uint32 count = 5`.
    How to ship it safely: check that all values fit both types, and release the generated code as a
    major version.
    """
    return f"`{event.subject}` is `{event.after}` instead of `{event.before}`, which is another type in code"


@RULES.rule(on="field", action="became required", severity=BREAKING, category="WIRE")
def protobuf_field_became_required(event: Event) -> str:
    """A field is required now.

    What it finds: `required`, or the feature `LEGACY_REQUIRED`, that only the current field has.
    Why it matters: messages without it, which old programs may write, are refused.
    Example: `optional string tenant = 8` became `required`.
    How to ship it safely: leave it optional, and check for it in the program.
    """
    return f"`{event.subject}` is required now"


@RULES.rule(on="field", action="no longer required", severity=BREAKING, category="WIRE")
def protobuf_field_no_longer_required(event: Event) -> str:
    """A field is no longer required.

    What it finds: `required`, or the feature `LEGACY_REQUIRED`, that only the previous field has.
    Why it matters: old programs refuse the messages without it that new ones may write.
    Example: `required string tenant = 8` became `optional`.
    How to ship it safely: go on writing it until every reader has this version.
    """
    return f"`{event.subject}` is no longer required"


@RULES.rule(on="field", action="cardinality changed", severity=BREAKING, category="WIRE")
def protobuf_field_cardinality_changed(event: Event) -> str:
    """A field holds a list or a map instead of a single value, or the other way round.

    What it finds: single, `repeated` and `map` fields that became another of these.
    Why it matters: a reader of a single value keeps the last one or none; JSON has another form;
    generated code has another type.
    Example: `string tag = 6` became `repeated string tag = 6`.
    How to ship it safely: add a field with another number and name.
    """
    return f"`{event.subject}` is {event.after} instead of {event.before}"


@RULES.rule(on="field", action="map respelled", severity=BREAKING, category="WIRE_JSON")
def protobuf_field_map_respelled(event: Event) -> str:
    """A map became a list of its entries, or the other way round.

    What it finds: `map` on one side, and on the other `repeated` of a message that stands and is named
    as the entry of the map would.
    Why it matters: bytes are the same; in JSON a map is an object and a list is an array, and generated
    code has another type.
    Example: `map<string, int32> counts = 4` became `repeated CountsEntry counts = 4`.
    How to ship it safely: add a field with another number and name where JSON is in use.
    """
    return f"`{event.subject}` is {event.after} instead of {event.before}, of the same entries"


@RULES.rule(on="field", action="presence changed", severity=BREAKING, category="PACKAGE")
def protobuf_field_presence_changed(event: Event) -> str:
    """Whether a field was set can be seen now, or no longer.

    What it finds: `optional` in proto3, or the feature `field_presence`, on one side only.
    Why it matters: bytes and JSON are compatible; generated code gains or loses the question whether
    the field was set, and with it a difference between unset and zero.
    Example: `int32 count = 5` became `optional int32 count = 5`.
    How to ship it safely: check the code that uses the field in every language.
    """
    return f"`{event.subject}` has {event.after} presence instead of {event.before}"


@RULES.rule(on="field", action="default changed", severity=BREAKING, category="WIRE")
def protobuf_field_default_changed(event: Event) -> str:
    """A field has another default.

    What it finds: another `default`, stated or zero, of a field whose type is compatible.
    Why it matters: what was not sent is read as another value than the one that the writer meant.
    Example: `[default = 10]` became `[default = 20]`.
    How to ship it safely: leave it as it is, and add a field with another number.
    """
    return f"the default of `{event.subject}` was changed from `{event.before}` to `{event.after}`"


@RULES.rule(on="field", action="JavaScript type changed", severity=BREAKING, category="PACKAGE")
def protobuf_field_jstype_changed(event: Event) -> str:
    """A field has another type in JavaScript.

    What it finds: `jstype` of a 64-bit number that differs.
    Why it matters: code in JavaScript gets strings instead of numbers or the other way round.
    Example: `[jstype = JS_STRING]` was added.
    How to ship it safely: add a field with another number.
    """
    return f"the JavaScript type of `{event.subject}` was changed from {event.before} to {event.after}"


@RULES.rule(on="field", action="C++ string type changed", severity=BREAKING, category="PACKAGE")
def protobuf_field_cpp_string_type_changed(event: Event) -> str:
    """A field has another type in C++.

    What it finds: `ctype` or the feature `(pb.cpp).string_type` that differs, stated or by the edition.
    Why it matters: accessors in C++ take and give other types.
    Example: `[ctype = CORD]` was added.
    How to ship it safely: state the old type, and change it together with the code that uses it.
    """
    return f"the C++ type of `{event.subject}` was changed from {event.before} to {event.after}"


@RULES.rule(on="field", action="UTF-8 validation changed", severity=BREAKING, category="PACKAGE")
def protobuf_field_utf8_validation_changed(event: Event) -> str:
    """Whether a text is checked to be UTF-8 changed.

    What it finds: the feature `utf8_validation` of a string that differs.
    Why it matters: what is no UTF-8 is refused by one side and passed on by the other.
    Example: `[features.utf8_validation = NONE]` was added.
    How to ship it safely: use `bytes` for what is no text, in another field.
    """
    return f"`{event.subject}` is {'checked' if event.after else 'no longer checked'} to be UTF-8"


@RULES.rule(on="field", action="Java UTF-8 validation changed", severity=BREAKING, category="PACKAGE")
def protobuf_field_java_utf8_validation_changed(event: Event) -> str:
    """Whether Java checks a text to be UTF-8 changed.

    What it finds: `java_string_check_utf8` of the file or the feature `(pb.java).utf8_validation` that
    differs, for a string.
    Why it matters: what is no UTF-8 is refused by one side and passed on by the other.
    Example: `option java_string_check_utf8 = true` was added.
    How to ship it safely: use `bytes` for what is no text, in another field.
    """
    return f"`{event.subject}` is {'checked' if event.after else 'no longer checked'} to be UTF-8 in Java"


@RULES.rule(on="field", action="packed", severity=SAFE)
def protobuf_field_packed(event: Event) -> str:
    """A list of numbers is written packed now.

    What it finds: `packed`, the feature `repeated_field_encoding`, or another edition of the file.
    Why it matters: readers take both forms, as the encoding demands.
    Example: `[packed = true]` was added.
    How to ship it safely: it is safe as it is.
    """
    return f"the numbers of `{event.subject}` are written packed now"


@RULES.rule(on="field", action="unpacked", severity=SAFE)
def protobuf_field_unpacked(event: Event) -> str:
    """A list of numbers is written one by one now.

    What it finds: `packed`, the feature `repeated_field_encoding`, or another edition of the file.
    Why it matters: readers take both forms, as the encoding demands.
    Example: `[packed = false]` was added.
    How to ship it safely: it is safe as it is.
    """
    return f"the numbers of `{event.subject}` are written one by one now"
