"""Who goes on after a budget was found to be exceeded is told so again at once."""

import pytest

from catalog.contracts import budget
from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.compare import compare_documents
from catalog.contracts.witness import Prover

MEGABYTE = 1024 * 1024


@pytest.fixture
def used(monkeypatch):
    """The memory that the process holds, to be set."""
    held = [0]
    monkeypatch.setattr(budget, "_memory", lambda: held[0])
    return held


def test_of_memory_that_was_not_given_back_the_next_check_tells_too(used):
    spent = Budget(seconds=60, max_memory=10 * MEGABYTE)
    used[0] = 40 * MEGABYTE

    for _ in range(3):
        with pytest.raises(OutOfBudget, match="more than 10 MiB of memory"):
            spent.check()

    used[0] = 0
    spent.check()


def test_what_is_kept_for_later_is_there_later(used):
    spent = Budget(seconds=60, max_memory=100 * MEGABYTE)
    with spent.keeping(0.9):
        used[0] = 40 * MEGABYTE
        with pytest.raises(OutOfBudget):
            spent.check()

    spent.check()


def test_a_proof_that_took_all_memory_is_the_last_one(documents, used, monkeypatch):
    """Of an object with many members a proof makes a validator that may take some hundred megabytes."""

    def make(self, pair, event, above):
        used[0] += 400 * MEGABYTE

    monkeypatch.setattr(Prover, "_found", make)
    before, after = (
        documents.writing({"type": "object", "properties": {f"p{number}": leaf for number in range(40)}})
        for leaf in ({"type": "string"}, {"type": "integer"})
    )

    assert len(compare_documents(before, after).changes) == 40

    assert 0 < used[0] <= 2400 * MEGABYTE
