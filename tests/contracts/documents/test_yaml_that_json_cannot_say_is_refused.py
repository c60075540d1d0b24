import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document


@pytest.mark.parametrize(
    ("value", "says", "column"),
    [
        ("!!timestamp 2024-01-01", "tag", 4),
        ("!!binary aGk=", "tag", 4),
        ("!!python/object/apply:os.system [echo]", "tag", 4),
        ("!Custom {a: 1}", "tag", 4),
        ("!!set {a, b}", "tag", 4),
        ("!!int twelve", "tag", 4),
        ("!!bool yes", "tag", 4),
        (".nan", "no number in JSON", 4),
        ("-.inf", "no number in JSON", 4),
        ("1e999", "out of range", 4),
        ("1" * 5000, "too many digits", 4),
        ("0x" + "f" * 6000, "too many digits", 4),
        ("{a: 1, b: 2, a: 3}", "stands twice", 17),
        ("{200: a, '200': b}", "stands twice", 13),
        ("{[a]: 1}", "must be text", 5),
        ("{? {a: 1} : 1}", "must be text", 7),
        ("*gone", "no anchor before it", 4),
        ("&a [1, *a]", "never end", 11),
        ("{<<: 1}", "merge key", 9),
        ("{<<: [1]}", "merge key", 9),
        ("[1, 2", "YAML is not valid", None),
        ("a: b", "YAML is not valid", None),
        ("\x07", "YAML is not valid", 4),
        ("@at", "YAML is not valid", 4),
        ("é\x07", "YAML is not valid", 5),
    ],
)
def test_with_its_place(value, says, column):
    with pytest.raises(DocumentError, match=says) as refused:
        load_document(f"openapi: 3.1.0\npaths: {{}}\nx: {value}\n")
    assert refused.value.line in {3, 4}
    assert column in {None, refused.value.column}


def test_more_than_one_document_in_a_file():
    with pytest.raises(DocumentError, match=r"more than one YAML document \(line 4, column 1\)"):
        load_document("openapi: 3.1.0\npaths: {}\n---\nopenapi: 3.1.0\n")


def test_a_mapping_that_repeats_a_key_by_an_alias():
    with pytest.raises(DocumentError, match="stands twice"):
        load_document("openapi: 3.1.0\npaths: {}\nx: {&k a : 1, *k : 2}\n")
