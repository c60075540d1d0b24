"""A schema that somebody holds facts to, and facts, end in an answer in time, however they are written."""

from typing import Any

import pytest

from catalog.contracts.schemas.standalone import MOST_MISTAKES, schema_mistakes, value_mistakes
from tests.contracts.processor import seconds_spent

SECONDS = 5  # far more than is needed, for a machine that does other things too


def chain(length: int, link: Any) -> dict[str, Any]:
    """Definitions that each refer to the next: `link` makes a schema of the reference to it."""
    links = {f"d{number}": link({"$ref": f"#/$defs/d{number + 1}"}) for number in range(length)}
    return {"$ref": "#/$defs/d0", "$defs": links | {f"d{length}": {"type": "string"}}}


@pytest.mark.parametrize(
    "schema",
    [
        chain(2_000, lambda following: following),
        chain(1_500, lambda following: {"items": following}),
        chain(1_200, lambda following: {"properties": {"x": following}}),
    ],
    ids=range(3),
)
def test_a_chain_of_references_may_be_long(schema: dict[str, Any]) -> None:
    began = seconds_spent()

    assert schema_mistakes(schema) == []
    assert seconds_spent() - began < SECONDS


@pytest.mark.parametrize(
    "schema",
    [
        chain(40, lambda following: {"allOf": [following, following]}),
        chain(40, lambda following: {**following, "allOf": [following]}),
        chain(1_000, lambda following: {"anyOf": [following, {"not": following}]}),
    ],
    ids=range(3),
)
def test_what_doubles_at_each_link_is_too_large(schema: dict[str, Any]) -> None:
    (mistake,) = schema_mistakes(schema)

    assert "too large" in mistake.message


def nested(depth: int, innermost: Any) -> Any:
    value = innermost
    for _ in range(depth):
        value = [1, value]
    return value


CONSTANTS = {"anyOf": [{"const": number} for number in range(1, 1_001)]}
TWICE = [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]
NUMBERS = {"type": ["array", "integer"]}


@pytest.mark.parametrize(
    ("schema", "value", "pointers"),
    [
        ({"type": "array", "items": CONSTANTS}, [0] * 4_000, [""]),
        ({"anyOf": [{"items": CONSTANTS}] * 3}, [0] * 4_000, [""]),
        ({"allOf": [{"type": "null"}] * 3_000}, "x" * 60_000, [""]),
        ({"items": {"type": "string"}}, ["a", *range(20_000)], ["/1"]),
        ({**NUMBERS, "allOf": TWICE}, nested(60, "x"), ["/1" * 60]),
        ({**NUMBERS, "anyOf": TWICE}, nested(60, "x"), [""]),
        ({"items": {"type": "string"}}, list(range(100)), [f"/{at}" for at in range(MOST_MISTAKES)]),
        ({"items": {"anyOf": [{"const": 1}, {"const": 2}]}}, [1, 2, 3, 4], ["/2", "/3"]),
    ],
    ids=range(8),
)
def test_as_many_mistakes_are_told_as_are_found_soon(schema: Any, value: Any, pointers: list[str]) -> None:
    began = seconds_spent()

    assert schema_mistakes(schema) == []
    assert [mistake.pointer for mistake in value_mistakes(schema, value)] == pointers
    assert seconds_spent() - began < SECONDS


def test_no_part_of_a_schema_has_a_name_that_references_in_it_start_from() -> None:
    hidden = {
        "$id": "https://example.com/a",
        **chain(40, lambda following: {"allOf": [following, following]}),
    }
    (mistake,) = schema_mistakes({"$ref": "#/$defs/a", "$defs": {"a": hidden}})

    assert mistake.pointer == "/$defs/a/$id"
