"""A token names a member of an object or an item of a list (RFC 6901, section 4), or leads nowhere."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.pointers import resolve, step
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

MORE_DIGITS_THAN_PYTHON_READS = "1" * 5_000
ITEMS = [f"item {number}" for number in range(12)]


@pytest.mark.parametrize("token", ["0", "9", "10", "11"])
def test_an_item_is_named_by_its_index(token: str) -> None:
    assert step(ITEMS, token) == f"item {token}"


@given(st.text(max_size=4) | st.text("0123456789", max_size=4))
@example("12")
@example("007")
@example("-")
@example("-1")
@example("²")
@example("\N{ARABIC-INDIC DIGIT ONE}")
@example("1\n")
@example(MORE_DIGITS_THAN_PYTHON_READS)
def test_whatever_is_no_index_leads_nowhere(token: str) -> None:
    if token in {str(index) for index in range(len(ITEMS))}:
        return
    with pytest.raises(LookupError):
        step(ITEMS, token)
    with pytest.raises(LookupError):
        resolve({"tags": ITEMS}, ["tags", token])


@pytest.mark.parametrize(
    "root",
    [
        {"swagger": "2.0", "paths": {}, "tags": []},
        {"openapi": "3.1.0", "paths": {}, "tags": []},
        {"asyncapi": "2.6.0", "channels": {}, "tags": []},
        {"asyncapi": "3.0.0", "channels": {}, "tags": []},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "tags": []},
    ],
    ids=["swagger", "openapi", "asyncapi 2", "asyncapi 3", "json schema"],
)
def test_a_reference_to_an_item_beyond_all_numbers_is_a_mistake(root: dict[str, Any]) -> None:
    beyond = {"$ref": f"#/tags/{MORE_DIGITS_THAN_PYTHON_READS}"}
    holders = {name: {"a": beyond} for name in ("paths", "channels", "operations", "properties")}
    schemas = {"components": {"schemas": {"A": beyond}, "parameters": {"P": beyond}}}
    text = json.dumps(
        {**root, **holders, **schemas, "paths": {"/a": beyond, "/b": {"get": {"parameters": [beyond]}}}}
    )

    assert validate(load_document(text))
    assert compare_documents(text, text).changes == ()
