"""Where the time of a comparison goes, as multiples of merely parsing both documents in the same process."""

import time
from collections.abc import Callable

import orjson
import pytest

from catalog.contracts.budget import Budget
from catalog.contracts.collector import collector_paused
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.load import load_document
from catalog.contracts.locating import located
from catalog.contracts.openapi.format import FORMAT
from catalog.contracts.report import Report
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
        walk = FORMAT.walk(*documents, budget, Notice())
        walk.walk()
        clock.append(time.perf_counter())
        changes = Report(FORMAT, walk, budget).changes()
        clock.append(time.perf_counter())
        located(changes, *documents, Deadline.of(DEFAULT_LIMITS))
        clock.append(time.perf_counter())
    names = ("parsing", "load", "walk", "report and prove", "locate")
    return {name: end - start for name, start, end in zip(names, clock, clock[1:], strict=False)}


def made_with_one_operation_changed() -> list[bytes]:
    return [orjson.dumps(landscape()), with_one_operation_changed(landscape())]


def github_with_one_operation_changed() -> list[bytes]:
    text = github()[-1].read_bytes()
    return [text, with_one_operation_changed(orjson.loads(text))]


def two_versions_of_github() -> list[bytes]:
    return [file.read_bytes() for file in github()]


CASES = [made_with_one_operation_changed]
CASES += [github_with_one_operation_changed, two_versions_of_github] if github() else []


@pytest.mark.parametrize("case", CASES)
def bench_phases(case: Callable[[], list[bytes]], report) -> None:
    texts = case()
    rounds = [phases(texts) for _ in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds) for name in rounds[0]}
    what = case.__name__.replace("_", " ")
    for name, seconds in best.items():
        report(f"{what}: {name} ({seconds * 1000:.0f} ms)", seconds / best["parsing"], "times parsing both")
