"""An event contract whose payloads are Avro and protobuf goes the way of every contract."""

import json

import pytest

from catalog.actions.contract_versions import record_version
from catalog.actions.services import put_contract, put_service
from catalog.actions.uploads import Upload
from catalog.models import Documentation, Operation
from catalog.queries.documents import parsed, reference_of

PROTO = 'syntax = "proto3"; message Placed { string event_id = 1; int64 total = 2; }'
AVRO = {"type": "record", "name": "Cancelled", "fields": [{"name": "reason", "type": "strin"}]}


def _message(language, payload):
    return {
        "subscribe": {"summary": "It happened", "message": {"schemaFormat": language, "payload": payload}}
    }


@pytest.fixture
def version(owner, team):
    service, _ = put_service(owner, "orders", {"title": "Orders", "owner": team})
    contract, _ = put_contract(owner, service, "events", {"title": "Events", "format": "asyncapi"})
    document = {
        "asyncapi": "2.6.0",
        "info": {"title": "Orders", "version": "1"},
        "channels": {
            "placed": _message("application/vnd.google.protobuf;version=3", PROTO),
            "cancelled": _message("application/vnd.apache.avro;version=1.9.0", AVRO),
        },
    }
    upload = Upload(json.dumps(document).encode(), "application/json")
    return record_version(owner, contract, "1.0.0", upload)[0]


def test_its_mistakes_are_recorded_with_their_lines(version):
    assert [(problem["message"], problem["line"]) for problem in version.problems] == [
        ("The type `strin` is not defined", 1)
    ]


def test_its_stored_form_needs_no_compiler_to_be_read(version, monkeypatch):
    monkeypatch.setattr("catalog.contracts.protobuf.compiler.subprocess", None)

    placed = next(entry for entry in reference_of(version) if entry.name == "placed")

    assert [field.name for field in placed.groups[0].fields] == ["event_id", "total"]
    assert parsed(version.document).format == "asyncapi"


def test_its_operations_and_its_documentation_are_counted(version):
    counts = Documentation.objects.get(document=version.document_id).counts

    assert (counts["messages"], counts["schemas"], counts["idempotency_keys"]) == (2, 2, 1)
    assert (counts["operations"], counts["described"]) == (2, 2)
    assert set(Operation.objects.values_list("key", flat=True)) == {"send placed", "send cancelled"}
