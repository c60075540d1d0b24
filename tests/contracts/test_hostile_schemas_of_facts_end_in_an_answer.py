"""A schema that somebody holds facts to, and facts, end in an answer in time, however they are written."""

from typing import Any

import pytest

from catalog.contracts.schemas.standalone import schema_mistakes
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
