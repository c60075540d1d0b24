"""Counters, not clocks: what did not change in schemas and events is not looked at."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from catalog.contracts.asyncapi import model, reading
from catalog.contracts.avro.format import walk_documents as walk_avro
from catalog.contracts.budget import Budget
from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS
from catalog.contracts.jsonschema.format import walk_documents as walk_schemas
from catalog.contracts.load import load_document
from catalog.contracts.schemas.translation import Translation

RECORDS = 200


def avro(*changed: int) -> dict[str, Any]:
    """A record of 200 records, each of which refers to the one before it; those that are named have another field."""
    fields = [
        {"name": f"part{number}", "type": avro_record(number, changed=number in changed)}
        for number in range(RECORDS)
    ]
    return {"type": "record", "name": "Whole", "namespace": "com.acme", "fields": fields}


def avro_record(number: int, *, changed: bool) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [{"name": f"f{index}", "type": "string"} for index in range(10)]
    fields.append({"name": "others", "type": {"type": "array", "items": f"Part{max(number - 1, 0)}"}})
    if changed:
        fields[0]["type"] = "long"
    return {"type": "record", "name": f"Part{number}", "fields": fields}


def pairs_of_avro(previous: Any, current: Any) -> int:
    budget = Budget(60)
    walk_avro(load_document(json.dumps(previous)), load_document(json.dumps(current)), budget).walk()
    return budget.pairs


def test_records_that_are_written_alike_are_not_compared() -> None:
    # The whole, the last record, its field that changed, the ten that did not, and the array with its items.
    assert pairs_of_avro(avro(), avro(RECORDS - 1)) <= 20


def test_what_uses_a_changed_record_is_compared_once() -> None:
    # Each record leads to the one before it, and so to the first: a record, its eleven fields and its array.
    assert pairs_of_avro(avro(), avro(0)) <= 20 * RECORDS


def test_the_documentation_of_one_record_has_that_one_compared() -> None:
    previous, current = avro(), copy.deepcopy(avro())
    current["fields"][-1]["type"]["doc"] = "The last one."

    assert pairs_of_avro(previous, current) <= 20


CHANNELS = 100


def events(*changed: int, words: str = "") -> dict[str, Any]:
    """A hundred channels with a message each, in version 2; those that are named carry another type."""
    channels = {}
    for number in range(CHANNELS):
        kind = "integer" if number in changed else "string"
        message = {"name": f"M{number}", "description": words, "payload": {"type": kind}}
        channels[f"c{number}"] = {"subscribe": {"message": message}}
    return {"asyncapi": "2.6.0", "info": {"title": "Things", "version": words or "1"}, "channels": channels}


def events_of_version_3(*changed: int, words: str = "") -> dict[str, Any]:
    """The same in version 3."""
    second = events(*changed, words=words)
    channels, operations = {}, {}
    for name, channel in second["channels"].items():
        channels[name] = {"address": name, "messages": {"m": channel["subscribe"]["message"]}}
        operations[f"on-{name}"] = {"action": "send", "channel": {"$ref": f"#/channels/{name}"}}
    return {**second, "asyncapi": "3.0.0", "channels": channels, "operations": operations}


@pytest.fixture
def messages_read(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the messages that are read from then on."""
    names: list[str | None] = []

    def noted(*args: Any, **kwargs: Any) -> model.Message:
        names.append(kwargs["name"])
        return model.Message(*args, **kwargs)

    monkeypatch.setattr(reading, "Message", noted)
    return names


@pytest.mark.parametrize("written", [events, events_of_version_3])
def test_messages_of_operations_that_are_alike_are_not_read(
    written: Callable[..., Any], messages_read: list[str | None]
) -> None:
    (change,) = compare_documents(json.dumps(written()), json.dumps(written(7))).changes

    assert change.operations == ("send c7",)
    assert messages_read == ["M7", "M7"]


@pytest.mark.parametrize("written", [events, events_of_version_3])
def test_messages_in_other_words_are_not_read(
    written: Callable[..., Any], messages_read: list[str | None]
) -> None:
    assert compare_documents(json.dumps(written()), json.dumps(written(words="Other"))).changes == ()
    assert messages_read == []


def test_a_channel_that_no_operation_uses_is_read_where_it_differs(messages_read: list[str | None]) -> None:
    previous, current = ({**events_of_version_3(*changed), "operations": {}} for changed in ((), (3,)))

    assert len(compare_documents(json.dumps(previous), json.dumps(current)).changes) == 2
    assert messages_read == ["M3", "M3"]


DEFINITIONS = 100


def schema(*changed: int, words: str = "", draft: str = "draft-07") -> dict[str, Any]:
    """A hundred definitions, each held once by the root; those that are named have another bound."""
    definitions = {
        f"D{number}": {
            "type": "object",
            "properties": {"size": {"type": "integer", "minimum": int(number in changed)}},
        }
        for number in range(DEFINITIONS)
    }
    properties = {f"d{number}": {"$ref": f"#/definitions/D{number}"} for number in range(DEFINITIONS)}
    root = {"type": "object", "description": words, "properties": properties, "definitions": definitions}
    return {"$schema": URIS[draft], **root}


def pairs_of_schemas(previous: Any, current: Any) -> int:
    budget = Budget(60)
    walk_schemas(load_document(json.dumps(previous)), load_document(json.dumps(current)), budget).walk()
    return budget.pairs


def test_definitions_that_are_alike_are_not_compared() -> None:
    # Whatever one side writes the other reads: the root, the definition and its property, each as a term and a shape.
    assert pairs_of_schemas(schema(), schema(7)) <= 2 * 6


def test_a_schema_in_other_words_or_another_draft_is_not_compared() -> None:
    assert pairs_of_schemas(schema(), schema(words="The same")) == 0
    assert pairs_of_schemas(schema(), schema(draft="draft-06")) == 0


def test_what_shows_a_change_is_checked_against_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    referred: set[str] = set()
    refer = Translation._refer

    def noted(translation: Translation, reference: str) -> dict[str, Any]:
        referred.add(reference)
        return refer(translation, reference)

    monkeypatch.setattr(Translation, "_refer", noted)
    (change,) = compare_documents(json.dumps(schema()), json.dumps(schema(7))).changes

    assert change.witness is not None
    assert change.witness["instance"] == {"d7": {"size": 0}}
    assert referred == {"#/definitions/D7"}
