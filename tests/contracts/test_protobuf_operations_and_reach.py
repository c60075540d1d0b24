"""What a consumer can name, how, and which of these a change reaches."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.format import Format
from catalog.contracts.formats import format_named, format_of
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.load import load_document, read_sources

TEXT = """syntax = "proto3";
package orders.v1;

// Orders of one shop.
service Orders {
  // Finds an order.
  // It must exist.
  rpc Get(Query) returns (Order);
  rpc Cancel(Query) returns (Empty) { option deprecated = true; }
}
message Query { string id = 1; }
message Empty {}
// What was ordered.
message Order {
  string id = 1; // never changes
  repeated Line lines = 2;
  message Line { int64 count = 1; map<string, Price> prices = 2; }
}
message Price { int64 units = 1; }
// Tells that an order was placed.
message Placed { string id = 1; Price price = 2; Trace trace = 3; }
message Trace { string id = 1; }
enum State { UNKNOWN = 0; }
"""


@pytest.fixture
def spoken() -> Format:
    return format_named("protobuf")


def reached(previous: str, current: str) -> set[tuple[str, ...]]:
    return {change.operations for change in compare_documents(previous, current).changes}


def test_operations_are_methods_and_the_messages_that_no_method_carries(spoken):
    operations = spoken.operations(load_document(TEXT))

    assert [operation.key for operation in operations] == [
        "orders.v1.Orders/Get",
        "orders.v1.Orders/Cancel",
        "orders.v1.Placed",
        "orders.v1.Trace",
    ]
    assert [operation.deprecated for operation in operations] == [False, True, False, False]
    assert operations[0].summary == "Finds an order. It must exist."
    assert load_document(TEXT).locate(operations[0].pointer).line == 8


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("orders.v1.Orders/Get", "orders.v1.Orders/Get"),
        (" /orders.v1.Orders/Get\n", "orders.v1.Orders/Get"),
        (".orders.v1.Placed", "orders.v1.Placed"),
        ("Placed", "Placed"),
    ],
)
def test_an_operation_is_named_as_on_the_wire_or_by_its_message(spoken, written, key):
    assert spoken.operation_key(written) == key


@pytest.mark.parametrize("written", ["", "GET /orders", "a.b/", "/", "a/b/c", "1a", "a..b", "send orders"])
def test_what_names_no_operation_is_refused_with_an_example(spoken, written):
    with pytest.raises(ValueError, match=r"orders\.v1\.Orders/Get"):
        spoken.operation_key(written)


@pytest.mark.parametrize(
    ("old", "new", "operations"),
    [
        ("units = 1", "cents = 1", ("orders.v1.Orders/Get", "orders.v1.Placed")),
        ("int64 count", "string count", ("orders.v1.Orders/Get",)),
        ("Query { string", "Query { int32", ("orders.v1.Orders/Cancel", "orders.v1.Orders/Get")),
        ("Trace { string", "Trace { int32", ("orders.v1.Placed", "orders.v1.Trace")),
        ("returns (Order)", "returns (stream Order)", ("orders.v1.Orders/Get",)),
        ("UNKNOWN", "NONE", ()),
    ],
)
def test_a_change_is_told_once_with_all_that_it_reaches(old, new, operations):
    assert reached(TEXT, TEXT.replace(old, new)) == {operations}


def test_a_type_is_not_reached_through_a_field_that_held_another():
    changed = TEXT.replace("Trace trace = 3", "State trace = 3").replace("Trace { string", "Trace { int32")

    assert reached(TEXT, changed) == {("orders.v1.Placed",), ("orders.v1.Trace",)}


def test_a_bundle_is_seen_to_be_protobuf_by_the_names_of_its_files():
    root = read_sources({"state.proto": "enum State { OPEN = 0; }"}, DEFAULT_LIMITS)[0]

    assert format_of(root, Deadline(1)) == "protobuf"


def test_the_documentation_says_what_goes_in_and_what_comes_out(spoken):
    entries = {entry.name: entry for entry in spoken.reference(load_document(TEXT))}
    get, order = entries["orders.v1.Orders/Get"], entries["orders.v1.Order"]

    assert (get.kind, get.key, get.description) == ("method", get.name, "Finds an order.\nIt must exist.")
    assert [group.title for group in get.groups] == ["Request: orders.v1.Query", "Response: orders.v1.Order"]
    assert [field.type for field in order.groups[0].fields] == [
        "string = 1",
        "repeated orders.v1.Order.Line = 2",
    ]
    assert order.groups[0].fields[0].description == "never changes"
    assert (order.key, entries["orders.v1.Placed"].key) == ("", "orders.v1.Placed")
    assert [field.name for field in entries["orders.v1.State"].groups[0].fields] == ["UNKNOWN"]
