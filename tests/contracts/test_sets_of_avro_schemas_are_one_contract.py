"""Avro schemas in one file or several: what they are called, where they stand, and what people read of them."""

import json

import pytest

from catalog.contracts.avro.contracts import operation_key
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document

AVRO = format_named("avro")


def record(name, *fields, **others):
    return {"type": "record", "name": name, "namespace": "com.acme", **others, "fields": list(fields)}


def field(name, kind, **others):
    return {"name": name, "type": kind, **others}


ORDER = record("Order", field("lines", {"type": "array", "items": "Line"}), doc="What somebody ordered.")
LINE = record("Line", field("price", {"type": "int", "logicalType": "date"}, doc="In cents."))
STATUS = {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}


def files(**schemas):
    return {f"{name}.avsc": json.dumps(schema, indent=1) for name, schema in schemas.items()}


def keys(source):
    return [operation.key for operation in AVRO.operations(load_document(source, format="avro"))]


def test_a_schema_is_an_operation_under_its_full_name():
    assert keys(json.dumps(LINE)) == ["com.acme.Line"]
    assert keys('{"type": "record", "name": "org.acme.Line", "namespace": "other", "fields": []}') == [
        "org.acme.Line"
    ]
    assert keys('"string"') == ["string"]


def test_of_a_union_each_branch_is_one():
    assert keys(json.dumps([LINE, STATUS, "null"])) == ["com.acme.Line", "Status", "null"]


def test_of_a_bundle_each_file_that_no_other_one_uses():
    assert keys(files(order=ORDER, line=LINE, status=STATUS)) == ["com.acme.Order", "Status"]
    assert keys(files(order=[ORDER, STATUS], line=LINE)) == ["com.acme.Order", "Status"]


@pytest.mark.parametrize("text", ["Order", " com.acme.Order ", "_a.b1"])
def test_a_full_name_is_a_key(text):
    assert operation_key(text) == text.strip()


@pytest.mark.parametrize("text", ["", "com..Order", "1st", "GET /orders", "com.acme.Order.", "a-b"])
def test_what_is_no_full_name_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"com\.acme\.Order"):
        operation_key(text)


def test_types_of_other_files_are_compared_where_they_are_used():
    renamed = record("Line", field("cost", "int"))
    found = compare_documents(files(order=ORDER, line=LINE), files(order=ORDER, line=renamed))

    assert {(change.operations, change.fields) for change in found.changes} == {
        (("com.acme.Order",), ("lines.price",)),
        (("com.acme.Order",), ("lines.cost",)),
    }
    assert {change.previous_position.file for change in found.changes} == {"line.avsc"}
    assert all(change.witness for change in found.changes)


def test_files_or_one_file_is_the_same_contract():
    inlined = record("Order", field("lines", {"type": "array", "items": LINE}))
    found = compare_documents(files(order=ORDER, line=LINE), json.dumps(inlined))

    assert found.changes == found.undecided == ()


def test_the_order_of_a_union_at_the_top_says_nothing():
    assert compare_documents(json.dumps([LINE, STATUS]), json.dumps([STATUS, LINE])).changes == ()


def test_a_place_in_the_root_of_a_bundle_that_is_an_array_is_found():
    document = load_document(files(order=[ORDER, STATUS], line=LINE), format="avro")
    pointer = AVRO.operations(document)[1].pointer

    assert (document.locate(pointer).file, document.locate(pointer).line) == ("order.avsc", 17)
    assert Document.from_stored(document.to_stored()).tree == document.tree


def test_people_read_types_with_their_fields_and_symbols():
    document = load_document(files(order=ORDER, line=LINE, status=STATUS), format="avro")
    entries = {entry.name: entry for entry in AVRO.reference(document)}

    assert [(name, entry.kind, entry.key) for name, entry in entries.items()] == [
        ("com.acme.Order", "record", "com.acme.Order"),
        ("Status", "enum", "Status"),
        ("com.acme.Line", "record", ""),
    ]
    assert entries["com.acme.Order"].description == "What somebody ordered."
    assert [(one.name, one.type) for one in entries["com.acme.Order"].groups[0].fields] == [
        ("lines", "array<com.acme.Line>")
    ]
    price = entries["com.acme.Line"].groups[0].fields[0]
    assert (price.type, price.description, price.required) == ("int (date)", "In cents.", True)
    assert [one.name for one in entries["Status"].groups[0].fields] == ["NEW", "PAID"]


def test_a_schema_says_itself_that_it_is_one():
    for source in (json.dumps(LINE), json.dumps([LINE, "null"]), json.dumps(STATUS)):
        assert load_document(source).format == "avro"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("[]", "a JSON object, an array of schemas or the name of a type"),
        ("7", "a JSON object, an array of schemas or the name of a type"),
        ("{}", "it has no `type`"),
        ('{"protocol": "P", "types": []}', "This is an Avro protocol"),
        ('{"type": "record",', "JSON"),
    ],
)
def test_what_is_no_schema_is_refused(source, says):
    with pytest.raises(DocumentError, match=says):
        load_document(source, format="avro")
