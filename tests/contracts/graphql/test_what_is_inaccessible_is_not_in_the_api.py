"""`@inaccessible` takes an element out of the API: for consumers, adding it removes, and removing it adds."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

SCHEMA = """
type Query { a: Int b(x: Int, y: Int, e: E): Int u: U i(by: I): Int }
enum E { A B }
type T { x: Int }
type S { y: Int }
union U = T | S
input I { z: Int w: Int }
"""
ELEMENTS = [
    ("a: Int", ["graphql-field-removed"], ["graphql-field-added"]),
    ("y: Int,", ["graphql-argument-removed"], ["graphql-optional-argument-added"]),
    (" B", ["graphql-enum-value-removed"], ["graphql-enum-value-accepted"]),
    ("w: Int", ["graphql-input-field-removed"], ["graphql-optional-input-field-added"]),
    (
        "type S",
        ["graphql-type-removed", "graphql-union-member-removed"],
        ["graphql-type-added", "graphql-union-member-added"],
    ),
]


def hiding(element: str, by: str = "@inaccessible") -> str:
    kept, comma = element.removesuffix(","), element[len(element.removesuffix(",")) :]
    return SCHEMA.replace(element, f"{kept} {by}{comma}")


def rules(previous: str, current: str) -> list[str]:
    found = compare_documents(previous, current, format="graphql")
    assert found.undecided == ()
    return sorted(change.rule_id for change in found.changes)


@pytest.mark.parametrize("by", ["@inaccessible", "@federation__inaccessible"])
@pytest.mark.parametrize(("element", "lost", "_"), ELEMENTS)
def test_an_element_that_becomes_inaccessible_is_gone(
    element: str, lost: list[str], _: object, by: str
) -> None:
    assert rules(SCHEMA, hiding(element, by)) == lost


@pytest.mark.parametrize(("element", "_", "gained"), ELEMENTS)
def test_one_that_becomes_accessible_has_come(element: str, _: object, gained: list[str]) -> None:
    assert rules(hiding(element), SCHEMA) == gained


def test_an_extension_hides_the_whole_type() -> None:
    assert rules(hiding("type S"), SCHEMA + "extend type S @inaccessible") == []


def test_what_nobody_can_ask_for_may_change() -> None:
    assert rules(hiding("a: Int"), hiding("a: Int").replace("a: Int", "a(of: String!): [String]")) == []


def test_what_is_inaccessible_is_no_operation_and_no_mistake() -> None:
    document = load_document(hiding("a: Int") + "extend type S @inaccessible", format="graphql")

    keys = [operation.key for operation in format_named("graphql").operations(document)]
    assert keys == ["Query.b", "Query.u", "Query.i", "T.x"]
    assert validate(document) == ()


@pytest.mark.parametrize(
    "word", ["@shareable", "@external", '@override(from: "other")', '@requires(fields: "b")']
)
def test_who_answers_for_a_field_is_no_concern_of_who_asks(word: str) -> None:
    assert rules(SCHEMA, hiding("a: Int", word)) == []
    assert rules(hiding("a: Int", word), SCHEMA) == []
