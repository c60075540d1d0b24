"""Every consecutive pair of the corpus of published descriptions is compared without an error."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents

FOLDER = Path(os.environ.get("PORTOLAN_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus")
HISTORIES = sorted(folder for kind in ("openapi-*", "swagger-*") for folder in FOLDER.glob(f"{kind}/*"))
PAIRS = [pair for history in HISTORIES for pair in pairwise(sorted(history.iterdir()))]

pytestmark = pytest.mark.skipif(
    not PAIRS, reason=f"there is no corpus of published descriptions in {FOLDER}; set PORTOLAN_CORPUS"
)


@pytest.mark.parametrize(("previous", "current"), PAIRS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_pair_of_versions_is_compared(previous: Path, current: Path) -> None:
    comparison = compare_documents(previous.read_bytes(), current.read_bytes())

    assert comparison.changes
    about_values = [change for change in comparison.changes if change.about_values]
    proven = [change for change in about_values if change.witness is not None]
    assert len(proven) >= 0.7 * len(about_values)
