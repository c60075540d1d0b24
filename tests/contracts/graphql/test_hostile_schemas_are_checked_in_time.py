"""What somebody writes so that a check never ends is checked in time, or said to be too large."""

import pytest

from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.problems import Problem
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

SECONDS = 5  # far more than is needed, for a machine that does other things too
MANY = 2_000


def many(text: str) -> str:
    return " ".join(text.replace("#", f"{number:05}") for number in range(MANY))


def problems(schema: str, limits: Limits | None = None) -> tuple[Problem, ...]:
    limits = limits or Limits()
    return validate(load_document(schema, format="graphql", limits=limits), limits=limits)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (f"type Query {{ a: Int }} {many('type Customer# { f: Account# }')}", "Unknown type 'Account00000'"),
        (
            f"type Query {{ a: Int }} {many('type Cu# { a: Int } extend type Ac# { a: Int }')}",
            "Cannot extend type",
        ),
        (
            f"type Query {{ {many('a#(b: E = X#): Int')} }} enum E {{ {many('V#')} }}",
            "'X00000' does not exist",
        ),
        (f"type Query {{ {many('a#(b: I = {x#: 1}): Int')} }} input I {{ {many('v#: Int')} }}", "'x00000'"),
        (f"type Query {{ {many('a#(b: I = {}): Int')} }} input I {{ {many('v#: Int!')} }}", "'v00000'"),
        (
            f"type Query {{ {many('a#: Int @d(x: 1)')} }} directive @d({many('v#: Int')}) on FIELD_DEFINITION",
            "'x'",
        ),
        (
            f"type Query {{ {many('a#: Int @d')} }} directive @d({many('v#: Int!')}) on FIELD_DEFINITION",
            "@d(v00000:)",
        ),
        (
            f"type Query {{ a: J }} interface J {{ {many('f#: Int')} }} {many('type T# implements J { a: Int }')}",
            "J.f0",
        ),
        (f"type Query {{ a(b: [I] = [{many('{}')}]): Int }} input I {{ {many('v#: Int')} }}", "too large"),
    ],
    ids=range(9),
)
def test_as_many_mistakes_are_told_as_anybody_reads(schema: str, says: str) -> None:
    began = seconds_spent()
    found = problems(schema)

    assert says in found[0].message
    assert len(found) in {1, Limits().max_problems}
    assert seconds_spent() - began < SECONDS


def test_a_subgraph_that_extends_many_types_is_checked_once() -> None:
    began = seconds_spent()

    assert (
        problems('extend schema @link(url: "x")\n' + many('extend type T# @key(fields: "a") { a: Int }\n'))
        == ()
    )
    assert seconds_spent() - began < SECONDS


def test_a_check_that_takes_too_long_is_not_finished() -> None:
    schema = f"type Query {{ {many('a#(b: I = {}): Int')} }} input I {{ {many('v#: Int')} }}"
    document = load_document(schema, format="graphql")
    (problem,) = validate(document, limits=Limits(seconds=0.05))

    assert "could not be checked to its end" in problem.message


def test_defaults_that_need_each_other_without_end_are_said() -> None:
    chain = "".join(f"input I{number} {{ a: I{number + 1} = {{}} }}\n" for number in range(MANY))
    schema = f"type Query {{ a(b: I0 = {{}}): Int }}\n{chain}input I{MANY} {{ a: Int }}"
    (problem,) = problems(schema)

    assert "too long a chain" in problem.message


def test_a_member_that_is_called_like_an_extended_type_may_not_come_twice() -> None:
    schema = (
        'extend schema @link(url: "x")\nextend type order { id: ID }\ntype A {\n  order: Int\n  order: Int\n}'
    )
    (problem,) = problems(schema)

    assert (problem.line, problem.severity) == (5, "error")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(line_end: str) -> None:
    schema = line_end.join(["type Query {", "  a: Int", "}", "extend type Order { b: Int }"])

    assert [problem.line for problem in problems(schema)] == [4]
