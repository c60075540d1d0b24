"""A proof is a request that can be sent as it is, or with it the response that the old schema does not allow."""

from typing import Any

from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.witnesses import message_text

SCHEMA = """
type Query { orders(filter: Filter!): [Order!]! node(id: ID!): Node }
interface Node { id: ID! }
type Order implements Node { id: ID! lines: [Line!]! state: State! }
type Line { text: String! }
enum State { OPEN PAID }
input Filter { state: State! place: Place }
input Place { city: String! street: String }
"""


def proof(old: str, new: str) -> dict[str, Any]:
    assert old in SCHEMA
    (witness,) = [
        one.witness for one in compare_documents(SCHEMA, SCHEMA.replace(old, new)).changes if one.witness
    ]
    return witness


def test_a_request_gives_what_is_required_and_no_more() -> None:
    witness = proof("city: String! street: String", "city: String!")

    assert (witness["operation"], witness["part"]) == ("Query.orders", "request")
    assert (witness["accepted_by"], witness["rejected_by"]) == ("previous", "current")
    assert message_text(witness).split("\n") == [
        "query {",
        '  orders(filter: { state: OPEN, place: { city: "text", street: "text" } }) {',
        "    __typename",
        "  }",
        "}",
    ]


def test_a_response_comes_with_the_request_that_it_answers() -> None:
    witness = proof("text: String!", "text: String")

    assert witness["part"] == "response"
    assert (witness["accepted_by"], witness["rejected_by"]) == ("current", "previous")
    assert witness["instance"] == {"data": {"orders": [{"lines": [{"text": None}]}]}}
    assert message_text(witness).startswith(
        "query {\n  orders(filter: { state: OPEN }) {\n    lines {\n      text\n"
    )
    assert message_text(witness).partition("\n\n")[2].startswith('{\n  "data": {')


def test_a_change_of_type_is_shown_by_a_variable_of_the_old_one() -> None:
    witness = proof("node(id: ID!)", "node(id: String!)")

    assert witness["query"].startswith("query ($value: ID!) {\n  node(id: $value)")


def test_an_exact_request_is_not_refused_for_another_reason() -> None:
    """Two fields became required: the request that lacks one gives the other."""
    changes = compare_documents(
        SCHEMA,
        SCHEMA.replace("place: Place }", "place: Place! }").replace("street: String", "street: String!"),
    ).changes
    queries = {change.message.split("`")[1]: change.witness["query"] for change in changes if change.witness}

    assert "street" not in queries["Place.street"]
    assert "place" not in queries["Filter.place"]


def test_without_a_way_to_it_there_is_a_verdict_and_no_proof() -> None:
    (change,) = compare_documents("type A { a: Int b: Int }", "type A { a: Int }", format="graphql").changes

    assert (change.severity, change.witness) == ("breaking", None)
