"""A limit of two thousand million characters is common; no text is made of so many to show that it is kept."""

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.schemas.texts import MAX_TEXT, matching

MANY = 2**31 - 1


def changes(documents, before, after):
    sides = (documents.writing({"type": "string"} | schema) for schema in (before, after))
    return compare_documents(*sides).changes


@pytest.mark.parametrize("pattern", ["a", "^a+$", "^(a|b)*c"])
def test_a_limit_beside_a_pattern_is_told_without_such_a_text(documents, pattern):
    (change,) = changes(documents, {"pattern": pattern}, {"pattern": pattern, "maxLength": MANY})

    assert (change.rule_id, change.witness) == ("request-limit-declared", None)


def test_a_pattern_of_texts_that_are_so_long_at_least_is_told_without_one(documents):
    told = changes(documents, {"pattern": "a", "minLength": MANY}, {"pattern": "b", "minLength": MANY})

    assert [(change.rule_id, change.witness) for change in told] == [("pattern-changed", None)]


@pytest.mark.parametrize("pattern", ["a", "^a+$"])
def test_texts_are_made_up_to_what_is_read(pattern):
    assert matching(pattern, MAX_TEXT) == "a" * MAX_TEXT
    assert matching(pattern, MAX_TEXT + 1) is None
