"""Soundness above schemas: where the engine reports nothing harmful, whole messages are accepted, and read alike.

Pairs of descriptions and messages are made at random from fixed seeds, and openapi-core judges the messages;
`python -m tests.contracts.generating.exchanges` runs many more, and counts what else may be wrong.
"""

from collections import Counter

import pytest

from tests.contracts.generating.exchanges import Examination, Finding

PAIRS = 25


@pytest.fixture(scope="module", params=range(4))
def examined(request: pytest.FixtureRequest) -> tuple[list[Finding], Counter[str]]:
    figures = Counter[str]()
    seeds = [f"{request.param}/{number}" for number in range(PAIRS)]
    return [finding for seed in seeds for finding in Examination(seed, figures).findings()], figures


def test_what_is_not_reported_breaks_no_exchange(examined: tuple[list[Finding], Counter[str]]) -> None:
    findings, figures = examined

    assert [finding for finding in findings if finding.kind.startswith("missed")] == []
    assert figures["requests"] > PAIRS // 2
    assert figures["responses"] > PAIRS // 2
    assert figures["request: told, and shown"] > 0


def test_the_same_operations_written_otherwise_have_no_changes(
    examined: tuple[list[Finding], Counter[str]],
) -> None:
    findings, figures = examined

    assert [finding for finding in findings if finding.kind.startswith(("noise", "nothing differs"))] == []
    assert figures["pairs of one meaning"] > 0
