"""A consumer of events in Avro or protobuf is protected by the fields that it reads, as one of JSON is."""

import json

import pytest

AVRO = "application/vnd.apache.avro;version=1.9.0"
PROTOBUF = "application/vnd.google.protobuf;version=3"


def avro(kind):
    fields = [{"name": "id", "type": "string"}, {"name": "total", "type": kind}]
    return AVRO, {"type": "record", "name": "Placed", "fields": fields}


def protobuf(kind):
    return PROTOBUF, f'syntax = "proto3"; message Placed {{ string id = 1; {kind} total = 2; }}'


def events(payload):
    message = {"schemaFormat": payload[0], "payload": payload[1]}
    document = {
        "asyncapi": "2.6.0",
        "info": {"title": "Orders", "version": "1"},
        "channels": {"orders.placed": {"subscribe": {"message": message}}},
    }
    return json.dumps(document)


@pytest.mark.parametrize("payloads", [(avro("int"), avro("long")), (protobuf("int32"), protobuf("string"))])
@pytest.mark.parametrize(("reads", "decision"), [("total", "deny"), ("id", "allow")])
def test_only_who_reads_the_field_that_changed_is_protected(world, using, payloads, reads, decision):
    world.environment("production")
    world.service("provider")
    world.service("consumer")
    promises = {"format": "asyncapi", "compatibility": "forward"}
    world.submit("provider", "1.0.0", events(payloads[0]), **promises)
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    consumes = using("provider", "1.0.0", reads, operations=["send orders.placed"])
    world.deploy(world.release("consumer", "1.0.0", consumes=(consumes,)))
    review = world.submit("provider", "1.1.0", events(payloads[1]), **promises)
    finding = review.findings.get(severity="breaking")
    assert finding.change["fields"] == ["total"]
    assert finding.change["witness"]["operation"] == "send orders.placed"
    assert world.promote(world.release("provider", "1.1.0", provides=("1.1.0",))).decision == decision


def test_people_read_the_fields_of_a_payload(world, browse):
    world.service("provider")
    world.submit("provider", "1.0.0", events(protobuf("int64")), format="asyncapi")

    page = browse("/services/provider/contracts/api/versions/1.0.0/documentation").text

    assert "int64 = 2" in page
