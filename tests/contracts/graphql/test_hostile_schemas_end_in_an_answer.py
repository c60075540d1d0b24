"""Whatever is uploaded as a schema ends in a DocumentError or in an answer, in time."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.graphql.parsing import MAX_CHARACTERS
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

SECONDS = 5  # far more than is needed, for a machine that does other things too


@pytest.mark.parametrize(
    "schema",
    [
        f"type Query {{ a: {'[' * 100_000}Int{']' * 100_000} }}",
        f"type Query {{ a(b: Int = {'[' * 100_000}): Int }}",
        f"type Query {{ a(b: Int = {'{a:' * 100_000}): Int }}",
        "type Query {" + "{" * 100_000,
        "type Query { a: Int",
        'type Query { "',
        'type Query { """',
        "type Query { a: \ud800 }",
        b"type Query { a: \xff }",
        b"\xff\xfet\x00y\x00p",
        "type \0",
        "type Query { a: Int } }",
        "type Query @",
        "extend",
        "{ a }",
        "",
    ],
    ids=range(16),
)
def test_what_is_no_schema_is_refused(schema: str | bytes) -> None:
    began = seconds_spent()
    with pytest.raises(DocumentError):
        load_document(schema, format="graphql")
    assert seconds_spent() - began < SECONDS


@pytest.mark.parametrize("limit", [Limits(max_bytes=100), Limits(max_nodes=100), Limits(seconds=-1)])
def test_what_is_beyond_the_limits_is_refused(limit: Limits) -> None:
    with pytest.raises(DocumentError):
        load_document("type Query { a: Int }\n" * 100, format="graphql", limits=limit)


@pytest.mark.parametrize(
    "schema",
    [
        "type Query { a: Nowhere b(c: Nowhere = 1): [Nowhere!]! }",
        "type Query implements Query { a: Query }",
        "interface Query implements Query { a: Query }",
        "union Query = Query",
        "schema { query: State } enum State { A }",
        "schema { query: Nowhere mutation: Nowhere } scalar A",
        "type Query { a(b: Loop!): Int } input Loop { loop: Loop! list: [Loop!]! }",
        "type Query { a(b: Query): In } input In { a: Query }",
        "type Query { a: Int } extend enum Query { A } extend union Query = Int",
        "scalar Query extend scalar Int @specifiedBy(url: 1)",
        f"type Query {{ a(b: Int = {'9' * 5000}, c: Float = 1e{'9' * 400}): Int }}",
        "type Query { a(b: E = X): E } enum E { A } directive @d(a: D) on FIELD input D { d: D! }",
        "type Query { a: Int @deprecated(reason: 1) } directive @deprecated on FIELD",
        f"type Query {{ a: {'[' * 190}Int{']' * 190} }}",
    ],
    ids=range(14),
)
def test_a_schema_full_of_mistakes_is_compared(schema: str) -> None:
    other = "type Query { a: String b(c: Int!): Int! }\ninput In { a: Int! }\nenum E { B }\nunion U = Query"
    assert validate(load_document(schema, format="graphql")) or schema.startswith("type Query { a: [")
    for pair in ((schema, other), (other, schema), (schema, schema)):
        compare_documents(*pair, format="graphql")


def test_a_circle_of_types_is_walked_once() -> None:
    ring = "".join(
        f"type T{n} {{ next: T{(n + 1) % 3000} all: [T{(n * 7) % 3000}!] }}\n" for n in range(3000)
    )
    schema = f"type Query {{ t: T0 }}\n{ring}"
    began = seconds_spent()
    (change,) = compare_documents(
        schema, schema.replace("type T2999 {", "type T2999 { x: Int"), format="graphql"
    ).changes

    assert change.operations == ("Query.t", "T2999.x")
    assert seconds_spent() - began < 3 * SECONDS


def test_a_long_chain_of_types_and_inputs_has_no_proof_but_a_verdict() -> None:
    chain = "".join(
        f"type T{n} {{ next(i: I{n}): T{n + 1} }} input I{n} {{ i: I{n + 1} }}\n" for n in range(1000)
    )
    schema = f"type Query {{ t: T0 }}\n{chain} type T1000 {{ a: Int b: Int }} input I1000 {{ a: Int b: Int }}"
    found = compare_documents(schema, schema.replace(" b: Int }", " }"), format="graphql")

    assert {change.rule_id: change.witness for change in found.changes} == {
        "graphql-field-removed": None,
        "graphql-input-field-removed": None,
    }


def test_a_comparison_that_is_not_finished_says_so() -> None:
    schema = "type Query { t: T0 }\n" + "".join(f"type T{n} {{ a: Int t: T{n + 1} }}\n" for n in range(3_000))
    before, after = (load_document(text, format="graphql") for text in (schema, schema.replace("Int", "ID")))
    found = compare_documents(before, after, limits=Limits(seconds=0.001))

    assert found.unfinished
    assert not found.is_compatible("backward")


def test_five_megabytes_are_read_and_compared_in_time() -> None:
    types = "".join(
        f'type T{n} {{ "{"words " * 60}" a(first: Int = 10, after: String): [T{n // 2}!]! b: State }}\n'
        for n in range(12_000)
    )
    schema = f"type Query {{ t: T1 }}\nenum State {{ A B }}\n{types}"
    assert len(schema) > 5_000_000
    found = compare_documents(schema, schema.replace("{ A B }", "{ A B C }"), format="graphql")

    assert [change.rule_id for change in found.changes] == ["graphql-enum-value-added"]
    assert not found.unfinished


@pytest.mark.parametrize("filling", ["x ", "# ", ",", "\n"])
def test_a_file_that_is_longer_than_anybody_writes_is_not_read(filling: str) -> None:
    text = '"""' + filling * (MAX_CHARACTERS // len(filling)) + '"""\ntype Query { a: Int }'

    with pytest.raises(DocumentError, match=r"may have 10,000,000 characters at most"):
        load_document(text, format="graphql")
