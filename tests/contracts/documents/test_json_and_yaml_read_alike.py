import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.contracts.load import load_document

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
words = st.sampled_from(
    ["yes", "on", "no", "null", "~", "1.0", "2024-01-01", "012", "1_000", "<<", "=", ".inf", "0x1f", "1e3"]
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts, words
)
values = st.recursive(
    scalars,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(texts | words, inside, max_size=4),
    max_leaves=20,
)
SHELL = {"openapi": "3.1.0", "paths": {}}


class QuotingDumper(yaml.SafeDumper):
    """Quotes all text, since PyYAML leaves plain what is text in YAML 1.1 only."""


QuotingDumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "'")
)


@given(values, st.booleans())
def test_what_is_written_as_yaml_is_read_as_the_same_json(value, flow):
    tree = {**SHELL, "x-value": value}
    as_yaml = yaml.dump(tree, Dumper=QuotingDumper, default_flow_style=flow, allow_unicode=True)
    if flow:
        as_yaml = "# flow style\n---\n" + as_yaml
    assert load_document(as_yaml).tree == tree


@given(values)
def test_json_is_read_as_the_standard_library_reads_it(value):
    text = json.dumps({**SHELL, "x-value": value})
    assert load_document(text).tree == json.loads(text)


@given(values)
def test_json_that_stands_in_a_yaml_file_is_the_same(value):
    text = json.dumps({**SHELL, "x-value": value}, ensure_ascii=False)
    assert load_document("---\n" + text).tree == json.loads(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("No", "No"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("012", "012"),
        ("0x1F", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        ("1.2.3", "1.2.3"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("36893488147419103233", 36893488147419103233),
        ("!!str 12", "12"),
        ("!!float 1", 1.0),
        ("! 12", "12"),
        ("=", "="),
    ],
)
def test_a_scalar_is_what_an_openapi_author_means(written, meant):
    read = load_document(f"openapi: 3.1.0\npaths: {{}}\nx-value: {written}\n").tree["x-value"]
    assert (type(read), read) == (type(meant), meant)


def test_keys_are_their_text():
    document = load_document(
        "swagger: 2.0\npaths: {}\nx-keys: {200: a, on: b, 1.0: c, null: d, 2024-01-01: e}\n"
    )
    assert document.tree["x-keys"] == {"200": "a", "on": "b", "1.0": "c", "null": "d", "2024-01-01": "e"}


def test_anchors_and_merge_keys_are_written_out():
    source = """
openapi: 3.0.3
paths: {}
x-base: &base {a: 1, b: 2}
x-more: &more {b: 3, c: 4}
x-merged: {b: 0, <<: [*base, *more]}
x-inline:
  <<: {z: 9}
  a: *base
x-quoted: {'<<': *base}
"""
    tree = load_document(source).tree
    assert tree["x-merged"] == {"b": 0, "a": 1, "c": 4}
    assert tree["x-inline"] == {"z": 9, "a": {"a": 1, "b": 2}}
    assert tree["x-quoted"] == {"<<": {"a": 1, "b": 2}}
