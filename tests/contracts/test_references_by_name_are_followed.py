"""`$anchor`, `$id` and `$dynamicRef` lead where JSON Schema 2020-12 says."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

TREE = {
    "$dynamicAnchor": "node",
    "type": "object",
    "properties": {"value": {"type": "string"}, "next": {"$dynamicRef": "#node"}},
}


def reading(schema: Any, **schemas: Any) -> str:
    answer = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Orders", "version": "1"},
            "paths": {"/orders": {"get": {"responses": {"200": answer}}}},
            "components": {"schemas": schemas},
        }
    )


def anchored(kind: str) -> dict[str, Any]:
    return {"$anchor": "order", "type": "object", "properties": {"total": {"type": kind}}}


def rules(previous: str, current: str) -> list[str]:
    comparison = compare_documents(previous, current)
    assert comparison.undecided == ()
    return [change.rule_id for change in comparison.changes]


def test_an_anchor_is_a_name_for_a_place() -> None:
    previous = reading({"$ref": "#order"}, Order=anchored("integer"))

    assert rules(previous, reading({"$ref": "#order"}, Order=anchored("string"))) == ["response-type-changed"]


def test_an_anchor_and_a_pointer_to_the_same_place_mean_the_same() -> None:
    previous = reading({"$ref": "#order"}, Order=anchored("integer"))

    assert rules(previous, reading({"$ref": "#/components/schemas/Order"}, Order=anchored("integer"))) == []


@pytest.mark.parametrize(
    "reference", ["money", "https://example.com/schemas/money", "/schemas/money#/$defs/amount"]
)
def test_a_reference_is_relative_to_the_id_around_it(reference: str) -> None:
    def order(kind: str) -> Any:
        amount = {"type": kind}
        money = {"$id": "money", "type": kind, "$defs": {"amount": amount}}
        total = {"$ref": reference}
        schema = {
            "$id": "https://example.com/schemas/order",
            "type": "object",
            "properties": {"total": total},
        }
        return reading({"$ref": "#/components/schemas/Order"}, Order={**schema, "$defs": {"money": money}})

    assert rules(order("integer"), order("string")) == ["response-type-changed"]


def test_a_pointer_inside_a_resource_starts_at_that_resource() -> None:
    def order(kind: str) -> Any:
        schema = {"$id": "order", "type": "object", "properties": {"total": {"$ref": "#/$defs/total"}}}
        return reading(
            {"$ref": "#/components/schemas/Order"}, Order={**schema, "$defs": {"total": {"type": kind}}}
        )

    assert rules(order("integer"), order("string")) == ["response-type-changed"]


def test_a_dynamic_reference_with_one_possible_end_is_a_reference() -> None:
    changed = json.loads(json.dumps(TREE))
    changed["properties"]["value"] = {"type": "integer"}
    previous, current = (
        reading({"$ref": "#/components/schemas/Tree"}, Tree=tree) for tree in (TREE, changed)
    )

    assert rules(previous, current) == ["response-type-changed"]
    plain = {**TREE, "properties": {**TREE["properties"], "next": {"$ref": "#/components/schemas/Tree"}}}
    assert rules(previous, reading({"$ref": "#/components/schemas/Tree"}, Tree=plain)) == []


def test_a_dynamic_reference_whose_end_depends_on_the_path_is_undecided() -> None:
    def trees(kind: str) -> Any:
        base = {**TREE, "$id": "tree", "properties": {**TREE["properties"], "value": {"type": kind}}}
        strict = {
            "$id": "strict-tree",
            "$dynamicAnchor": "node",
            "$ref": "tree",
            "unevaluatedProperties": False,
        }
        return reading({"$ref": "#/components/schemas/Strict"}, Tree=base, Strict=strict)

    (corner,) = compare_documents(trees("string"), trees("integer")).undecided

    assert "$dynamicRef" in corner.reason
    assert corner.pointer.endswith("/properties/next")
