"""Every consecutive pair of the published versions of OpenTelemetry's protocol is compared to its end."""

from itertools import pairwise
from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.compatibility import STRICTNESS
from tests.published import CORPUS, MISSING

VERSIONS = sorted(
    (CORPUS / "protobuf" / "opentelemetry").glob("v*"),
    key=lambda folder: [int(number) for number in folder.name[1:].split(".")],
)
PAIRS = list(pairwise(VERSIONS))

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)

BROKEN = {
    ("v0.3.0", "v0.7.0"): STRICTNESS,
    ("v0.7.0", "v0.11.0"): STRICTNESS,
    ("v0.11.0", "v0.15.0"): STRICTNESS,
    ("v0.15.0", "v0.19.0"): ("FILE", "PACKAGE", "WIRE_JSON"),
    ("v0.19.0", "v1.0.0"): ("FILE", "PACKAGE", "WIRE_JSON"),
    ("v1.0.0", "v1.5.0"): (),
    ("v1.5.0", "v1.10.0"): STRICTNESS,
}
"""The categories that each step breaks, which is also what the field's own tool says."""


def bundle(folder: Path) -> dict[str, bytes]:
    files = sorted(folder.rglob("*.proto"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def test_each_step_breaks_the_categories_that_it_is_known_to_break(pair):
    comparison = compare_documents(*(bundle(folder) for folder in pair), format="protobuf")

    broken = tuple(kind for kind in STRICTNESS if comparison.under(kind).with_severity("breaking"))

    assert comparison.undecided == ()
    assert broken == BROKEN[pair[0].name, pair[1].name]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def test_every_change_stands_in_a_line_of_a_file(pair):
    comparison = compare_documents(*(bundle(folder) for folder in pair), format="protobuf")

    places = [change.previous_position or change.current_position for change in comparison.changes]

    assert places
    assert all(place is not None and place.file for place in places)
