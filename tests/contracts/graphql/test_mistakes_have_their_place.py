"""Mistakes in a schema are found with the line that they stand in, and what belongs to a federation is none."""

from collections.abc import Mapping

import pytest

from catalog.contracts.load import load_document
from catalog.contracts.validate import validate


def found(schema: str | Mapping[str, str]) -> list[tuple[str, int | None, str]]:
    problems = validate(load_document(schema, format="graphql"))
    return [(problem.message, problem.line, problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("schema", "message", "line"),
    [
        ("type Query {\n  a: Nowhere\n}", "Unknown type 'Nowhere'.", 2),
        ("type Query {\n  a(b: Int\n b: Int): Int\n}", "Argument 'Query.b(b:)'", None),
        ("type Query { a: Int }\nenum E {\n  A\n  A\n}", "Enum value 'E.A' can only be defined once.", 4),
        ("type Query { a: Int }\ntype Query { b: Int }", "There can be only one type named 'Query'.", 2),
        ("type Query { a: Int }\nextend type Order { b: Int }", "Cannot extend type 'Order'", 2),
        (
            "interface I { a: Int! }\ntype Query implements I {\n  a: Int\n}",
            "Interface field I.a expects type Int!",
            3,
        ),
        (
            "type Query { a: Int }\nunion U =\n  | E\nenum E { A }",
            "Union type U can only include Object types",
            3,
        ),
        ("type Query { a(b: I): Int }\ninput I {\n  i: I!\n}", "Input Object I cannot", 3),
        ("type Order { id: ID }", "Query root type must be provided.", 1),
        (
            "type Query { a: Int }\ndirective @d on FIELD_DEFINITION\ntype T { a: Int @d(x: 1) }",
            "Unknown argument 'x'",
            3,
        ),
    ],
)
def test_a_mistake_has_a_line(schema: str, message: str, line: int | None) -> None:
    if line is None:
        message, line = "Argument 'Query.a(b:)' can only be defined once.", 3
    assert any(text.startswith(message) and at == line for text, at, _ in found(schema)), found(schema)


def test_a_mistake_in_a_bundle_names_its_file() -> None:
    bundle = {"a.graphql": "type Query { b: B }", "b.graphql": "\n\ntype B { c: C }"}
    (problem,) = validate(load_document(bundle))

    assert (problem.file, problem.line, problem.column) == ("b.graphql", 3, 13)


def test_an_unknown_directive_is_a_warning() -> None:
    assert found("type Query { a: Int @cache }") == [("Unknown directive '@cache'.", 1, "warning")]


def test_an_operation_between_the_definitions_is_left_out_with_a_warning() -> None:
    ((message, line, severity),) = found("type Query { a: Int }\nquery { a }")

    assert (line, severity) == (2, "warning")
    assert "no part of a schema" in message


@pytest.mark.parametrize(
    "schema",
    [
        'extend type Query { me: User }\ntype User @key(fields: "id") @shareable { id: ID! }',
        'type User @key(fields: "id") { id: ID! @external name: String @requires(fields: "id") }',
        (
            'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n'
            'type Query { a: Int @cost(weight: 1) }\nextend type User @key(fields: "id") { id: ID! }'
        ),
        (
            "type Query { _entities(representations: [_Any!]!): [User]! _service: _Service! }\ntype User { id: ID! }\n"
            "type _Service { sdl: String }\ndirective @key(fields: FieldSet!) repeatable on OBJECT"
        ),
    ],
)
def test_a_subgraph_of_a_federation_is_valid(schema: str) -> None:
    assert found(schema) == []


def test_a_valid_schema_has_no_problem() -> None:
    assert (
        found('schema { query: Root }\n"Root" type Root { a(b: In = {c: 1}): Int! }\ninput In { c: Int }')
        == []
    )
