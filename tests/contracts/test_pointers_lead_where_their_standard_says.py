"""What validation and comparison say of a reference is the same, and what RFC 6901 says (sections 4 and 6)."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

OK = {"description": "OK"}
KINDS = {"oneOf": [{"type": "boolean"}, {"type": "integer"}]}


def described(paths: dict[str, Any]) -> Document:
    schemas = {"Kinds": KINDS, "a/b": {"type": "integer"}, "c": {"d": {"type": "integer"}}}
    contract = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return load_document(json.dumps(contract))


def reading(schema: Any) -> Document:
    answer = {**OK, "content": {"application/json": {"schema": schema}}}
    return described({"/orders": {"get": {"responses": {"200": answer}}}})


@pytest.mark.parametrize("reference", ["a%2Fb", "Kinds/oneOf/-1", "Kinds/oneOf/01", "Kinds/oneOf/2", "c~1d"])
def test_a_pointer_that_leads_nowhere_does_so_for_everybody(reference: str) -> None:
    wrong = reading({"$ref": f"#/components/schemas/{reference}"})

    comparison = compare_documents(reading({"type": "integer"}), wrong)

    assert any("leads nowhere" in problem.message for problem in validate(wrong))
    assert comparison.changes == ()
    assert ["leads nowhere" in corner.reason for corner in comparison.undecided] == [True]


@pytest.mark.parametrize("reference", ["a~1b", "a%7E1b", "Kinds/oneOf/1", "c/d", "c%2Fd"])
def test_a_pointer_is_decoded_before_it_is_split(reference: str) -> None:
    right = reading({"$ref": f"#/components/schemas/{reference}"})

    comparison = compare_documents(reading({"type": "integer"}), right)

    assert not any("leads nowhere" in problem.message for problem in validate(right))
    assert (comparison.changes, comparison.undecided) == ((), ())


@pytest.mark.parametrize(("path", "changes"), [("%7E1invoices", 0), ("%2Finvoices", 1)])
def test_a_link_calls_the_operation_that_its_pointer_leads_to(path: str, changes: int) -> None:
    def linked(target: dict[str, str]) -> Document:
        answer = {**OK, "links": {"invoice": target}}
        invoices = {"get": {"operationId": "listInvoices", "responses": {"200": OK}}}
        return described({"/orders": {"get": {"responses": {"200": answer}}}, "/invoices": invoices})

    previous = linked({"operationId": "listInvoices"})

    comparison = compare_documents(previous, linked({"operationRef": f"#/paths/{path}/get"}))

    assert [change.rule_id for change in comparison.changes] == ["response-link-changed"] * changes
