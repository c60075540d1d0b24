"""The engine on published descriptions: whole processes, beside merely parsing them and beside the peer.

The peer is oasdiff, where it is installed. GitHub's description is looked for in the folder that
PORTOLAN_GITHUB_DESCRIPTIONS names, with what `npm pack @octokit/openapi@12.0.0` and `@23.0.2` bring as 12.0.0.json
and 23.0.2.json; the histories of other APIs in the folder that PORTOLAN_CORPUS names, or in the one beside.
"""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.load import load_document

CORPUS = Path(os.environ.get("PORTOLAN_CORPUS") or Path(__file__).parents[2].parent / "shared" / "corpus")
GITHUB = Path(os.environ.get("PORTOLAN_GITHUB_DESCRIPTIONS") or "nowhere")
PEER = shutil.which(os.environ.get("OASDIFF", "oasdiff"))

HISTORIES = sorted(folder for kind in ("openapi-*", "swagger-*") for folder in CORPUS.glob(f"{kind}/*"))
PAIRS = [pair for history in HISTORIES for pair in pairwise(sorted(history.iterdir()))]

COMPARE = (
    "import sys; from catalog.contracts.compare import compare_documents as compare;"
    "print(len(compare(*(open(name, 'rb').read() for name in sys.argv[1:])).changes))"
)
PARSE = "import sys, orjson; trees = [orjson.loads(open(name, 'rb').read()) for name in sys.argv[1:]]"

needs_github = pytest.mark.skipif(
    not GITHUB.is_dir(), reason="PORTOLAN_GITHUB_DESCRIPTIONS names no folder with GitHub's descriptions"
)
needs_corpus = pytest.mark.skipif(not PAIRS, reason=f"no published descriptions in {CORPUS}")


def beside(
    what: str, cost: Callable[..., Any], report: Callable[..., None], previous: Path, current: Path
) -> None:
    """Report what comparing two files costs, beside parsing them and beside the peer."""
    ours = cost(sys.executable, "-c", COMPARE, previous, current)
    parsing = cost(sys.executable, "-c", PARSE, previous, current)
    report(what, ours.seconds, "seconds")
    report(what, ours.memory, "MiB at most")
    report(what, ours.seconds / parsing.seconds, "times the process that parses both")
    if PEER is None:
        return
    peer = cost(PEER, "breaking", previous, current)
    report(f"{what}, the peer", peer.seconds, "seconds")
    report(what, peer.seconds / ours.seconds, "times as fast as the peer")
    report(what, ours.memory / peer.memory, "of the peer's memory")


@needs_github
def bench_eleven_megabytes_against_thirteen(cost, report) -> None:
    beside("GitHub, 11 MB against 13 MB", cost, report, GITHUB / "12.0.0.json", GITHUB / "23.0.2.json")


@needs_github
def bench_one_operation_of_thirteen_megabytes(cost, report, tmp_path: Path) -> None:
    previous, current = GITHUB / "23.0.2.json", tmp_path / "current.json"
    tree = orjson.loads(previous.read_bytes())
    changed = tree["paths"]["/repos/{owner}/{repo}"]["get"]
    changed["parameters"].append({"name": "since", "in": "query", "required": True, "schema": {}})
    current.write_bytes(orjson.dumps(tree, option=orjson.OPT_INDENT_2))
    beside("GitHub, one operation changed", cost, report, previous, current)

    texts = previous.read_bytes(), current.read_bytes()
    parsing = best_of(lambda: [orjson.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    report("GitHub, one operation changed, in process", comparing / parsing, "times parsing both")


@needs_corpus
@pytest.mark.skipif(PEER is None, reason="oasdiff is not installed")
def bench_histories_beside_the_peer(cost, report) -> None:
    ours = peer = 0.0
    for previous, current in (pair for pair in PAIRS if pair[0].suffix in (".json", ".yaml")):
        if "swagger" in str(previous) or "pagerduty" in str(previous):
            continue  # the peer reads no Swagger 2.0, and refuses PagerDuty's description
        ours += cost(sys.executable, "-c", COMPARE, previous, current).seconds
        peer += cost(PEER, "breaking", previous, current).seconds
    report("histories of published APIs, whole processes", peer / ours, "times as fast as the peer")


@needs_corpus
def bench_histories_as_json_yaml_and_stored(report) -> None:
    spent: Counter[str] = Counter()
    for previous, current in PAIRS:
        texts = previous.read_bytes(), current.read_bytes()
        documents = [load_document(text) for text in texts]
        stored = [document.to_stored() for document in documents]
        as_json = [orjson.dumps(document.tree, option=orjson.OPT_INDENT_2) for document in documents]
        written = "YAML" if previous.suffix in (".yaml", ".yml") else "JSON"
        spent[f"{written} text"] += best_of(lambda: compare_documents(*texts))  # noqa: B023  # run at once
        spent[f"{written} as JSON"] += best_of(lambda: compare_documents(*as_json))  # noqa: B023
        spent[f"{written} stored"] += best_of(lambda: compare_documents(*map(Document.from_stored, stored)))  # noqa: B023
        spent[f"{written} parsed"] += best_of(lambda: [orjson.loads(text) for text in as_json])  # noqa: B023
    report("histories in YAML", spent["YAML text"] / spent["YAML as JSON"], "times the same as JSON")
    report(
        "histories in YAML, stored", spent["YAML stored"] / spent["YAML as JSON"], "times the same as JSON"
    )
    for written in ("JSON", "YAML"):
        ratio = spent[f"{written} as JSON"] / spent[f"{written} parsed"]
        report(f"histories that are {written}, as JSON", ratio, "times parsing both")


@needs_corpus
def bench_how_many_breaking_changes_of_schemas_are_proven(report) -> None:
    proven: Counter[bool] = Counter()
    unproven: Counter[str] = Counter()
    for change in breaking_changes_of_schemas():
        proven[change.witness is not None] += 1
        unproven[change.rule_id] += change.witness is None
    report("breaking changes of schemas with a witness", 100 * proven[True] / proven.total(), "per cent")
    for rule_id, count in (+unproven).most_common():
        report(f"without: {rule_id}", count, "changes")


def breaking_changes_of_schemas() -> Iterator[Any]:
    for pair in PAIRS:
        comparison = compare_documents(*(file.read_bytes() for file in pair))
        yield from (change for change in comparison.with_severity("breaking") if change.about_values)


def best_of(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)
