"""What is wrong with an Avro schema is said with line and column."""

import json

import pytest

from catalog.contracts.load import load_document
from catalog.contracts.validate import validate


def problems(schema):
    text = schema if isinstance(schema, str) else json.dumps(schema, indent=1)
    return [
        (problem.pointer, problem.message, problem.severity)
        for problem in validate(load_document(text, format="avro"))
    ]


def order(*fields, **others):
    return {"type": "record", "name": "Order", **others, "fields": list(fields)}


def field(kind, name="f", **others):
    return {"name": name, "type": kind, **others}


ENUM = {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}

MISTAKES = [
    (order(field("strng")), "/fields/0/type", "The type `strng` is not defined"),
    (order(field("strng", default="")), "/fields/0/type", "The type `strng` is not defined"),
    (order(field(["int", "int"], default=1)), "/fields/0/type/1", "The union holds `int` twice"),
    (order(field("Line"), namespace="a"), "/fields/0/type", "The type `a.Line` is not defined"),
    (order(field({"type": "array"})), "/fields/0/type", "`items` is missing"),
    (order(field({"type": "map", "value": "int"})), "/fields/0/type", "`values` is missing"),
    (order(field({"type": "enum", "symbols": []})), "/fields/0/type", "The enum has no name"),
    (order(field(7)), "/fields/0/type", "There should be a schema here"),
    (order({"name": "f"}), "/fields/0", "A field has a `name` and a `type`"),
    ({"type": "record", "name": "Order"}, "", "`fields` of `Order` must be a list of fields"),
    (
        order(field("int", "a-b")),
        "/fields/0/name",
        "`a-b` is no name: letters, digits and `_`, no digit first",
    ),
    (order(field("int"), field("int")), "/fields/1/name", "`Order` has two fields with the name `f`"),
    (order(name="1st"), "/name", "`1st` is no name: letters, digits and `_`, no digit first"),
    (order(name="int"), "/name", "`int` is the name of a primitive type"),
    (order(aliases="Purchase"), "/aliases", "`aliases` must be a list of names"),
    (
        order(field("int", order="up")),
        "/fields/0/order",
        "`order` must be one of ascending, descending, ignore",
    ),
    (
        order(field({**ENUM, "symbols": ["NEW", "NEW"]})),
        "/fields/0/type/symbols/1",
        "`Status` has the symbol `NEW` twice",
    ),
    (
        order(field({**ENUM, "symbols": ["NEW", "not-new"]})),
        "/fields/0/type/symbols/1",
        "`not-new` is no symbol: letters, digits and `_`, no digit first",
    ),
    (
        order(field({**ENUM, "symbols": "NEW"})),
        "/fields/0/type/symbols",
        "`symbols` of `Status` must be a list of names",
    ),
    (
        order(field({**ENUM, "default": "OLD"})),
        "/fields/0/type/default",
        "The default of `Status` is none of its symbols",
    ),
    (
        order(field({"type": "fixed", "name": "Hash", "size": "4"})),
        "/fields/0/type/size",
        "`size` of `Hash` must be a number of bytes",
    ),
    (order(field(["null", "null"])), "/fields/0/type/1", "The union holds `null` twice"),
    (
        order(field([{"type": "array", "items": "int"}, {"type": "array", "items": "string"}])),
        "/fields/0/type/1",
        "The union holds `array` twice",
    ),
    (order(field(["null", ["int"]])), "/fields/0/type/1", "A union may not hold another union right away"),
    (order(field(ENUM), field(ENUM, "g")), "/fields/1/type", "`Status` is defined twice"),
    (order(field("Status"), field(ENUM, "g")), "/fields/0/type", "`Status` is used before it is defined"),
    (order(field("Order")), "", "`Order` contains itself without an end, so that there is no data of it"),
]


@pytest.mark.parametrize(("schema", "pointer", "message"), MISTAKES, ids=lambda case: str(case)[:60])
def test_a_mistake_is_said_once_and_where_it_is(schema, pointer, message):
    assert problems(schema) == [(pointer, message, "error")]


DEFAULTS = [
    ("int", 1, ""),
    ("int", "1", "`'1'` is no int"),
    ("int", 2**31, "`2147483648` is no int"),
    ("long", 2**31, ""),
    ("long", True, "`true` is no long"),
    ("double", "NaN", ""),
    ("double", None, "`null` is no double"),
    ("string", 1, "`1` is no string"),
    ("bytes", "\u00ff", ""),
    ("bytes", "\u0100", "`'Ā'` is no bytes"),
    (["null", "int"], None, ""),
    (["null", "int"], 7, ""),
    (["null", "int"], "a", "`'a'` fits none of null, int"),
    ({"type": "array", "items": "int"}, [1, "a"], "`'a'` is no int"),
    ({"type": "map", "values": "int"}, {"a": 1}, ""),
    ({"type": "map", "values": "int"}, [], "`[]` is no map"),
    (ENUM, "PAID", ""),
    (ENUM, "OLD", "`'OLD'` is no Status"),
    ({"type": "fixed", "name": "Hash", "size": 2}, "ab", ""),
    ({"type": "fixed", "name": "Hash", "size": 2}, "abc", "`'abc'` is no Hash"),
    ({"type": "record", "name": "Line", "fields": [field("int", "n")]}, {"n": 1}, ""),
    ({"type": "record", "name": "Line", "fields": [field("int", "n")]}, {}, "`n` is missing"),
]


@pytest.mark.parametrize(("kind", "default", "reason"), DEFAULTS, ids=lambda case: str(case)[:60])
def test_a_default_fits_its_type(kind, default, reason):
    expected = [("/fields/0/default", f"The default of `f` does not fit its type: {reason}", "error")]

    assert problems(order(field(kind, default=default))) == (expected if reason else [])


def test_the_line_is_that_of_the_mistake():
    lines = [
        "{",
        '"type": "record",',
        '"name": "Order",',
        '"fields": [',
        '{"name": "f",',
        '     "type": "strng"}',
        "]}",
    ]
    text = "\n".join(lines)
    found = validate(load_document(text, format="avro"))

    assert [(problem.line, problem.column) for problem in found] == [(6, 6)]


def test_in_a_bundle_the_file_is_named():
    files = {"order.avsc": json.dumps(order(field("Line"))), "line.avsc": '{"type": "fixed", "name": "Line"}'}
    found = validate(load_document(files, format="avro"))

    assert [(problem.file, problem.line, problem.message) for problem in found] == [
        ("line.avsc", 1, "`size` of `Line` must be a number of bytes")
    ]


def test_a_decimal_that_readers_ignore_is_a_warning():
    stated = {"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 4}

    assert [severity for *_, severity in problems(order(field(stated)))] == ["warning"]


def test_what_the_specification_allows_is_no_mistake():
    line = {
        "type": "record",
        "name": "Line",
        "fields": [field(["null", "com.acme.Line"], "next", default=None)],
    }
    schema = order(
        field(line), field({"type": "error", "name": "Failure", "fields": []}, "g"), namespace="com.acme"
    )

    assert problems(schema) == []
    assert problems('"string"') == []
    assert problems([{"type": "int"}, "null"]) == []
