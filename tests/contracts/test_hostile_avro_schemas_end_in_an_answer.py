"""Avro schemas that were written to be expensive cost little, and what is not worked out is said."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.formats import format_named
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.processor import seconds_spent

SECONDS = 6


def record(name, *fields):
    return {"type": "record", "name": name, "fields": list(fields)}


def field(name, kind, **others):
    return {"name": name, "type": kind, **others}


def wide_union(leaf):
    return [record(f"n{number}.R", field("a", leaf)) for number in range(20_000)]


def many_symbols(leaf):
    symbols = [f"{'S' if leaf == 'int' else 'T'}{number}" for number in range(20_000)]
    return record("R", field("f", {"type": "enum", "name": "E", "symbols": symbols}))


def doubling(leaf):
    """Each record holds the next one twice, so that the smallest datum has more values than there are atoms."""
    floors = [record(f"R{n}", field("a", f"R{n + 1}"), field("b", f"R{n + 1}")) for n in range(300)]
    return [record("R300", field("a", leaf)), *floors[::-1]]


def everything_refers_to_everything(leaf):
    names = [f"R{number}" for number in range(120)]
    return [
        record(name, field("leaf", leaf), *(field(f"to{other}", ["null", other]) for other in names))
        for name in names
    ]


def nested_defaults(leaf):
    """Each level of a default could be of two types."""
    default = {"next": None}
    for _ in range(90):
        default = {"next": default}
    twins = [record("A", field("next", ["null", "A", "B"])), record("B", field("next", ["null", "A", "B"]))]
    return [*twins, record("C", field("f", ["A", "B"], default=default), field("leaf", leaf))]


def deep(leaf):
    for _ in range(60):
        leaf = {"type": "array", "items": leaf}
    return record("R", field("f", leaf))


@pytest.mark.parametrize(
    "made", [wide_union, many_symbols, doubling, everything_refers_to_everything, nested_defaults, deep]
)
def test_what_is_expensive_ends_in_time(made):
    started = seconds_spent()
    limits = Limits(seconds=SECONDS)
    found = compare_documents(
        json.dumps(made("int")), json.dumps(made("string")), format="avro", limits=limits
    )

    assert found.changes or found.undecided
    assert not found.is_compatible("backward")
    validate(load_document(json.dumps(made("int")), format="avro"), limits=limits)
    assert seconds_spent() - started < 4 * SECONDS


def test_where_time_is_up_that_is_the_answer():
    before, after = (json.dumps(everything_refers_to_everything(leaf)) for leaf in ("int", "string"))
    documents = [load_document(text, format="avro") for text in (before, after)]
    found = compare_documents(*documents, limits=Limits(seconds=0.0))

    assert found.unfinished
    assert not found.is_compatible("backward")


def test_a_type_that_is_not_known_is_undecided_with_its_place():
    before, after = (record("R", field("f", "Elsewhere"), field("g", kind)) for kind in ("int", "long"))
    found = compare_documents(json.dumps(before), json.dumps(after), format="avro")

    assert {(corner.pointer, corner.reason) for corner in found.undecided} == {
        ("/fields/0/type", "the type `Elsewhere` is not defined")
    }
    assert [change.rule_id for change in found.changes] == ["avro-type-promoted"]
    assert not found.is_compatible("backward")


def test_a_default_that_leads_back_to_its_own_record_ends_no_process():
    def linked(kind):
        other = record("Other", field("leaf", kind, default=0))
        return record("Node", field("next", ["Node", other], default={}), field("value", kind))

    found = compare_documents(json.dumps(linked("int")), json.dumps(linked("long")), format="avro")

    assert len(found.changes) == len(("Other.leaf", "Node.value"))
    assert all(change.witness for change in found.changes)


def test_too_deep_a_schema_is_refused():
    with pytest.raises(DocumentError, match="deep"):
        load_document(json.dumps(nested(300)), format="avro")


def nested(depth):
    made = "int"
    for _ in range(depth):
        made = {"type": "array", "items": made}
    return made


ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3)
WORDS = st.sampled_from(
    ["record", "enum", "fixed", "array", "map", "int", "null", "R", "a.R", "type", "decimal"]
)
KEYS = st.sampled_from(
    [
        "type",
        "name",
        "namespace",
        "fields",
        "symbols",
        "items",
        "values",
        "size",
        "default",
        "aliases",
        "logicalType",
    ]
)
NONSENSE = st.recursive(
    ATOMS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(NONSENSE, NONSENSE)
def test_nonsense_is_refused_or_judged(before, after):
    avro = format_named("avro")
    documents = []
    for value in (before, after):
        whole = {"type": "record", "name": "R", "fields": [field("f", value), {"name": "g"}, value]}
        for tree in (value, whole):
            try:
                documents.append(load_document(json.dumps(tree), format="avro"))
            except DocumentError:
                continue
    for document in documents:
        validate(document)
        avro.operations(document)
        avro.reference(document)
    for one, other in zip(documents, reversed(documents), strict=True):
        assert isinstance(compare_documents(one, other), Comparison)
