"""AsyncAPI with the languages that payloads are described in beside JSON Schema."""

from catalog.contracts.asyncapi.format import carrying
from catalog.contracts.payloads.avro import AvroPayloads
from catalog.contracts.payloads.protobuf import ProtobufPayloads

FORMAT = carrying(AvroPayloads(), ProtobufPayloads())
