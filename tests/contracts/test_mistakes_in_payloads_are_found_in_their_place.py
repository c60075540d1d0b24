"""A payload that is no Avro or protobuf is a mistake of the document, at its line."""

from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.problems import Problem
from catalog.contracts.validate import validate

DOCUMENT = """\
asyncapi: 2.6.0
info: {title: Orders, version: '1'}
channels:
  orders:
    subscribe:
      message:
        schemaFormat: %(language)s
        payload: %(payload)s
"""
AVRO = "application/vnd.apache.avro;version=1.9.0"
PROTOBUF = "application/vnd.google.protobuf;version=3"
FOLDED = """>
          syntax = "proto3";
          message Order { strin id = 1; }
"""
LITERAL = FOLDED.replace(">", "|")


def problems(language: str, payload: str) -> tuple[Problem, ...]:
    return validate(load_document(DOCUMENT % {"language": language, "payload": payload}))


@pytest.mark.parametrize(
    ("language", "payload", "message", "place"),
    [
        (
            AVRO,
            "{type: record, name: Order, fields: [{name: id, type: strin}]}",
            "`strin` is not defined",
            (8, 66),
        ),
        (AVRO, "{type: record, name: Order}", "must be a list of fields", (8, 9)),
        (PROTOBUF, LITERAL, '"strin" is not defined', (10, 27)),
        (PROTOBUF, FOLDED, '"strin" is not defined', (8, 9)),
        (PROTOBUF, "{type: object}", "must be the text of a .proto file", (8, 9)),
        (PROTOBUF, "'syntax = \"proto3\";'", "declare no message", (8, 9)),
    ],
)
def test_a_mistake_has_its_place(language: str, payload: str, message: str, place: tuple[int, int]) -> None:
    (problem,) = problems(language, payload)

    assert message in problem.message
    assert (problem.line, problem.column) == place
    assert problem.severity == "error"


@pytest.mark.parametrize("payload", ["{type: record, name: Order, fields: []}", "string"])
def test_avro_without_a_mistake_has_none(payload: str) -> None:
    assert problems(AVRO, payload) == ()


def test_what_the_compiler_warns_of_is_a_warning() -> None:
    text = LITERAL.replace("strin", "string").replace(
        "message", 'import "google/protobuf/any.proto";\n          message'
    )

    (problem,) = problems(PROTOBUF, text)

    assert (problem.severity, problem.line) == ("warning", 10)


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        (PROTOBUF, FOLDED, FOLDED.replace("strin ", "string ")),
        (PROTOBUF, "{a: 1}", LITERAL.replace("strin ", "string ")),
        (AVRO, "nothing", "string"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_payload_that_cannot_be_read_is_undecided_with_its_place(
    language: str, wrong: str, right: str, turned: Any
) -> None:
    sides = [DOCUMENT % {"language": language, "payload": one} for one in (wrong, right)]

    found = compare_documents(*(reversed(sides) if turned else sides))

    assert found.changes == ()
    (corner,) = found.undecided
    assert (corner.pointer, corner.operations) == (
        "/channels/orders/subscribe/message/payload",
        ("send orders",),
    )
