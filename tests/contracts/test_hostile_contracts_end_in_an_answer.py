"""Documents that were written to be expensive cost little, and what is not worked out is said."""

import time

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.limits import Limits

SECONDS = 5
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
FIRST = {"$ref": "#/components/schemas/S0"}


def reference(number):
    return {"$ref": f"#/components/schemas/S{number}"}


def products(leaf):
    """Twelve choices among ten: a million million alternatives."""
    choices = [
        {"anyOf": [{"properties": {f"p{place}": {"const": n}}, "required": [f"p{place}"]} for n in range(10)]}
        for place in range(12)
    ]
    return {"allOf": [*choices, {"properties": {"last": leaf}}]}, {}


def tower(leaf):
    floors = {
        f"S{n}": {
            "allOf": [{"anyOf": [reference(n + 1), {"maxLength": n}]}, {"oneOf": [reference(n + 1), {}]}]
        }
        for n in range(40)
    }
    return FIRST, {**floors, "S40": leaf}


def wide_choice(leaf):
    branches = [{"properties": {f"k{n}": leaf}, "required": [f"k{n}"]} for n in range(20_000)]
    return {"oneOf": branches}, {}


def chain_of_parents(leaf):
    children = {f"S{n}": {"allOf": [reference(n + 1), {"properties": {f"p{n}": TEXT}}]} for n in range(2_000)}
    return FIRST, {**children, "S2000": {"type": "object", "properties": {"last": leaf}}}


def chain_of_references(leaf):
    return FIRST, {**{f"S{n}": reference(n + 1) for n in range(5_000)}, "S5000": leaf}


@pytest.mark.parametrize(
    ("contract", "reason"),
    [
        (products, "alternatives"),
        (tower, "alternatives"),
        (wide_choice, "alternatives"),
        (chain_of_parents, "nested too deep"),
        (chain_of_references, "nested too deep"),
    ],
)
def test_what_would_never_be_finished_is_undecided(documents, contract, reason):
    (before, befores), (after, afters) = contract(TEXT), contract(NUMBER)
    began = time.process_time()

    comparison = compare_documents(documents.writing(before, **befores), documents.writing(after, **afters))

    assert reason in comparison.undecided[0].reason
    assert time.process_time() - began < SECONDS


def test_patterns_that_explode_are_data(documents):
    example = "a" * 5_000 + "!"
    before, after = ({"type": "string", "pattern": p, "example": example} for p in ("^(a+)+$", "^(a|aa)+$"))
    began = time.process_time()

    comparison = compare_documents(documents.writing(before), documents.writing(after))

    assert [change.rule_id for change in comparison.changes] == ["pattern-changed"]
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("keyword", ["minLength", "minItems", "minProperties"])
def test_an_instance_too_large_to_write_is_not_written(documents, keyword):
    kind = {"minLength": "string", "minItems": "array", "minProperties": "object"}[keyword]
    began = time.process_time()

    comparison = compare_documents(
        documents.writing({"type": kind}), documents.writing({"type": kind, keyword: 10**15})
    )

    assert len(comparison.changes) == 1
    assert time.process_time() - began < SECONDS


def test_long_texts_are_compared_as_they_are(documents):
    before, after = ({"const": letter * 5_000_000} for letter in "ab")
    began = time.process_time()

    comparison = compare_documents(
        documents.writing(before), documents.writing(after), limits=Limits(seconds=SECONDS)
    )

    assert comparison.changes
    assert time.process_time() - began < SECONDS
