"""Undecided is an answer with a place and a reason, and never "no change"."""

import json
from typing import Any

from catalog.contracts.compare import compare_documents
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from tests.contracts.processor import seconds_spent

TEXT = {"type": "string"}


def test_a_reference_that_leads_nowhere_leaves_the_rest_comparable(documents: Any) -> None:
    def order(**properties: Any) -> Any:
        return {"type": "object", "properties": properties}

    broken = {"$ref": "#/components/schemas/Missing"}
    previous = documents.reading(order(customer=TEXT, total={"type": "integer"}))
    current = documents.reading(order(customer=broken, total=TEXT))

    comparison = compare_documents(previous, current)

    assert [change.rule_id for change in comparison.changes] == ["response-type-changed"]
    (corner,) = comparison.undecided
    assert corner.pointer.endswith("/properties/customer")
    assert "leads nowhere" in corner.reason
    assert corner.operations == ("GET /orders",)


def test_a_reference_to_another_kind_of_component_is_undecided(documents: Any) -> None:
    previous = documents.of({"/orders": {"get": {"parameters": [], "responses": {}}}})
    wrong = {"$ref": "#/components/schemas/Order"}
    current = documents.of({"/orders": {"get": {"parameters": [wrong], "responses": {}}}}, Order=TEXT)

    (corner,) = compare_documents(previous, current).undecided

    assert corner.pointer == "/paths/~1orders/get/parameters/0"
    assert "parameter" in corner.reason


def test_a_wrong_reference_stays_undecided_however_alike_it_is_written(documents: Any) -> None:
    wrong = {"get": {"responses": {"200": {"$ref": "#/components/schemas/Order"}}}}
    other = {"get": {"responses": {}}}

    comparison = compare_documents(
        documents.of({"/orders": wrong}, Order=TEXT),
        documents.of({"/orders": wrong, "/new": other}, Order=TEXT),
    )

    assert [change.rule_id for change in comparison.changes] == ["operation-added"]
    assert [corner.operations for corner in comparison.undecided] == [("GET /orders",)]


def test_a_path_that_cannot_be_read_is_not_called_removed(documents: Any) -> None:
    previous = documents.of({"/orders": {"get": {"responses": {}}}})
    current = documents.of({"/orders": {"$ref": "#/paths/~1nowhere"}})

    comparison = compare_documents(previous, current)

    assert comparison.changes == ()
    (corner,) = comparison.undecided
    assert corner.pointer == "/paths/~1orders"
    assert corner.operations == ()  # nobody knows which, so that it concerns everybody


def test_a_schema_made_of_itself_is_undecided(documents: Any) -> None:
    loop = {"allOf": [{"$ref": "#/components/schemas/Loop"}]}
    reference = {"$ref": "#/components/schemas/Loop"}

    comparison = compare_documents(
        documents.writing(reference, Loop=TEXT), documents.writing(reference, Loop=loop)
    )

    assert "made of itself" in comparison.undecided[0].reason


def test_a_changed_condition_that_no_instance_tells_apart_is_undecided(documents: Any) -> None:
    def unless(value: str) -> Any:
        return {"type": "string", "not": {"pattern": value}}

    comparison = compare_documents(documents.writing(unless("^a+$")), documents.writing(unless("^aa*$")))

    assert comparison.changes == ()
    assert "`not` changed" in comparison.undecided[0].reason


def test_a_comparison_that_takes_too_long_says_so(documents: Any) -> None:
    previous, current = documents.reading(TEXT), documents.reading({"type": "integer"})

    comparison = compare_documents(load_document(previous), load_document(current), limits=Limits(seconds=-1))

    assert "longer than" in comparison.undecided[0].reason


def tower_of_alternatives(documents: Any, kind: str, *, alike: bool) -> Any:
    def level(number: int) -> Any:
        above = {"$ref": f"#/components/schemas/L{number + 1}"}
        return {"anyOf": [above, above if alike else {"allOf": [above], "maxProperties": 100 + number}]}

    leaf = {"type": "object", "properties": {"a": {"type": kind}}}
    levels = {f"L{number}": level(number) for number in range(40)}
    return documents.writing({"$ref": "#/components/schemas/L0"}, **levels, L40=leaf)


def test_towers_of_alternatives_end_in_an_answer(documents: Any) -> None:
    towers = [tower_of_alternatives(documents, kind, alike=False) for kind in ("string", "integer")]

    started = seconds_spent()
    comparison = compare_documents(*towers)

    assert "alternatives" in comparison.undecided[0].reason
    assert seconds_spent() - started < 20


def test_towers_of_the_same_alternative_are_one_which_no_validator_sees(documents: Any) -> None:
    towers = [tower_of_alternatives(documents, kind, alike=True) for kind in ("string", "integer")]

    started = seconds_spent()
    comparison = compare_documents(*towers)

    # A validator that finds nothing that fits would look at the leaf as often as there are ways to it.
    assert [(change.rule_id, change.witness) for change in comparison.changes] == [
        ("request-type-changed", None)
    ]
    assert comparison.undecided == ()
    assert seconds_spent() - started < 20


def test_towers_of_required_members_end_in_an_answer(documents: Any) -> None:
    def tower(kind: str) -> Any:
        levels = {
            f"L{n}": {
                "type": "object",
                "required": ["a", "b"],
                "properties": {name: {"$ref": f"#/components/schemas/L{n + 1}"} for name in ("a", "b")},
            }
            for n in range(60)
        }
        return documents.writing({"$ref": "#/components/schemas/L0"}, **levels, L60={"type": kind})

    started = seconds_spent()
    comparison = compare_documents(tower("string"), tower("integer"))

    # A witness would have more members than there are atoms in a drop of water.
    assert [(change.rule_id, change.witness) for change in comparison.changes] == [
        ("request-type-changed", None)
    ]
    assert seconds_spent() - started < 20


def test_a_corner_has_its_line_in_each_document_where_its_place_is(documents: Any) -> None:
    text = '{"openapi": "3.0.3",\n "info": {"title": "Orders", "version": "1"},\n "paths": {\n'
    previous = f"{text}}}}}"
    current = f'{text}  "/orders": {{"$ref": "#/paths/nowhere"}}}}}}'

    (corner,) = compare_documents(previous, current).undecided

    assert corner.previous_position is None
    assert corner.current_position is not None
    assert (corner.current_position.line, corner.current_position.column) == (4, 3)


def test_what_a_text_holds_by_a_schema_of_its_own_is_undecided_where_it_changes(documents: Any) -> None:
    def holding(kind: str) -> Any:
        return {"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": kind}}

    comparison = compare_documents(documents.writing(holding("object")), documents.writing(holding("array")))

    assert comparison.changes == ()
    (corner,) = comparison.undecided
    assert corner.pointer.endswith("/contentSchema")


def test_a_parameter_that_is_nested_too_deep_is_undecided() -> None:
    def document(kind: str) -> str:
        links = {
            f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}", "description": f"Link {n}"}
            for n in range(2_000)
        }
        schemas = {**links, "S2000": {"type": kind}}
        parameter = {"name": "a", "in": "query", "schema": {"$ref": "#/components/schemas/S0"}}
        paths = {"/": {"get": {"parameters": [parameter], "responses": {}}}}
        root = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
        return json.dumps({**root, "components": {"schemas": schemas}})

    comparison = compare_documents(document("string"), document("integer"))

    assert [corner.reason for corner in comparison.undecided] == ["the schema is nested too deep"]
