"""What `propertyNames` lists is told as names that may or may not be used, at the object that has them."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TEXT = {"type": "string"}


def named(*names: str, **rest: Any) -> dict[str, Any]:
    return {"type": "object", "propertyNames": {"enum": list(names)}, **rest}


def told(documents: Any, how: str, previous: Any, current: Any) -> list[tuple[str, str]]:
    comparison = compare_documents(*(getattr(documents, how)(schema) for schema in (previous, current)))
    assert comparison.undecided == ()
    return [(change.rule_id, change.message) for change in comparison.changes]


@pytest.mark.parametrize(
    "values", [{}, {"additionalProperties": TEXT}, {"patternProperties": {"^[a-c]$": TEXT}}]
)
def test_a_name_that_is_listed_no_longer_is_refused(documents: Any, values: Any) -> None:
    before, after = named("a", "b", "c", **values), named("a", "b", **values)

    assert told(documents, "writing", before, after) == [
        (
            "request-property-refused",
            "`POST /orders request body.c` could be sent and is refused now: the object allows no such property",
        )
    ]
    assert told(documents, "writing", after, before) == [
        ("request-property-added", "`POST /orders request body.c` was added and is optional")
    ]
    assert told(documents, "reading", before, after) == [
        ("response-property-removed", "`GET /orders response 200.c`, which was optional, was removed")
    ]
    assert [rule for rule, _ in told(documents, "reading", after, before)] == [
        "response-property-not-allowed-before"
    ]


def test_to_list_names_closes_the_object_and_adds_none_of_them(documents: Any) -> None:
    before = {"type": "object", "additionalProperties": TEXT}
    after = named("a", "b", additionalProperties=TEXT)

    assert [rule for rule, _ in told(documents, "writing", before, after)] == [
        "request-additional-properties-refused"
    ]
    assert [rule for rule, _ in told(documents, "writing", after, before)] == ["request-object-opened"]
    assert [rule for rule, _ in told(documents, "reading", before, after)] == ["response-object-closed"]
    assert [rule for rule, _ in told(documents, "reading", after, before)] == [
        "response-additional-properties-allowed"
    ]


def test_a_contract_that_is_a_schema_can_list_names_at_its_root() -> None:
    before, after = (json.dumps(named(*names, additionalProperties=TEXT)) for names in ("abc", "ab"))

    comparison = compare_documents(before, after, format="jsonschema")

    assert [change.message.split("`")[1] for change in comparison.changes] == ["$.c"]
