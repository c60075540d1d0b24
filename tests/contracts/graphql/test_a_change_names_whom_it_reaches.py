"""A change names the root fields through which it is met, the field that it is about, and where in responses it is."""

from typing import Any

import pytest

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from catalog.contracts.formats import format_named, operation_key
from catalog.contracts.load import load_document

SHOP = """
type Query { order(id: ID!): Order search(text: String, near: Place): [Found!]! node(id: ID!): Node ping: String }
type Mutation { pay(order: Payment!): Paid }
type Paid { order: Order! receipt: String }
interface Node { id: ID! }
union Found = Order | Shop
type Order implements Node { id: ID! total: Float shop: Shop! lines(first: Int): [Line!]! }
type Line { text: String order: Order! }
type Shop { name: String }
input Payment { amount: Int place: Place }
input Place { city: String street: String }
"""


def only(old: str, new: str) -> Change:
    assert old in SHOP
    (change,) = compare_documents(SHOP, SHOP.replace(old, new)).changes
    return change


def test_a_field_is_reached_through_every_type_that_leads_to_it() -> None:
    change = only("type Shop { name: String }", "type Shop { name: String city: String }")

    assert change.operations == ("Mutation.pay", "Query.node", "Query.order", "Query.search", "Shop.city")


def test_where_it_is_in_responses_is_told_with_lists_left_out() -> None:
    change = only(" receipt: String", "")

    assert change.operations == ("Mutation.pay", "Paid.receipt")
    assert change.fields == ("receipt",)
    assert {"shop.name", "lines.order.shop.name", "name"} <= set(only("name: String", "name: String!").fields)


def test_a_root_field_concerns_all_who_ask_for_it() -> None:
    change = only(" ping: String", "")

    assert (change.operations, change.fields) == (("Query.ping",), ())


def test_what_requests_hold_reaches_the_fields_that_take_it() -> None:
    assert only(" street: String", "").operations == ("Mutation.pay", "Query.search")
    assert only("amount: Int ", "").operations == ("Mutation.pay",)


def test_an_argument_of_a_field_below_reaches_that_field_and_what_leads_to_it() -> None:
    change = only("lines(first: Int)", "lines")

    assert change.operations == ("Mutation.pay", "Order.lines", "Query.node", "Query.order", "Query.search")
    assert change.direction == "request"


def test_both_places_are_told() -> None:
    change = only("total: Float", "\n total: Int")

    assert change.previous_position
    assert change.current_position
    assert (change.previous_position.line, change.current_position.line) == (7, 8)


def test_the_fingerprint_survives_another_commit() -> None:
    moved = SHOP.replace("type Shop { name: String }", "") + "type Shop { name: String }"
    one, other = (
        compare_documents(text, text.replace(" receipt: String", "")).changes[0].fingerprint
        for text in (SHOP, moved)
    )

    assert one == other


@pytest.mark.parametrize("text", ["Query.order", "  Query.order\n", "_a1.__b2"])
def test_an_operation_is_named_by_type_and_field(text: str) -> None:
    assert operation_key(text) == text.strip()


@pytest.mark.parametrize("text", ["order", "Query.", "Query.order.id", "Query order", "1a.b", "Quéry.a", ""])
def test_anything_else_is_refused_with_a_sentence_that_helps(text: str) -> None:
    with pytest.raises(ValueError, match=r"'Query\.order'"):
        format_named("graphql").operation_key(text)


def test_the_operations_are_the_fields_of_the_roots_and_then_of_the_others() -> None:
    schema = (
        'type Order { id: ID! @deprecated } schema { query: Shop } type Shop {\n """\n One order\n by its id\n """\n'
        " order: Order } input In { a: Int }"
    )
    listed: list[Any] = [
        (one.key, one.summary, one.deprecated)
        for one in format_named("graphql").operations(load_document(schema))
    ]

    assert listed == [("Shop.order", "One order", False), ("Order.id", "", True)]
