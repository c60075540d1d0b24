"""Whoever calls the engine with what it does not take is told what it takes."""

import json
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError

PROTO = 'syntax = "proto3";\npackage o.v1;\nmessage Order { string id = 1; }\n'
GRAPHQL = "type Query { order: Int }"
SCHEMA = json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string"})
RECORD = json.dumps({"type": "record", "name": "Order", "fields": []})


@pytest.mark.parametrize(
    "given", [None, 5, [PROTO], bytearray(PROTO.encode()), {"order.proto": 5}, {7: PROTO}]
)
def test_a_side_of_another_type_is_refused_with_what_a_contract_may_be(given: Any) -> None:
    for sides in ((given, PROTO), (PROTO, given)):
        with pytest.raises(
            TypeError, match="A contract is given as text, bytes or a mapping of path to text"
        ):
            compare_documents(*sides)


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(DocumentError, match=r"There is no format 'thrift'; there are openapi, .*protobuf"):
        compare_documents(PROTO, PROTO, format="thrift")


def test_a_mode_or_strictness_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    comparison = Comparison("5")

    with pytest.raises(
        ValueError, match="no compatibility mode 'BACKWARD'; there are backward, forward, full"
    ):
        comparison.is_compatible("BACKWARD")
    with pytest.raises(ValueError, match="no strictness 'wire'; there are FILE, PACKAGE, WIRE_JSON, WIRE"):
        comparison.under("wire")


@pytest.mark.parametrize(
    ("previous", "current", "told"),
    [
        ({"o.proto": PROTO}, GRAPHQL, "The previous document is protobuf, the current one graphql"),
        (GRAPHQL, {"o.proto": PROTO}, "The previous document is graphql, the current one protobuf"),
        (SCHEMA, RECORD, "The previous document is jsonschema, the current one avro"),
    ],
)
def test_documents_of_two_formats_are_told_apart(previous: Any, current: Any, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        compare_documents(previous, current)


def test_what_does_not_say_what_it_is_is_read_like_the_previous_document() -> None:
    assert compare_documents(RECORD, '"string"').changes
    assert compare_documents(SCHEMA, '{"type": "integer"}').changes


def test_a_text_is_no_name_of_a_type_in_avro() -> None:
    with pytest.raises(
        DocumentError, match="An Avro schema is a JSON object, an array of schemas or the name of"
    ):
        compare_documents(RECORD, "// a text that is\n// something else", format="avro")
