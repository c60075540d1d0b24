"""`is_compatible` answers what the section "Schema Resolution" of the Avro specification (1.12) says."""

import json

import pytest

from catalog.contracts.compare import compare_documents

FULL, BACKWARD, FORWARD, NONE = (True, True), (True, False), (False, True), (False, False)
"""Whether the current schema reads what the previous one wrote, and the other way round."""

PROMOTED = {
    **{("int", wider): BACKWARD for wider in ("long", "float", "double")},
    **{("long", wider): BACKWARD for wider in ("float", "double")},
    ("float", "double"): BACKWARD,
    ("string", "bytes"): FULL,
}
PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")


def field(kind, name="f", **others):
    return {"name": name, "type": kind, **others}


def record(*fields, name="Order", **others):
    return {"type": "record", "name": name, "namespace": "com.acme", **others, "fields": list(fields)}


def enum(*symbols, name="Status", **others):
    return {"type": "enum", "name": name, "symbols": list(symbols), **others}


def fixed(size, name="Hash", **others):
    return {"type": "fixed", "name": name, "size": size, **others}


def array(items):
    return {"type": "array", "items": items}


def decimal(precision, scale, kind="bytes"):
    return {"type": kind, "logicalType": "decimal", "precision": precision, "scale": scale}


def modes(previous, current):
    found = compare_documents(json.dumps(previous), json.dumps(current), format="avro")
    assert found.undecided == ()
    assert found.is_compatible("full") == all(map(found.is_compatible, ("backward", "forward")))
    return found.is_compatible("backward"), found.is_compatible("forward")


@pytest.mark.parametrize("writer", PRIMITIVES)
@pytest.mark.parametrize("reader", PRIMITIVES)
def test_of_the_primitive_types_some_are_promoted(writer, reader):
    there = PROMOTED.get((writer, reader), NONE)
    back = PROMOTED.get((reader, writer), NONE)[::-1]

    assert modes(record(field(writer)), record(field(reader))) == (
        FULL if writer == reader else max(there, back)
    )


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        ([], [field("int")], FORWARD),
        ([], [field("int", default=0)], FULL),
        ([field("int")], [], BACKWARD),
        ([field("int", default=0)], [], FULL),
        ([field("int")], [field("int", default=0)], FULL),
        ([field("int"), field("int", "g")], [field("int", "g"), field("int")], FULL),
        ([field("int")], [field("int", "g")], NONE),
        ([field("int")], [field("int", "g", aliases=["f"])], BACKWARD),
        ([field("int", aliases=["g"])], [field("int", "g")], FORWARD),
        ([field("int", aliases=["g"])], [field("int", "g", aliases=["f"])], FULL),
        ([field("int", default=0)], [field("int", "g", aliases=["f"])], FULL),
        ([field("int")], [field("long", "g", aliases=["f"], default=0)], BACKWARD),
        ([field("int", default=0)], [field("string", "g", aliases=["f"])], FORWARD),
    ],
)
def test_fields_are_found_by_name_by_alias_or_by_default(previous, current, expected):
    assert modes(record(*previous), record(*current)) == expected


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        ("int", ["int"], FULL),
        ("int", ["null", "int"], BACKWARD),
        (["null", "int"], "int", FORWARD),
        (["null", "int"], ["int", "null"], FULL),
        (["null", "int"], ["null", "string"], NONE),
        (["null", "int"], ["null", "long"], BACKWARD),
        (["int", "long"], ["long"], FULL),
        (["int", "string"], ["double", "bytes"], BACKWARD),
        ("int", ["string", "double"], BACKWARD),
        (["int", "long"], "int", FORWARD),
        ([array("int"), "null"], ["null", array("long")], BACKWARD),
        ([enum("A"), fixed(2)], [fixed(2), enum("A", "B")], BACKWARD),
        ([enum("A")], [fixed(1, "Status")], NONE),
        ([fixed(2)], [fixed(3)], NONE),
        ([fixed(2), fixed(2, "Sum")], [fixed(2)], FORWARD),
        ([], ["null"], BACKWARD),
    ],
)
def test_each_branch_of_a_writer_needs_one_of_the_reader(previous, current, expected):
    assert modes(record(field(previous)), record(field(current))) == expected


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        (enum("A"), enum("A", "B"), BACKWARD),
        (enum("A", "B"), enum("A"), FORWARD),
        (enum("A", "B"), enum("B", "A"), FULL),
        (enum("A"), enum("B"), NONE),
        (enum("A", default="A"), enum("A", "B", default="A"), FULL),
        (enum("A"), enum("A", "B", default="A"), BACKWARD),
        (enum("A", "B"), enum("A", default="A"), FULL),
        (enum("A", "B", default="A"), enum("A"), FORWARD),
        (fixed(4), fixed(4, doc="four"), FULL),
        (fixed(4), fixed(8), NONE),
        (fixed(4), "bytes", NONE),
        (enum("A"), "string", NONE),
        (array("int"), array("long"), BACKWARD),
        (array("int"), array(["null", "int"]), BACKWARD),
        (array("int"), {"type": "map", "values": "int"}, NONE),
        ({"type": "map", "values": "string"}, {"type": "map", "values": "bytes"}, FULL),
    ],
)
def test_other_types_match_by_what_is_inside(previous, current, expected):
    assert modes(record(field(previous)), record(field(current))) == expected


@pytest.mark.parametrize(
    "made", [record, lambda **given: enum("A", **given), lambda **given: fixed(2, **given)]
)
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"namespace": "a"}, {"namespace": "b"}, FULL),
        ({"name": "X"}, {"name": "Y"}, NONE),
        ({"name": "X"}, {"name": "Y", "aliases": ["X"]}, BACKWARD),
        ({"name": "X", "aliases": ["Y"]}, {"name": "Y"}, FORWARD),
        ({"name": "X", "aliases": ["Y"]}, {"name": "Y", "aliases": ["X"]}, FULL),
        ({"name": "X", "namespace": "a"}, {"name": "Y", "namespace": "b", "aliases": ["a.X"]}, BACKWARD),
        ({"name": "X", "namespace": "a"}, {"name": "Y", "namespace": "b", "aliases": ["X"]}, NONE),
        ({"name": "a.X"}, {"name": "X", "namespace": "a"}, FULL),
    ],
)
def test_named_types_match_by_unqualified_name_or_by_alias(made, before, after, expected):
    assert modes(made(**before), made(**after)) == expected


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        (decimal(9, 2), decimal(9, 2), FULL),
        (decimal(9, 2), decimal(10, 2), NONE),
        (decimal(9, 2), decimal(9, 3), NONE),
        (decimal(9, 2), "bytes", FULL),
        (
            {"type": "long", "logicalType": "timestamp-millis"},
            {"type": "long", "logicalType": "timestamp-micros"},
            FULL,
        ),
        (
            {"type": "int", "logicalType": "date"},
            {"type": "long", "logicalType": "timestamp-millis"},
            BACKWARD,
        ),
        ({"type": "string", "logicalType": "uuid"}, "string", FULL),
    ],
)
def test_of_logical_types_only_decimals_are_matched(previous, current, expected):
    assert modes(record(field(previous)), record(field(current))) == expected


@pytest.mark.parametrize("named", [enum("A"), record(field("int")), fixed(2)])
def test_a_contract_of_several_types_may_lose_one_and_get_another(named):
    assert modes([named, "long"], ["int", "long", "null"]) == NONE
    assert modes(["int", "long", "null"], [named, "long"]) == NONE


def test_recursion_ends_where_it_began():
    def node(kind):
        return record(
            field(kind, "value"),
            field(["null", "Node"], "next"),
            field(array("com.acme.Node"), "kids"),
            name="Node",
        )

    assert modes(node("int"), {**node("int"), "doc": "A node."}) == FULL
    assert modes(node("int"), node("long")) == BACKWARD


def test_a_change_that_only_hinders_reading_older_data_hits_no_consumer():
    found = compare_documents(json.dumps(record()), json.dumps(record(field("int"))), format="avro")

    assert [(change.breaks, change.hits_consumers) for change in found.changes] == [(("backward",), False)]


@pytest.mark.parametrize(
    "fresh",
    [
        field("int", "g", default="none"),
        field(["null", "int"], "g", default=0.5),
        field(enum("A"), "g", default="B"),
        field("Elsewhere", "g", default=1),
        field(["null", array("Elsewhere")], "g", default=None),
    ],
)
def test_what_no_library_would_take_for_a_schema_is_compatible_with_nothing(fresh):
    for documents in ((record(), record(fresh)), (record(fresh), record())):
        found = compare_documents(*map(json.dumps, documents), format="avro")

        assert found.undecided
        assert not found.is_compatible("backward")
        assert not found.is_compatible("forward")


def test_a_default_that_nobody_needs_is_no_matter_of_modes():
    kept = field("int", default="none")
    found = compare_documents(
        json.dumps(record(kept)), json.dumps(record(kept, field("int", "g", default=0))), format="avro"
    )

    assert found.is_compatible("full")


def test_types_of_one_name_are_told_apart():
    found = compare_documents(
        json.dumps(record(field(record(name="Status")))), json.dumps(record(field(enum("A")))), format="avro"
    )

    assert found.changes[0].message.endswith("went from `record com.acme.Status` to `enum com.acme.Status`")
