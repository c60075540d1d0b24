"""Witnesses are replayed through openapi-core, whole, against both documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from catalog.contracts.replay import Replayer, replay_witness
from tests.contracts import cases

RULES = Path(__file__).parent / "rules"
CASES = [case for case in cases.CASES if cases.is_openapi(case)]
ACCEPTS = "openapi-core accepts it by the current contract too"
ACCEPTED = "openapi-core accepts it by the previous contract too"
DISAGREEMENTS = {
    # It reads no encodings.
    "format-changed/another-encoding": ACCEPTS,
    "wire-format-changed/the-encoding-of-a-text": ACCEPTS,
    "wire-format-changed/the-encoding-of-a-text-in-a-response": ACCEPTED,
    # Of several values for a single one it reads the last.
    "request-type-changed/a-list-of-several-is-no-text": ACCEPTS,
    "request-type-changed/several-objects-are-no-object-in-a-form": ACCEPTS,
    "request-type-changed/several-files-are-no-file": "openapi-core does not check the format binary",
    "request-limit-tightened/beside-a-reference-behind-another": ACCEPTS,
    "response-format-widened/an-international-address": ACCEPTED,
    "request-format-narrowed/known-subset": "openapi-core does not check the format uri-reference",
}
FIRES = RULES / "request-limit-tightened" / "fires"


def documents(case: Path) -> tuple[Document, Document]:
    previous, current = (
        load_document(next(case.glob(f"{side}.*")).read_bytes()) for side in ("previous", "current")
    )
    return previous, current


@pytest.fixture(scope="module")
def replayer() -> Iterator[Replayer]:
    with Replayer(seconds=60) as one:
        yield one


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_openapi_core_agrees_with_every_witness_or_it_is_known_why_not(
    case: Path, replayer: Replayer
) -> None:
    previous, current = documents(case)
    proven = [change for change in compare_documents(previous, current).changes if change.witness]

    replays = [replayer.replay(previous, current, change) for change in proven]

    known = DISAGREEMENTS.get(f"{case.parent.name}/{case.name}")
    assert {(replay.answer, replay.reason) for replay in replays} <= {("agrees", ""), ("disagrees", known)}


def test_a_message_that_both_accept_is_a_disagreement() -> None:
    previous, current = documents(FIRES)
    (change,) = compare_documents(previous, current).with_severity("breaking")

    replay = replay_witness(previous, previous, change, seconds=60)

    assert (replay.answer, replay.reason) == (
        "disagrees",
        ACCEPTS,
    )
