"""However a schema is written, and in how many files, it is one schema, and everything in it has a place."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import Position
from catalog.contracts.load import load_document

WHOLE = """\
type Query {
  order(id: ID!): Order
}

"What was bought"
type Order implements Node {
  id: ID!
  total(in: Currency = EUR): Float @deprecated(reason: "Use price")
}

interface Node { id: ID! }
enum Currency { EUR USD }
"""

PARTS = {
    "schema.graphql": "schema { query: Query }\ntype Query\nextend type Order { id: ID! }\ntype Order implements Node",
    "orders/order.graphqls": "extend type Query { order(id: ID!): Order }\ninterface Node { id: ID! }\n",
    "orders/money.gql": (
        'enum Currency { USD }\nextend enum Currency { EUR }\nextend type Order {\n  """\n  What it costs\n  """\n'
        '  total(in: Currency = EUR): Float @deprecated(reason: """Use price""") }'
    ),
    "README.yaml": "not: a schema",
}


def test_a_bundle_says_the_same_as_one_file() -> None:
    there, back = compare_documents(WHOLE, PARTS), compare_documents(PARTS, WHOLE)

    assert (there.changes, there.undecided) == (back.changes, back.undecided) == ((), ())


def test_a_place_names_its_file_line_and_column() -> None:
    document = load_document(PARTS)

    assert document.locate("/types/Order/fields/total") == Position(7, 3, "orders/money.gql")
    assert document.locate("/types/Order/fields/total/arguments/in") == Position(7, 9, "orders/money.gql")
    assert document.locate("/types/Order/fields/total/deprecated") == Position(7, 3, "orders/money.gql")
    assert document.locate("/types/Order") == Position(4, 6, "schema.graphql")
    assert document.locate("/types/Node/fields/id") == Position(2, 18, "orders/order.graphqls")


def test_what_is_stored_is_compared_and_located_like_what_was_read() -> None:
    stored = Document.from_stored(load_document(WHOLE).to_stored())
    changed = load_document(WHOLE.replace("  id: ID!\n", ""))

    fresh = compare_documents(load_document(WHOLE), changed)
    assert fresh.changes
    assert compare_documents(stored, changed).changes == fresh.changes


def test_a_schema_is_not_different_from_itself() -> None:
    assert compare_documents(WHOLE, f"{WHOLE}\n# the end").changes == ()


def test_words_and_order_change_nothing() -> None:
    reworded = WHOLE.replace('"What was bought"', '"""\nBought, and paid\n"""').replace(
        "EUR USD", '"Dollars" USD EUR'
    )

    assert compare_documents(WHOLE, reworded).changes == ()


def test_a_syntax_error_has_a_place() -> None:
    with pytest.raises(DocumentError, match="line 2, column 13") as refused:
        load_document({"a.graphql": "type Query { a: Int }", "b/c.graphql": "type Order {\n  total(in: )\n}"})
    assert refused.value.file == "b/c.graphql"


def test_a_document_that_declares_nothing_is_refused() -> None:
    with pytest.raises(DocumentError, match="declares nothing"):
        load_document("query Orders { orders { id } }")


def test_two_definitions_that_contradict_each_other_are_undecided() -> None:
    twice = WHOLE + "type Order { id: ID }"
    (corner,) = compare_documents(WHOLE, twice).undecided

    assert corner.reason == "`Order` is defined more than once"
    assert corner.current_position == Position(13, 6)


def test_a_field_that_is_declared_twice_alike_is_no_riddle() -> None:
    twice = WHOLE + "extend type Order { id: ID! }"

    assert compare_documents(WHOLE, twice).undecided == ()
