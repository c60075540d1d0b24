"""Schemas that accept the same are no change, whatever they say it with, and in either direction."""

import pytest

from catalog.contracts.compare import compare_documents

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
MAP = {"type": "object", "additionalProperties": NUMBER, "required": ["k"]}
EQUAL = {
    "a member that is required, and is named as what all others are": (
        MAP,
        MAP | {"properties": {"k": NUMBER}},
    ),
    "a format of texts beside a number": (NUMBER, NUMBER | {"format": "date-time"}),
    "a format of numbers beside a text": (TEXT, TEXT | {"format": "int32"}),
    "a format of numbers and its limits": (
        NUMBER | {"format": "int32"},
        NUMBER | {"minimum": -(2**31), "maximum": 2**31 - 1},
    ),
}


@pytest.mark.parametrize("name", EQUAL)
def test_they_are_no_change_in_either_direction(documents, name):
    one, other = EQUAL[name]

    found = [
        compare_documents(write(before), write(after))
        for write in (documents.writing, documents.reading)
        for before, after in ((one, other), (other, one))
    ]

    assert [comparison.changes + comparison.undecided for comparison in found] == [()] * 4


def test_a_narrower_number_than_the_format_has_is_told(documents):
    before, after = NUMBER | {"format": "int32"}, NUMBER | {"minimum": 0, "maximum": 2**31 - 1}

    (change,) = compare_documents(documents.writing(before), documents.writing(after)).changes

    assert change.message.endswith("gets a limit: `minimum` is 0")
