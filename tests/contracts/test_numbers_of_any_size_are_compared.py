"""A number that no machine counts with is compared like any other, or refused as the document is read."""

import json

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError

KEYWORDS = {
    "integer": ("multipleOf", "maximum", "minimum", "exclusiveMaximum"),
    "number": ("multipleOf", "maximum", "minimum", "exclusiveMinimum"),
    "string": ("maxLength", "minLength"),
    "array": ("maxItems", "minItems", "maxContains", "minContains"),
    "object": ("maxProperties", "minProperties"),
}
HUGE, TINY = "1" + "0" * 400, "0." + "0" * 400 + "1"
NUMBERS = [
    "0",
    "-1",
    "2.0",
    "1.5",
    "1.7e+308",
    "-1.7e+308",
    "5.0e-324",
    HUGE,
    f"-{HUGE}",
    TINY,
    "[1]",
    "true",
]


def writing(number, kind, keyword):
    """A description in YAML, which limits no integer."""
    more = {"contains": {"type": "string"}} if "Contains" in keyword else {}
    schema = json.dumps({"type": kind, **more, keyword: "N"}).replace('"N"', number)
    content = f"{{application/json: {{schema: {schema}}}}}"
    operation = f"{{requestBody: {{content: {content}}}, responses: {{}}}}"
    paths = f"{{/orders: {{post: {operation}}}}}"
    return f"openapi: 3.1.0\ninfo: {{title: Orders, version: '1'}}\npaths: {paths}\n"


@pytest.mark.parametrize(
    ("kind", "keyword"), [(kind, keyword) for kind, keywords in KEYWORDS.items() for keyword in keywords]
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_bound_of_any_size_is_compared(number, kind, keyword):
    usual, odd = writing("7", kind, keyword), writing(number, kind, keyword)

    assert compare_documents(odd, odd.replace("Orders", "Notes")).changes == ()
    for sides in ((usual, odd), (odd, usual)):
        compared = compare_documents(*sides)
        assert compared.changes or compared.undecided


def test_steps_whose_common_multiple_is_huge_are_compared(documents):
    steps = [{"multipleOf": 10**9 + 2 * number + 1} for number in range(200)]
    before, after = ({"type": "integer", "allOf": steps[:count]} for count in (199, 200))

    changes = compare_documents(documents.writing(before), documents.writing(after)).changes

    assert [change.rule_id for change in changes] == ["request-limit-tightened"]


@pytest.mark.parametrize("number", ["1e400", "-1e400", HUGE])
def test_a_number_beyond_what_json_readers_hold_is_refused(documents, number):
    text = documents.writing({"type": "number", "maximum": 1}).replace('"maximum": 1', f'"maximum": {number}')

    with pytest.raises(DocumentError, match="number"):
        compare_documents(text, documents.writing({"type": "number"}))


def test_a_date_in_yaml_is_text():
    before, after = (writing(date, "string", "const") for date in ("2024-01-31", "2024-02-01"))

    (change,) = [one for one in compare_documents(before, after).changes if one.severity == "breaking"]

    assert "2024-01-31" in change.message
