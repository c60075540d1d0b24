"""Every consecutive pair of the corpus of published descriptions is compared without an error."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from tests.published import CORPUS, MISSING

HISTORIES = sorted(folder for kind in ("openapi-*", "swagger-*") for folder in CORPUS.glob(f"{kind}/*"))
PAIRS = [pair for history in HISTORIES for pair in pairwise(sorted(history.iterdir()))]

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)


@pytest.fixture(scope="module")
def comparisons() -> dict[tuple[Path, Path], Comparison]:
    return {pair: compare_documents(*(file.read_bytes() for file in pair)) for pair in PAIRS}


def test_every_pair_of_versions_differs_and_is_compared_to_the_end(comparisons: Any) -> None:
    assert all(comparison.changes for comparison in comparisons.values())
    corners = [corner for comparison in comparisons.values() for corner in comparison.undecided]
    # One of the descriptions refers to a request body where a response should be; one has lists without alternatives,
    # into which alternatives came.
    known = {" which is not one of the responses", " with one at least"}
    assert {corner.reason.partition(",")[2] for corner in corners} <= known
    assert all(corner.operations for corner in corners)


def test_every_breaking_change_of_a_schema_is_proven_by_a_whole_message(comparisons: Any) -> None:
    changes = [
        change for comparison in comparisons.values() for change in comparison.with_severity("breaking")
    ]
    about_values = [change for change in changes if change.about_values]
    whole = [change for change in about_values if {"request", "response"} & (change.witness or {}).keys()]

    assert about_values
    assert len(whole) == len(about_values)
