"""An API that is written in AsyncAPI 2 and in AsyncAPI 3 is the same API."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts import cases
from tests.contracts.asyncapi_versions import raised_to_3


def tree(case: Path, name: str) -> Any:
    return yaml.safe_load(cases.side(case, name))


def is_version_2(case: Path) -> bool:
    text = cases.side(case, "previous")
    return isinstance(text, bytes) and re.search(rb"^asyncapi: 2", text, re.MULTILINE) is not None


CASES = [case for case in cases.CASES if is_version_2(case)]

SAYS_MORE = {
    "channel-operation-id-changed": "the identifier of the previous operation is the key of the current one",
}
"""Rules about names in the document, which the other version has to make up or cannot state."""


def told(comparison: Comparison) -> list[tuple[Any, ...]]:
    return sorted(
        (change.rule_id, change.severity, str(change.direction), change.operations, change.fields)
        for change in comparison.changes
        if change.rule_id not in SAYS_MORE
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_document_that_is_raised_to_version_3_is_valid_and_has_no_changes(case: Path) -> None:
    document = tree(case, "previous")
    raised = json.dumps(raised_to_3(document))

    assert validate(load_document(raised)) == ()
    assert told(compare_documents(json.dumps(document), raised)) == []
    assert told(compare_documents(raised, json.dumps(document))) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_change_is_the_same_in_whichever_version_the_previous_document_is(case: Path) -> None:
    current = cases.side(case, "current")
    raised = json.dumps(raised_to_3(tree(case, "previous")))

    comparison = compare_documents(raised, current)

    assert told(comparison) == told(cases.compared(case))
    assert comparison.undecided == ()
