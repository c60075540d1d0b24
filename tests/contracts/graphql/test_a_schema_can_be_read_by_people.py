"""The reference of a schema has its operations with their arguments, and its types with what they are made of."""

from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.reference import Entry, Field, Group

SCHEMA = """
type Query {
  "One order"
  order("Its number" id: ID! = 1, open: Boolean): Order @deprecated(reason: "Use node")
}
"What was bought"
type Order implements Node { id: ID! lines(first: Int): [String!] }
interface Node { id: ID! }
enum State { "Not paid" OPEN PAID @deprecated(reason: "Use DONE") }
input Filter { state: State! }
scalar Date @specifiedBy(url: "https://example.com/dates")
union Found = Order
directive @cached(seconds: Int) on FIELD
"""


def entries() -> dict[str, Entry]:
    return {entry.name: entry for entry in format_named("graphql").reference(load_document(SCHEMA))}


def test_an_operation_has_a_key_its_arguments_and_what_it_returns() -> None:
    assert entries()["Query.order"] == Entry(
        "query",
        "Query.order",
        "/types/Query/fields/order",
        "Query.order",
        "One order",
        deprecated=True,
        detail=(
            Group("Arguments", (Field("id", "ID! = 1", "Its number"), Field("open", "Boolean"))),
            Group("Returns", (Field("order", "Order"),), "Use node"),
        ),
    )


def test_a_type_has_its_parts_and_no_key() -> None:
    found = entries()

    assert found["Order"].description == "What was bought"
    assert found["Order"].key == ""
    assert found["Order"].groups == (
        Group("Implements", (Field("Node"),)),
        Group("Fields", (Field("id", "ID!", required=True), Field("lines(first: Int)", "[String!]"))),
    )
    assert found["State"].groups[0].fields[1] == Field("PAID", "", "Deprecated: Use DONE", deprecated=True)
    assert found["Filter"].groups == (Group("Fields", (Field("state", "State!", required=True),)),)
    assert found["Found"].groups == (Group("Members", (Field("Order"),)),)
    assert found["Date"].groups == (Group("Specified by", description="https://example.com/dates"),)


def test_every_definition_is_there_once_and_leads_to_its_place() -> None:
    document = load_document(SCHEMA)

    assert [*entries()] == ["Query.order", "Order", "Node", "State", "Filter", "Date", "Found", "@cached"]
    assert all(document.locate(entry.pointer) for entry in entries().values())
