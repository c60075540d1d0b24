"""What a change is to each category of strictness, and to each compatibility mode of a registry."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.compatibility import STRICTNESS

PROTO2, PROTO3 = ('syntax = "proto2";\npackage p;\n', 'syntax = "proto3";\npackage p;\n')
LABEL = "optional "


def order(*lines, head=PROTO3):
    return head + "message Order {\n  " + "\n  ".join(lines) + "\n}\n"


def state(*values, head=PROTO3):
    return (
        head
        + "message Order {\n  optional State state = 1;\n}\nenum State {\n  "
        + "\n  ".join(values)
        + "\n}\n"
    )


def service(*methods):
    return order("string id = 1;") + "service Orders {\n  " + "\n  ".join(methods) + "\n}\n"


A, B = "string a = 1;", "string b = 2;"
GET = "rpc Get(Order) returns (Order);"
REQUIRED = "required string b = 2;"

TABLE = {
    # what changed: (previous, current, how many categories it breaks from the strictest, modes that it violates)
    "a field was added": (order(A), order(A, B), 0, ""),
    "a field was removed": (order(A, B), order(A), 4, ""),
    "its number is reserved": (order(A, B), order(A, "reserved 2;"), 3, ""),
    "number and name are": (order(A, B), order(A, "reserved 2;", 'reserved "b";'), 2, ""),
    "a field was renamed": (order(A), order("string x = 1;"), 3, ""),
    "a field has another number": (order(A, B), order(A, "string b = 3;"), 4, ""),
    "int32 to uint32": (order("int32 a = 1;"), order("uint32 a = 1;"), 2, ""),
    "int32 to int64": (order("int32 a = 1;"), order("int64 a = 1;"), 3, ""),
    "int32 to bool": (order("int32 a = 1;"), order("bool a = 1;"), 3, ""),
    "sint32 to sint64": (order("sint32 a = 1;"), order("sint64 a = 1;"), 3, ""),
    "fixed32 to sfixed32": (order("fixed32 a = 1;"), order("sfixed32 a = 1;"), 2, ""),
    "int32 to sint32": (order("int32 a = 1;"), order("sint32 a = 1;"), 4, "backward forward"),
    "int32 to fixed32": (order("int32 a = 1;"), order("fixed32 a = 1;"), 4, "backward forward"),
    "int32 to string": (order("int32 a = 1;"), order(A), 4, "backward forward"),
    "float to double": (order("float a = 1;"), order("double a = 1;"), 4, "backward forward"),
    "string to bytes": (order(A), order("bytes a = 1;"), 3, ""),
    "bytes to string": (order("bytes a = 1;"), order(A), 4, ""),
    "string to repeated": (order(A), order("repeated string a = 1;"), 4, ""),
    "int32 to repeated": (order("int32 a = 1;"), order("repeated int32 a = 1;"), 4, "backward forward"),
    "proto3 optional": (order(A), order("optional string a = 1;"), 2, ""),
    "packed": (order("repeated int32 a = 1;"), order("repeated int32 a = 1 [packed = false];"), 0, ""),
    "one field into a new oneof": (order(A), order("oneof o { string a = 1; }"), 4, ""),
    "two into a oneof": (order(A, B), order("oneof o { string a = 1; string b = 2; }"), 4, "backward"),
    "two out of a oneof": (order("oneof o { string a = 1; string b = 2; }"), order(A, B), 4, "forward"),
    "one of a oneof was removed": (
        order("oneof o { string a = 1; string b = 2; }"),
        order("oneof o { string a = 1; }"),
        4,
        "backward",
    ),
    "one was added to a oneof": (
        order("oneof o { string a = 1; }"),
        order("oneof o { string a = 1; string b = 2; }"),
        0,
        "forward",
    ),
    "a required field was added": (
        order(LABEL + A, head=PROTO2),
        order(LABEL + A, REQUIRED, head=PROTO2),
        4,
        "backward",
    ),
    "a required field was removed": (
        order(LABEL + A, REQUIRED, head=PROTO2),
        order(LABEL + A, "reserved 2;", 'reserved "b";', head=PROTO2),
        4,
        "forward",
    ),
    "a field became required": (order(LABEL + B, head=PROTO2), order(REQUIRED, head=PROTO2), 4, "backward"),
    "a field is no longer required": (
        order(REQUIRED, head=PROTO2),
        order(LABEL + B, head=PROTO2),
        4,
        "forward",
    ),
    "a default changed": (
        order("optional int32 a = 1 [default = 1];", head=PROTO2),
        order("optional int32 a = 1 [default = 2];", head=PROTO2),
        4,
        "",
    ),
    "a value was added": (state("X = 0;"), state("X = 0;", "Y = 1;"), 0, ""),
    "a value was removed": (state("X = 0;", "Y = 1;"), state("X = 0;"), 4, ""),
    "a value was removed and reserved": (
        state("X = 0;", "Y = 1;"),
        state("X = 0;", "reserved 1;", 'reserved "Y";'),
        2,
        "",
    ),
    "a value was renamed": (state("X = 0;", "Y = 1;"), state("X = 0;", "Z = 1;"), 3, ""),
    "a reserved number is free": (order(A, "reserved 2;"), order(A), 4, ""),
    "a message was added": (order(A), order(A) + "message B {}\n", 0, "forward"),
    "a message was removed": (order(A) + "message B {}\n", order(A), 2, "backward"),
    "the package changed": (order(A), order(A).replace("package p", "package q"), 4, "backward forward"),
    "go_package changed": (order(A), order(A) + 'option go_package = "x/y";\n', 2, ""),
    "the syntax changed": (order(LABEL + A, head=PROTO2), order(LABEL + A), 2, ""),
    "a message was added within another": (order(A), order(A, "message B {}"), 0, ""),
    "a number became a closed enum": (
        state("X = 0;", head=PROTO2).replace("optional State", "optional int32"),
        state("X = 0;", head=PROTO2),
        4,
        "",
    ),
    "a method was added": (service(), service(GET), 0, ""),
    "a method was added with its messages": (
        service(GET),
        service(GET, "rpc Find(Query) returns (Order);") + "message Query {}\n",
        0,
        "",
    ),
    "a method was removed": (service(GET), service(), 2, "backward"),
    "a method streams": (
        service(GET),
        service("rpc Get(Order) returns (stream Order);"),
        4,
        "backward forward",
    ),
    "a method is idempotent": (
        service(GET),
        service("rpc Get(Order) returns (Order) { option idempotency_level = IDEMPOTENT; }"),
        4,
        "",
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_category_breaks_as_far_as_it_promises(name):
    previous, current, many, _ = TABLE[name]
    comparison = compare_documents(previous, current)

    broken = [kind for kind in STRICTNESS if comparison.under(kind).with_severity("breaking")]

    assert broken == list(STRICTNESS[:many])


@pytest.mark.parametrize("name", TABLE)
def test_a_mode_is_about_the_bytes(name):
    previous, current, _, violated = TABLE[name]
    comparison = compare_documents(previous, current)

    assert [
        mode for mode in ("backward", "forward") if not comparison.is_compatible(mode)
    ] == violated.split()
    assert comparison.is_compatible("full") == (not violated)


ONE_SIDED = {name for name in TABLE if "method" in name or "within another" in name}
"""Who calls an old service does not know the methods of a new one; a message within another is not written alone."""


@pytest.mark.parametrize("name", sorted(TABLE.keys() - ONE_SIDED))
def test_what_is_forward_one_way_is_backward_the_other_way(name):
    previous, current, *_ = TABLE[name]
    there, back = compare_documents(previous, current), compare_documents(current, previous)

    assert there.is_compatible("backward") == back.is_compatible("forward")
    assert there.is_compatible("forward") == back.is_compatible("backward")


def test_what_is_moved_within_its_package_breaks_only_by_file():
    files = {"a.proto": order(A), "b.proto": PROTO3 + "message B {}\n"}
    moved = {"a.proto": order(A) + "message B {}\n", "b.proto": PROTO3 + "message C {}\n"}
    comparison = compare_documents(files, moved, format="protobuf")

    assert comparison.under("FILE").with_severity("breaking")
    assert not comparison.under("PACKAGE").with_severity("breaking")
