"""Every case of every rule again, with the previous document written otherwise: only the case's own changes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from tests.contracts import cases
from tests.contracts.rewriting import REWRITINGS

CASES = [case for case in cases.CASES if cases.is_openapi(case)]


def tree(case: Path, side: str) -> Any:
    return yaml.safe_load(next(case.glob(f"{side}.*")).read_text())


def compared(previous: Any, current: Any) -> Comparison:
    return compare_documents(json.dumps(previous), json.dumps(current))


def told(comparison: Comparison) -> set[tuple[str, str]]:
    """The rules that fire, for each operation: what was one component can be several places."""
    return {(change.rule_id, key) for change in comparison.changes for key in change.operations or ("",)}


def rewritings(document: Any) -> dict[str, Any]:
    written = {rewrite.__name__: rewrite(document) for rewrite in REWRITINGS}
    return {name: other for name, other in written.items() if other is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_other_words_for_the_previous_document_bring_no_further_change(case: Path) -> None:
    previous = tree(case, "previous")

    comparisons = {name: compared(previous, other) for name, other in rewritings(previous).items()}

    assert {name: one.changes or one.undecided for name, one in comparisons.items()} == dict.fromkeys(
        comparisons, ()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_other_words_for_the_previous_document_hide_no_change(case: Path) -> None:
    previous, current = tree(case, "previous"), tree(case, "current")
    expected = told(compared(previous, current))

    found = {name: told(compared(other, current)) for name, other in rewritings(previous).items()}

    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize("rewrite", REWRITINGS, ids=lambda rewrite: rewrite.__name__)
def test_every_way_to_write_otherwise_applies_to_some_case(rewrite: Any) -> None:
    assert any(rewrite(tree(case, "previous")) is not None for case in CASES)
