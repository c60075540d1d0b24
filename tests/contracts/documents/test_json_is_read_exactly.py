from hashlib import sha256

import pytest

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document


def refusal(source):
    with pytest.raises(DocumentError) as refused:
        load_document(source)
    return refused.value


def shell(value):
    return f'{{"openapi": "3.1.0",\n "paths": {{}},\n "x": {value}}}'


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**63) - 1, 10**40, 18446744073709551617])
def test_an_integer_beyond_64_bits_stays_an_integer(number):
    document = load_document(shell(number))
    assert document.tree["x"] == number
    assert type(document.tree["x"]) is int
    assert Document.from_stored(document.to_stored()).tree == document.tree


@pytest.mark.parametrize(
    ("value", "again"),
    [
        ('{"a": 1, "a": 2}', '"a": 2'),
        ('{"a:b": 1, "c": {"d": [1, {"e": 0, "e": 1}]}}', '"e": 1'),
        ('{"a": "\\u003a", "\\u0061": ":"}', '"\\u0061"'),
        ('{"\\u0061:\\u003A": 0, "a::": 1, "a::": 2}', '"a::": 1'),
        ('{"long": 36893488147419103232, "long": {}}', '"long": {}'),
    ],
)
def test_a_key_that_an_object_repeats_is_refused_where_it_stands_again(value, again):
    error = refusal(shell(value))
    assert "stands twice" in str(error)
    assert (error.line, error.column) == (3, len(' "x": ') + value.index(again) + 1)


def test_equal_keys_of_different_objects_are_no_repetition():
    read = load_document(shell('[{"a": "\\u003a"}, {"a": {"a": ":"}}]')).tree["x"]
    assert read == [{"a": ":"}, {"a": {"a": ":"}}]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("NaN", "JSON is not valid"),
        ("Infinity", "JSON is not valid"),
        ("-Infinity", "JSON is not valid"),
        ("1e999", "infinity"),
        ("1" * 5000, "infinity"),
        ('"\\ud800"', "surrogate"),
        ('"\x01"', "JSON is not valid"),
        ("[1,]", "trailing comma"),
        ("01", "JSON is not valid"),
        ("{} // comment", "JSON is not valid"),
        ("'single'", "JSON is not valid"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(value, says):
    error = refusal(shell(value))
    assert says in str(error)
    assert error.line == 3


def test_text_after_the_document_is_refused():
    assert refusal('{"openapi": "3.1.0", "paths": {}}\n{}').line == 2


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        (b'{"openapi": "3.1.0",\n "x": "\xff"}', 2, 8),
        (b"openapi: 3.1.0\nx: caf\xe9\n", 2, 7),
        (b"\xef\xbb\xbfopenapi: \xc0\xaf", 1, 10),
        (b"\xff\xfea\x00\x00\xd8", 1, 2),
    ],
)
def test_what_is_not_text_is_refused_where_it_ceases_to_be(source, line, column):
    error = refusal(source)
    assert "not valid UTF" in str(error)
    assert (error.line, error.column) == (line, column)


def test_half_of_a_surrogate_pair_in_python_text_is_refused():
    assert "surrogate" in str(refusal("openapi: 3.1.0\nx: \ud800\n"))


@pytest.mark.parametrize("source", ['{"openapi": "3.1.0", "paths": {}}', "openapi: 3.1.0\npaths: {}  # é\n"])
def test_the_digest_is_of_the_exact_bytes(source):
    assert load_document(source).digest == sha256(source.encode()).hexdigest()
    marked = b"\xef\xbb\xbf" + source.encode()
    assert load_document(marked).digest == sha256(marked).hexdigest()
