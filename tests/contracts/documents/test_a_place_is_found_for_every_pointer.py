import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.documents.positions import Position
from catalog.contracts.load import load_document

keys = st.text(st.sampled_from('ab/~ é{}"\\:#'), min_size=1, max_size=5)
values = st.recursive(
    st.integers(0, 99) | keys,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(keys, inside, max_size=4),
    max_leaves=15,
)
trees = st.builds(lambda value: {"openapi": "3.1.0", "paths": {}, "x-value": value}, values)


def quoted_yaml(value, **options):
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10**6, **options)


def members(node, pointer=""):
    """Every pointer into a tree with what begins at its place: the key, or the item of an array."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield join(pointer, key), key if isinstance(node, dict) else child
        yield from members(child, join(pointer, key))


@given(trees, st.sampled_from([None, 0, 2]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_in_json_it_is_where_the_key_or_item_begins(tree, indent, newline):
    text = json.dumps(tree, indent=indent, ensure_ascii=False).replace("\n", newline)
    document = load_document(text.encode())
    lines = text.split(newline)
    for pointer, begins in members(tree):
        place = document.locate(pointer)
        start = (
            json.dumps(begins, ensure_ascii=False)[:1]
            if isinstance(begins, dict | list)
            else json.dumps(begins, ensure_ascii=False)
        )
        assert lines[place.line - 1][place.column - 1 :].startswith(start)


@given(trees, st.booleans())
def test_in_yaml_it_is_where_the_key_or_item_begins(tree, flow):
    text = "---\n" + quoted_yaml(tree, default_flow_style=flow)
    document = load_document(text)
    lines = text.split("\n")
    for pointer, begins in members(tree):
        place = document.locate(pointer)
        rest = lines[place.line - 1][place.column - 1 :]
        if isinstance(begins, str):
            assert rest.startswith(quoted_yaml(begins).strip())
        elif isinstance(begins, int):
            assert rest.startswith(f'!!int "{begins}"')


def test_a_pointer_that_leads_nowhere_finds_its_nearest_ancestor():
    document = load_document('{"openapi": "3.1.0",\n "paths": {},\n "x": [1,\n  2]}')
    assert document.locate("/paths/~1gone/get") == Position(2, 2)
    assert document.locate("/x/7") == document.locate("/x") == Position(3, 2)
    assert document.locate("/x/01") == Position(3, 2)
    assert document.locate("") == document.locate("/gone") == Position(1, 1)


def test_what_an_alias_or_a_merge_brings_stands_where_it_was_written():
    document = load_document("openapi: 3.1.0\npaths: {}\nx: &x\n  a: 1\ny: *x\nz:\n  <<: *x\n  b: 2\n")
    assert document.locate("/y") == Position(5, 1)
    assert document.locate("/y/a") == document.locate("/z/a") == Position(4, 3)
    assert document.locate("/z/b") == Position(8, 3)


def test_what_a_merge_brings_and_no_longer_exists_has_left_no_place():
    head = "openapi: 3.1.0\npaths: {}\nx: &x\n  a: 1\n"
    document = load_document(head + "y:\n  <<: {a: 9, gone: {b: 1}}\nz:\n  <<: *x\nw: {b: 1}\nv: [2, 3]\n")
    assert document.locate("/y/a") == Position(6, 8)
    assert document.locate("/y/gone/b") == Position(6, 21)
    assert document.locate("/z/a") == Position(4, 3)
    assert document.locate("/z/gone") == Position(7, 1)
    assert document.locate("/w/a") == document.locate("/w/gone") == Position(9, 1)
    assert document.locate("/v/a") == Position(10, 1)


def test_in_a_bundle_it_names_the_file():
    root = "openapi: 3.1.0\npaths:\n  /a: {$ref: 'paths/a.yaml'}\n"
    document = load_document({"root.yaml": root, "paths/a.yaml": "# first\nget: {}\n"})
    assert document.locate("/paths/~1a") == Position(3, 3, "root.yaml")
    assert document.locate("/x-bundled-files/paths~1a.yaml/get") == Position(2, 1, "paths/a.yaml")


@pytest.mark.parametrize(
    "mark", [b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le"), "\ufeff".encode("utf-16-be")]
)
def test_a_byte_order_mark_moves_nothing(mark):
    codec = {2: "utf-16-le" if mark[0] == 0xFF else "utf-16-be", 3: "utf-8"}[len(mark)]
    document = load_document(mark + '{"openapi": "3.1.0", "paths": {}}'.encode(codec))
    assert document.locate("/openapi") == Position(1, 2)


def test_a_document_that_was_stored_knows_places_only_with_its_source():
    source = "openapi: 3.1.0\npaths: {}\n"
    stored = load_document(source).to_stored()
    assert Document.from_stored(stored).locate("/paths") is None
    assert Document.from_stored(stored, source).locate("/paths") == Position(2, 1)
