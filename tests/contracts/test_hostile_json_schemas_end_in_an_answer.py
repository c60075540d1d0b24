"""JSON Schemas that were written to be expensive cost little, and what is not worked out is said."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.formats import format_named
from catalog.contracts.jsonschema.drafts import URIS
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

SECONDS = 5
FIRST = {"$ref": "#/definitions/S0"}


def reference(number):
    return {"$ref": f"#/definitions/S{number}"}


def tower(leaf):
    floors = {
        f"S{n}": {
            "allOf": [{"anyOf": [reference(n + 1), {"maxLength": n}]}, {"oneOf": [reference(n + 1), {}]}]
        }
        for n in range(40)
    }
    return {**FIRST, "definitions": {**floors, "S40": leaf}}


def circle(leaf):
    links = {f"S{n}": {"properties": {"next": reference((n + 1) % 500), "leaf": leaf}} for n in range(500)}
    return {**FIRST, "definitions": links}


def itself(leaf):
    return {"allOf": [{"$ref": "#/definitions/S0"}], "definitions": {"S0": {"anyOf": [FIRST, leaf]}}}


def many_values(leaf):
    return {"enum": [f"{leaf['type']}{number}" for number in range(20_000)]}


def tuples(leaf):
    return {"type": "array", "items": [leaf] * 5_000, "additionalItems": False}


def nested(leaf):
    for _ in range(90):
        leaf = {"properties": {"a": leaf}}
    return leaf


@pytest.mark.parametrize("draft", ["draft-04", "draft-07", "2020-12"])
@pytest.mark.parametrize("made", [tower, circle, itself, many_values, tuples, nested])
def test_what_is_expensive_ends_in_time(made, draft):
    started = seconds_spent()
    texts = [json.dumps({"$schema": URIS[draft], **made({"type": kind})}) for kind in ("string", "integer")]
    limits = Limits(seconds=SECONDS)
    found = compare_documents(*texts, format="jsonschema", limits=limits)

    assert found.changes or found.undecided or (made is tuples and draft == "2020-12")
    validate(load_document(texts[0], format="jsonschema"), limits=limits)
    assert seconds_spent() - started < 4 * SECONDS


def test_a_reference_that_leads_nowhere_is_undecided_with_its_place():
    before, after = (
        {"properties": {"a": {"$ref": "#/$defs/A"}, "b": {"type": kind}}} for kind in ("string", "null")
    )
    found = compare_documents(
        json.dumps(before), json.dumps({**after, "$defs": {"A": {"type": "string"}}}), format="jsonschema"
    )

    assert {corner.pointer for corner in found.undecided} == {"/properties/a"}
    assert not found.is_compatible("backward")
    assert not found.is_compatible("forward")


def test_several_recursive_anchors_are_undecided():
    tree = {
        "$schema": URIS["2019-09"],
        "$recursiveAnchor": True,
        "properties": {"next": {"$recursiveRef": "#"}},
        "$defs": {"other": {"$id": "https://example.com/other", "$recursiveAnchor": True}},
    }
    changed = {**tree, "required": ["next"]}
    found = compare_documents(json.dumps(tree), json.dumps(changed), format="jsonschema")

    assert [change.rule_id for change in found.changes] == ["request-property-became-required"]


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.sampled_from(["string", "#", "#/$defs/a", "#a"])
)
KEYWORDS = (
    *(
        "type",
        "properties",
        "items",
        "$ref",
        "$id",
        "id",
        "allOf",
        "anyOf",
        "not",
        "$defs",
        "definitions",
        "enum",
    ),
    *("const", "required", "additionalItems", "dependencies", "exclusiveMinimum", "minimum", "$recursiveRef"),
    *("$recursiveAnchor", "a"),
)
KEYS = st.sampled_from(KEYWORDS)
NONSENSE = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)


@settings(max_examples=300, deadline=None)
@given(NONSENSE, NONSENSE, st.sampled_from(sorted(URIS)))
@example({"$recursiveRef": "#", "allOf": None}, {"$recursiveRef": "#", "allOf": {}}, "2019-09")
def test_nonsense_is_refused_or_judged(before, after, draft):
    known = format_named("jsonschema")
    documents = []
    for value in (before, after):
        tree = {"$schema": URIS[draft], **value} if isinstance(value, dict) else value
        try:
            documents.append(load_document(json.dumps(tree), format="jsonschema"))
        except DocumentError:
            continue
    for document in documents:
        validate(document)
        known.operations(document)
        known.reference(document)
    for one, other in zip(documents, reversed(documents), strict=True):
        assert isinstance(compare_documents(one, other), Comparison)
