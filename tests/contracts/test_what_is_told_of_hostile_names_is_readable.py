"""Whatever the names in a document are made of, what is told of it steers no terminal and drowns nobody."""

import re

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.contracts.readable import LONGEST, readable
from catalog.contracts.rendering.github import as_github
from catalog.contracts.rendering.junit import as_junit
from catalog.contracts.rendering.markdown import as_markdown
from catalog.contracts.rendering.outcome import Outcome, Side
from catalog.contracts.rendering.text import as_text
from catalog.contracts.validate import validate

STEERING = "\x1b[31m\x07\x9b1m\r\n::error::forged\u2028\u202e\u2066"
WRITTEN = r"\u001b[31m\u0007\u009b1m\u000d\u000a::error::forged\u2028\u202e\u2066"
LONG = "n" * 1_500
VERY_LONG = "n" * 1_000_000
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def described(documents, name, leaf, parameter):
    schema = {"type": "object", "properties": {name: leaf}, "required": [name]}
    content = {"content": {"application/json": {"schema": schema}}}
    operation = {
        "operationId": name,
        "parameters": [{"name": parameter, "in": "query", "schema": leaf}],
        "requestBody": content,
        "responses": {"200": {"description": name, **content}, "default": {"$ref": f"#/nowhere/{name}"}},
    }
    return load_document(documents.of({f"/{name}": {"post": operation}}))


def outcome(documents, name, parameter) -> Outcome:
    before, after = (described(documents, name, leaf, parameter) for leaf in (TEXT, NUMBER))
    comparison: Comparison = compare_documents(before, after)
    assert len(comparison.changes) == 3
    assert comparison.undecided
    return Outcome(comparison, Side("before.json", before), Side("after.json", after), "breaking")


@pytest.mark.parametrize("rendered", [as_text, as_markdown, as_github, as_junit])
def test_no_character_of_a_name_steers_what_shows_it(documents, rendered):
    told = rendered(outcome(documents, STEERING, STEERING))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\u2066]", told)
    assert not [line for line in told.split("\n") if line.startswith("::error::")]
    assert r"\u001b" in told


@pytest.mark.parametrize("rendered", [as_text, as_markdown, as_github])
def test_a_long_name_is_cut_in_all_that_is_told(documents, rendered):
    assert len(rendered(outcome(documents, LONG, VERY_LONG))) < 60_000


def test_messages_and_reasons_are_readable_wherever_they_go(documents):
    for name, parameter in ((STEERING, STEERING), (LONG, VERY_LONG)):
        comparison = outcome(documents, name, parameter).comparison
        told = [change.message for change in comparison.changes]
        told += [corner.reason for corner in comparison.undecided]
        told += [problem.message for problem in validate(described(documents, name, TEXT, parameter))]
        assert len(told) > 3
        assert all(text.isprintable() and len(text) < 2 * LONGEST for text in told)


@pytest.mark.parametrize(
    "source",
    [
        f"openapi: 3.0.3\npaths: {{}}\nx-a: !<{VERY_LONG}> a\n",
        r'{"openapi": "3.0.3", "\u001b[31m": 1, "\u001b[31m": 2}',
    ],
    ids=["a long tag", "a key that steers"],
)
def test_why_a_document_is_refused_is_readable(source):
    with pytest.raises(DocumentError) as refused:
        load_document(source)

    assert len(str(refused.value)) < 2 * LONGEST
    assert str(refused.value).isprintable()


def test_a_long_name_is_cut_and_what_is_said_of_it_is_not():
    told = readable(f"the property `{LONG}` was removed from `{LONG}`")

    assert re.fullmatch("the property `n+…` was removed from `n+…`", told)


def test_what_people_write_stays_as_it_is():
    sentence = "`größe` wurde zu `حجم`, 尺寸 oder 👩‍💻"

    assert readable(sentence) == sentence
    assert readable(STEERING) == WRITTEN


@pytest.mark.parametrize("text", ["n" * 10_000, "\x1b" * 10_000, f"`{'n' * 10_000}` is gone", STEERING * 500])
def test_what_was_made_readable_is_not_made_so_once_more(text):
    told = readable(text)

    assert len(told) <= LONGEST
    assert told.isprintable()
    assert readable(told) == told


def test_what_is_cut_says_how_long_it_is():
    assert readable("n" * 10_000).endswith("n… (10,000 characters)")
