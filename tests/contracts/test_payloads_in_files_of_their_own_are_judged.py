"""Payloads can be files of the bundle, in Avro or protobuf, and protobuf can import further ones."""

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

ROOT = """\
asyncapi: 3.0.0
info: {title: Orders, version: '1'}
channels:
  orders:
    address: orders
    messages:
      Order:
        payload:
          schemaFormat: %(language)s
          schema: {$ref: '%(file)s'}
operations:
  o: {action: send, channel: {$ref: '#/channels/orders'}}
"""
PROTO = 'syntax = "proto3";\nimport "types/money.proto";\nmessage Order { Money total = 1; }\n'
MONEY = 'syntax = "proto3";\nmessage Money {\n  int64 units = 1;\n}\n'
AVRO = '{"type": "record", "name": "Order", "fields": [{"name": "total", "type": "%s"}]}'


def in_protobuf(money: str = MONEY, order: str = PROTO) -> dict[str, str]:
    root = ROOT % {"language": "application/vnd.google.protobuf;version=3", "file": "./order.proto"}
    other = 'syntax = "proto3"; message Money { string text = 1; }'  # nobody imports it
    return {"events.yaml": root, "order.proto": order, "types/money.proto": money, "types/other.proto": other}


def in_avro(kind: str) -> dict[str, str]:
    root = ROOT % {"language": "application/vnd.apache.avro+json;version=1.9.0", "file": "./order.avsc"}
    return {"events.yaml": root, "order.avsc": AVRO % kind}


def the_change(previous: dict[str, str], current: dict[str, str]) -> Change:
    found = compare_documents(previous, current)
    assert found.undecided == ()
    (change,) = found.changes
    return change


def test_a_change_in_a_file_that_the_payload_imports_is_a_change_of_the_event() -> None:
    change = the_change(in_protobuf(), in_protobuf(MONEY.replace("int64", "string")))

    assert (change.rule_id, change.fields) == ("protobuf-field-type-changed", ("total.units",))
    assert change.operations == ("send orders",)
    assert change.current_position is not None
    assert (change.current_position.file, change.current_position.line) == ("types/money.proto", 3)


def test_a_change_in_a_file_of_avro_stands_in_that_file() -> None:
    change = the_change(in_avro("int"), in_avro("long"))

    assert (change.rule_id, change.fields) == ("avro-type-promoted", ("total",))
    assert change.current_position is not None
    assert change.current_position.file == "order.avsc"


def test_a_mistake_in_a_file_of_protobuf_has_its_line_there() -> None:
    (problem,) = validate(load_document(in_protobuf(order=PROTO.replace("Money total", "Monny total"))))

    assert (problem.file, problem.line) == ("order.proto", 3)
    assert "Monny" in problem.message


def test_a_mistake_in_an_imported_file_has_its_line_there() -> None:
    (problem,) = validate(load_document(in_protobuf(MONEY.replace("int64", "int63"))))

    assert (problem.file, problem.line) == ("types/money.proto", 3)


def test_a_file_that_is_not_in_the_bundle_is_not_found() -> None:
    files = in_protobuf()
    del files["types/money.proto"]

    (problem,) = validate(load_document(files))

    assert (problem.file, problem.line) == ("order.proto", 2)
    assert "types/money.proto" in problem.message


def test_the_same_payload_written_in_the_document_is_no_change() -> None:
    files = in_protobuf()
    text = "|\n" + "".join(f"            {line}\n" for line in PROTO.splitlines())
    inline = {**files, "events.yaml": files["events.yaml"].replace("{$ref: './order.proto'}", text)}

    found = compare_documents(files, inline)

    assert (found.changes, found.undecided) == ((), ())
