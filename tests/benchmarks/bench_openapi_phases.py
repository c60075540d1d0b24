"""Where the time of a comparison goes, as multiples of merely parsing both documents in the same process."""

import time

import orjson
import pytest

from catalog.contracts.budget import Budget
from catalog.contracts.collector import collector_paused
from catalog.contracts.compare import walk_documents
from catalog.contracts.documents.load import load_document
from catalog.contracts.limits import DEFAULT_LIMITS
from catalog.contracts.report import Report, located
from catalog.contracts.rules import RULES
from catalog.contracts.witness import Prover
from tests.benchmarks.documents import github, landscape, with_one_operation_changed

ROUNDS = 3


def phases(texts: list[bytes]) -> dict[str, float]:
    """Seconds by phase, of one comparison."""
    clock = [time.perf_counter()]
    with collector_paused():
        for text in texts:
            orjson.loads(text)
        clock.append(time.perf_counter())
        documents = [load_document(text) for text in texts]
        clock.append(time.perf_counter())
        budget = Budget(DEFAULT_LIMITS.seconds)
        walker = walk_documents(*documents, budget)
        walker.walk()
        clock.append(time.perf_counter())
        changes = Report(RULES, walker.roots, Prover(walker.comparer.normaliser, budget).prove).changes()
        clock.append(time.perf_counter())
        located(changes, *documents)
        clock.append(time.perf_counter())
    names = ("parsing", "load", "walk", "report and prove", "locate")
    return {name: end - start for name, start, end in zip(names, clock, clock[1:], strict=False)}


def pairs() -> dict[str, list[bytes]]:
    made = orjson.dumps(landscape())
    cases = {"made, one operation": [made, with_one_operation_changed(landscape())]}
    if github():
        previous, current = (file.read_bytes() for file in github())
        cases["GitHub, one operation"] = [current, with_one_operation_changed(orjson.loads(current))]
        cases["GitHub, two versions"] = [previous, current]
    return cases


@pytest.mark.parametrize("case", pairs())
def bench_phases(case: str, report) -> None:
    rounds = [phases(pairs()[case]) for _ in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds) for name in rounds[0]}
    for name, seconds in best.items():
        report(f"{case}: {name} ({seconds * 1000:.0f} ms)", seconds / best["parsing"], "times parsing both")
