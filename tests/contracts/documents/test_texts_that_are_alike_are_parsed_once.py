"""What two JSON texts have in common is parsed once, and the tree is the one that the text says, whatever it says."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document

SCHEMA = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "size": {"type": "integer"}},
}


def description(**changed: Any) -> dict[str, Any]:
    names = {"Order": SCHEMA, "Item": SCHEMA, **changed}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}
    operation = {"responses": {"200": {"description": "OK", "content": content}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Orders", "version": "1"},
        "paths": {"/orders": {"get": operation}, "/items": {"get": operation}},
        "components": {"schemas": names},
    }


def written(tree: Any) -> bytes:
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2)


def test_what_is_written_alike_is_shared() -> None:
    previous = load_document(written(description()))
    text = written(description(Order={"type": "object"}))
    current = load_document(text, like=previous)

    assert current.tree == json.loads(text)
    assert current.tree["paths"] is previous.tree["paths"]
    assert current.tree["components"]["schemas"]["Item"] is previous.tree["components"]["schemas"]["Item"]


def test_places_far_from_each_other_may_differ() -> None:
    previous, changed = description(), description(Item={"type": "string"}, Order={"type": "array"})
    changed["info"] = {"title": "Orders", "version": "2"}
    del changed["paths"]["/items"]
    changed["paths"]["/carts"] = {}
    before = load_document(written(previous))
    after = load_document(written(changed), like=before)

    assert after.tree == changed
    assert after.tree["paths"]["/orders"] == before.tree["paths"]["/orders"]


def test_the_document_that_another_one_is_like_stays_as_it_is() -> None:
    previous = load_document(written(description()))
    load_document(written(description(Order=True)), like=previous)

    assert previous.tree == description()


@pytest.mark.parametrize("indent", [None, 1, 2, 4, "\t"])
def test_texts_in_any_layout_are_read_exactly(indent: Any) -> None:
    previous = load_document(json.dumps(description(), indent=indent))
    text = json.dumps(description(Order={"type": "array"}), indent=indent)

    assert load_document(text, like=previous).tree == json.loads(text)


def test_a_place_that_only_looks_like_the_end_of_an_object_misleads_nobody() -> None:
    inside = {"a": {"b": 1}, "c": [{"b": {"a": {}}}], "d": "{"}
    previous = load_document(written({**description(), "x-notes": inside}))
    text = written({**description(), "x-notes": {**inside, "c": [{"b": {"a": {"b": 1}}, "e": {}}]}})

    assert load_document(text, like=previous).tree == json.loads(text)


def test_a_key_that_comes_twice_is_still_refused() -> None:
    text = written(description())
    twice = text.replace(b'"title": "Orders",', b'"title": "Orders",\n    "title": "Items",')
    with pytest.raises(Exception, match="twice"):
        load_document(twice, like=load_document(text))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text('abc"{}:', max_size=2), below, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab", max_size=1), values), st.dictionaries(st.text("ab", max_size=1), values))
def test_the_tree_is_that_of_the_text(one: dict[str, Any], other: dict[str, Any]) -> None:
    texts = [json.dumps({**description(), "x-notes": notes}, indent=2) for notes in (one, other)]
    shared = load_document(texts[1], like=load_document(texts[0]))

    assert json.dumps(shared.tree) == json.dumps(load_document(texts[1]).tree)


def test_a_comparison_says_the_same_of_texts_that_are_not_laid_out() -> None:
    trees = description(), description(Order={**SCHEMA, "properties": {"id": {"type": "integer"}}})
    laid_out = compare_documents(*map(written, trees)).to_json()
    in_a_line = compare_documents(*map(orjson.dumps, trees)).to_json()

    assert [change["message"] for change in laid_out["changes"]] == [
        change["message"] for change in in_a_line["changes"]
    ]
    assert laid_out["changes"]
