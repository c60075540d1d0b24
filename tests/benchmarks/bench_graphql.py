"""What published GraphQL schemas cost, beside graphql-core and, where it is named, the field's other comparer."""

import os
import shlex
import time
from itertools import pairwise
from pathlib import Path

import pytest

from catalog.contracts.budget import Budget
from catalog.contracts.collector import collector_paused
from catalog.contracts.graphql.format import FORMAT
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.load import load_document
from catalog.contracts.locating import located
from catalog.contracts.report import Report
from tests.benchmarks.processes import COMPARE, COMPARE_STORED, Cost, cost, python
from tests.published import CORPUS, MISSING

PAIRS = [pair for history in sorted(CORPUS.glob("graphql/*")) for pair in pairwise(sorted(history.iterdir()))]
PEER = shlex.split(os.environ.get("GRAPHQL_PEER", ""))
"""A command that is given two files, such as one that calls `diff` of `@graphql-inspector/core`."""

PARSE = """
import sys
from graphql import parse
for file in sys.argv[1:]:
    parse(open(file).read())
"""
LIBRARY = """
import sys
from graphql import build_ast_schema, parse
from graphql.utilities.find_schema_changes import find_schema_changes
files = iter(sys.argv[1:])
for pair in zip(files, files):
    schemas = [build_ast_schema(parse(open(file).read()), assume_valid_sdl=True) for file in pair]
    print(len(find_schema_changes(*schemas)))
"""
ROUNDS = 3

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)


def stored(file: Path, folder: Path) -> Path:
    """The same schema with its stored form beside it."""
    copy = folder / file.name
    copy.write_bytes(file.read_bytes())
    copy.with_name(f"{copy.name}.stored").write_bytes(load_document(file.read_bytes()).to_stored())
    return copy


def bench_every_pair(report, tmp_path: Path) -> None:
    files = [file for pair in PAIRS for file in pair]
    costs: dict[str, Cost | None] = {
        "parsing": python(PARSE, *files),
        "graphql-core, without reach or proof": python(LIBRARY, *files),
        "engine": python(COMPARE, *files),
        "engine, from the stored form": python(COMPARE_STORED, *(stored(file, tmp_path) for file in files)),
        "peer": cost((*PEER, *files[-2:])) if PEER else None,
    }
    report.costs(f"Published schemas, {len(PAIRS)} pairs (the peer: the last)", costs)


def bench_phases(report) -> None:
    rounds = [phases(*PAIRS[-1]) for _ in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds) for name in rounds[0]}
    for name, seconds in best.items():
        report(
            f"the last pair: {name} ({seconds * 1000:.0f} ms)", seconds / best["load"], "times loading both"
        )


def phases(previous: Path, current: Path) -> dict[str, float]:
    """Seconds by phase, of one comparison."""
    clock = [time.perf_counter()]
    with collector_paused():
        documents = [load_document(file.read_bytes()) for file in (previous, current)]
        clock.append(time.perf_counter())
        budget = Budget(DEFAULT_LIMITS.seconds)
        walk = FORMAT.walk(*documents, budget, Notice())
        walk.walk()
        clock.append(time.perf_counter())
        changes = Report(FORMAT, walk, budget).changes()
        clock.append(time.perf_counter())
        located(changes, *documents, Deadline.of(DEFAULT_LIMITS))
        clock.append(time.perf_counter())
    names = ("load", "walk", "reach, judge and prove", "locate")
    return {name: end - start for name, start, end in zip(names, clock, clock[1:], strict=False)}


def bench_what_is_proven(report) -> None:
    breaking = []
    for previous, current in PAIRS:
        budget = Budget(DEFAULT_LIMITS.seconds)
        documents = [load_document(file.read_bytes()) for file in (previous, current)]
        walk = FORMAT.walk(*documents, budget, Notice())
        walk.walk()
        breaking += [
            change for change in Report(FORMAT, walk, budget).changes() if change.severity == "breaking"
        ]
    proven = [change for change in breaking if change.witness]
    report(f"proven of {len(breaking)} breaking changes", 100 * len(proven) / len(breaking), "%")
