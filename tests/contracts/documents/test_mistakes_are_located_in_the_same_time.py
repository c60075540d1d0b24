"""Places are looked up in the time that the check was given, once for all mistakes; what is late has no place."""

import pytest

from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

YAML = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: {tags: 1}}\n"


def test_the_time_is_that_of_the_check_and_not_that_of_the_reading() -> None:
    stored = load_document(YAML).to_stored()
    document = Document.from_stored(stored, YAML.encode(), limits=Limits(seconds=-1))

    assert [problem.line for problem in validate(document)] == [4]


@pytest.mark.parametrize("text", [YAML, '{"openapi": "3.1.0", "paths": {}, "tags": 1}'])
def test_when_the_time_is_over_a_mistake_has_no_place(text: str) -> None:
    (problem,) = validate(load_document(text), limits=Limits(seconds=-1))

    assert "could not be checked to its end" in problem.message
    assert problem.line is None
