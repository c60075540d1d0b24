"""Soundness above schemas: where the engine reports nothing harmful, whole messages are accepted, and read alike.

Pairs of descriptions and messages are made at random from fixed seeds, and openapi-core judges the messages;
`python -m tests.contracts.generating.exchanges` runs many more, and counts what else may be wrong.
"""

from collections import Counter

import pytest

from catalog.contracts.changes import Comparison
from tests.contracts.generating import exchanges
from tests.contracts.generating.exchanges import Examination, Finding

PAIRS = 25

Examined = tuple[list[Finding], Counter[str]]


def examination(seed: int) -> Examined:
    figures = Counter[str]()
    seeds = [f"{seed}/{number}" for number in range(PAIRS)]
    return [finding for one in seeds for finding in Examination(one, figures).findings()], figures


@pytest.fixture(scope="module", params=range(3))
def examined(request: pytest.FixtureRequest) -> Examined:
    return examination(request.param)


def test_what_is_not_reported_breaks_no_exchange(examined: Examined) -> None:
    findings, figures = examined

    assert [finding for finding in findings if finding.kind.startswith("missed")] == []
    assert figures["requests"] > PAIRS
    assert figures["responses"] > PAIRS


def test_the_same_operations_written_otherwise_have_no_changes(examined: Examined) -> None:
    findings, figures = examined

    assert [finding for finding in findings if finding.kind.startswith(("noise", "nothing differs"))] == []
    assert figures["pairs of one meaning"] > 0


def test_an_engine_that_says_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanges, "compare_documents", lambda *_: Comparison(""))

    findings, _ = examination(0)

    assert {"missed: request", "missed: response"} <= {finding.kind for finding in findings}
