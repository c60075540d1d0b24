"""Payloads that are deep, endless, huge or many are refused or undecided in time, and take nothing else with them."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

AVRO = "application/vnd.apache.avro;version=1.9.0"
PROTOBUF = "application/vnd.google.protobuf;version=3"
IN_TIME = 30.0


def sending(*payloads: Any, language: str = PROTOBUF) -> str:
    """A channel for each payload."""
    channels = {
        f"c{number}": {"subscribe": {"message": {"schemaFormat": language, "payload": payload}}}
        for number, payload in enumerate(payloads)
    }
    return json.dumps(
        {"asyncapi": "2.6.0", "info": {"title": "Orders", "version": "1"}, "channels": channels}
    )


def nested(levels: int, innermost: str) -> str:
    """An Avro array in arrays, as text: such a tree cannot be made by `json.dumps`."""
    payload = '{"type": "array", "items": ' * levels + json.dumps(innermost) + "}" * levels
    return sending("HERE", language=AVRO).replace('"HERE"', payload)


def proto(size: int, kind: str) -> str:
    fields = "".join(f"{kind} field_{number} = {number};" for number in range(1, size + 1))
    return f'syntax = "proto3"; message Order {{ {fields} }}'


def test_avro_of_ten_thousand_levels_is_refused() -> None:
    with pytest.raises(DocumentError, match="nested"):
        load_document(nested(10_000, "int"))


def test_avro_as_deep_as_a_document_may_be_is_compared() -> None:
    found = compare_documents(nested(150, "int"), nested(150, "string"))

    assert [change.rule_id for change in found.changes] == ["avro-type-changed"]


def test_avro_that_contains_itself_is_compared_to_its_end() -> None:
    def tree(kind: str) -> str:
        children = {"type": "array", "items": "Tree"}
        fields = [{"name": "value", "type": kind}, {"name": "children", "type": children}]
        return sending({"type": "record", "name": "Tree", "fields": fields}, language=AVRO)

    found = compare_documents(tree("int"), tree("string"))

    assert ([change.rule_id for change in found.changes], found.undecided) == (["avro-type-changed"], ())


def test_protobuf_that_contains_itself_is_compared_to_its_end() -> None:
    text = 'syntax = "proto3"; message Tree { int32 value = 1; repeated Tree children = 2; }'

    found = compare_documents(sending(text), sending(text.replace("int32", "string")))

    assert [change.rule_id for change in found.changes] == ["protobuf-field-type-changed"]


def test_protobuf_that_brings_the_compiler_down_is_a_mistake_of_its_own_payload() -> None:
    deep = 'syntax = "proto3"; ' + "message A { " * 20_000 + "}" * 20_000
    document = load_document(
        sending(deep, proto(1, "string"), 'syntax = "proto3"; message A { strin a = 1; }')
    )

    found = validate(document)

    assert [problem.pointer for problem in found] == [
        "/channels/c0/subscribe/message/payload",
        "/channels/c2/subscribe/message/payload",
    ]


def test_a_huge_text_of_protobuf_ends_in_an_answer() -> None:
    started = seconds_spent()

    try:
        found = compare_documents(
            sending(proto(30_000, "int32")), sending(proto(30_000, "string")), limits=Limits(seconds=20)
        )
        assert found.changes or found.undecided
    except DocumentError as error:
        assert "takes too long" in error.reason  # noqa: PT017 - on a slow machine it may be refused
    assert seconds_spent() - started < IN_TIME


def test_more_texts_than_can_be_compiled_in_time_are_refused() -> None:
    texts = [proto(2_000, f"/* {number} */ int32") for number in range(200)]
    started = seconds_spent()

    with pytest.raises(DocumentError, match="takes too long"):
        load_document(sending(*texts), limits=Limits(seconds=0.5))
    assert seconds_spent() - started < IN_TIME


@pytest.mark.parametrize("language", [AVRO, PROTOBUF])
@pytest.mark.parametrize(
    "payload", [None, 7, True, "", "text", [], {}, [[]], {"$ref": "#/nowhere"}, {"schema": 1}]
)
def test_nonsense_ends_in_an_answer(language: str, payload: Any) -> None:
    one = sending(payload, language=language)
    three = json.dumps(
        {
            "asyncapi": "3.0.0",
            "info": {"title": "Orders", "version": "1"},
            "channels": {
                "c": {"messages": {"m": {"payload": {"schemaFormat": language, "schema": payload}}}}
            },
        }
    )
    for text in (one, three):
        validate(load_document(text))
        compare_documents(text, sending(proto(1, "string"), language=language))
        compare_documents(sending("int", language=language), text)
