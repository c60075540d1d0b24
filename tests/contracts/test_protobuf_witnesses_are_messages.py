"""A witness is a message that one side's descriptors write and the other's refuse, or read as something else."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.witnesses import message_lines

HEAD = 'syntax = "proto3";\npackage p;\n'


def witness(previous, current, head=HEAD):
    (change,) = compare_documents(head + previous, head + current).with_severity("breaking")
    return change.witness


def test_a_message_is_read_as_another():
    found = witness("message A { int32 n = 1; }", "message A { sint32 n = 1; }")

    assert (found["operation"], found["accepted_by"], found["rejected_by"]) == ("p.A", "previous", "current")
    assert found["instance"] == {"n": -7}
    assert found["protobuf"]["read_as"] != found["instance"]


def test_text_that_is_none_is_refused():
    found = witness("message A { bytes b = 1; }", "message A { string b = 1; }")

    assert found["protobuf"]["bytes"] == "0a 02 ff fe"
    assert "refusal" in found["protobuf"]


def test_a_message_of_the_current_side_shows_what_only_old_readers_refuse():
    head = 'syntax = "proto2";\n'
    found = witness("message A { required int32 n = 1; }", "message A { optional int32 n = 1; }", head)

    assert (found["instance"], found["accepted_by"]) == ({}, "current")


def test_a_name_is_refused_in_json():
    found = witness("message A { string mail = 1; }", "message A { string email = 1; }")

    assert found["protobuf"]["encoding"] == "JSON"
    assert list(found["instance"]) == ["mail"]


def test_a_value_of_a_closed_enum_is_not_read():
    head = 'syntax = "proto2";\nmessage A { optional E e = 1; }\n'
    found = witness("enum E { X = 0; Y = 1; }", "enum E { X = 0; }", head)

    assert (found["instance"], found["protobuf"]["read_as"]) == ({"e": "Y"}, {})


@pytest.mark.parametrize(
    ("previous", "current"),
    [
        (
            "message A { B b = 1; } message B {} message C {}",
            "message A { C b = 1; } message B {} message C {}",
        ),
        ("message A { string a = 1; }", "message A { reserved 1; reserved 'a'; }"),
    ],
)
def test_what_no_message_shows_has_none_and_is_not_called_unproven(previous, current):
    (change,) = compare_documents(HEAD + previous, HEAD + current).with_severity("breaking")

    assert change.witness is None
    assert not change.about_values


def test_people_read_the_message_its_bytes_and_its_fate():
    lines = message_lines(witness("message A { int32 n = 1; }", "message A { string n = 1; }"))

    assert lines == [
        "p.A in binary",
        "",
        *("{", '  "n": -7', "}"),
        "",
        "Bytes: 08 f9 ff ff ff ff ff ff ff ff 01",
        "Read as:",
        "{}",
    ]
