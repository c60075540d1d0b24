"""What the corpus of published descriptions costs, in every form that a document comes in, and what is proven."""

from collections import Counter
from pathlib import Path

import orjson
import pytest

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from tests.benchmarks.documents import corpus
from tests.benchmarks.processes import COMPARE, COMPARE_STORED, PARSE, PEER, peer, python, total
from tests.published import MISSING

PAIRS = corpus()
YAML_PAIRS = [pair for pair in PAIRS if pair[0].suffix != ".json"]

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)


def files(pairs: list[tuple[Path, Path]]) -> list[Path]:
    return [file for pair in pairs for file in pair]


def in_json(file: Path, folder: Path) -> Path:
    """The same document as JSON."""
    document = load_document(file.read_bytes())
    copy = folder / f"{file.parent.name}-{file.name}.json"
    copy.write_bytes(orjson.dumps(document.tree, option=orjson.OPT_INDENT_2))
    return copy


def stored(file: Path, folder: Path) -> Path:
    """The same document with its stored form beside it."""
    copy = folder / f"{file.parent.name}-{file.name}"
    copy.write_bytes(file.read_bytes())
    copy.with_name(f"{copy.name}.stored").write_bytes(load_document(file.read_bytes()).to_stored())
    return copy


def bench_every_pair(report, tmp_path: Path) -> None:
    costs = {
        "parsing": python(PARSE, *(in_json(file, tmp_path) for file in files(PAIRS))),
        "engine": python(COMPARE, *files(PAIRS)),
        "engine, from the stored form": python(
            COMPARE_STORED, *(stored(file, tmp_path) for file in files(PAIRS))
        ),
    }
    report.costs(f"The corpus, {len(PAIRS)} pairs", costs)


@pytest.mark.skipif(PEER is None, reason="oasdiff is not installed")
def bench_every_pair_that_the_peer_reads(report) -> None:
    """It takes Swagger 2.0 for OpenAPI 3, with nothing in it that it would know, and refuses other documents."""
    asked = {pair: peer(*pair) for pair in PAIRS if "swagger" not in str(pair[0])}
    read = {pair: cost for pair, cost in asked.items() if cost and not cost.failed}
    costs = {
        "engine, a process for each": total(python(COMPARE, *pair) for pair in read),
        "engine, one process": python(COMPARE, *files(list(read))),
        "peer": total(read.values()),
    }
    report.costs(f"What the peer reads of it, {len(read)} pairs", costs)


def bench_yaml_beside_json(report, tmp_path: Path) -> None:
    converted = [in_json(file, tmp_path) for file in files(YAML_PAIRS)]
    kept = [stored(file, tmp_path) for file in files(YAML_PAIRS)]
    costs = {
        "parsing": python(PARSE, *converted),
        "engine, JSON": python(COMPARE, *converted),
        "engine, YAML": python(COMPARE, *files(YAML_PAIRS)),
        "engine, YAML from the stored form": python(COMPARE_STORED, *kept),
    }
    report.costs(f"The corpus in YAML, {len(YAML_PAIRS)} pairs", costs)
    report("YAML", costs["engine, YAML"].seconds / costs["engine, JSON"].seconds, "times the same in JSON")


def bench_what_is_proven(report) -> None:
    found = [change for pair in PAIRS for change in breaking_changes(*pair)]
    breaking = [change for change in found if change.about_values]
    unproven = Counter(change.rule_id for change in breaking if change.witness is None)
    share = 1 - unproven.total() / len(breaking)
    report(f"proven of {len(breaking)} breaking schema changes", 100 * share, "%")
    for rule, count in unproven.most_common():
        report(f"  unproven: {rule}", count, "changes")
    # No value shows them, since they are not about which values are accepted.
    for rule, count in Counter(change.rule_id for change in found if not change.about_values).most_common():
        report(f"  about no schema: {rule}", count, "changes")


def breaking_changes(previous: Path, current: Path) -> tuple[Change, ...]:
    comparison = compare_documents(previous.read_bytes(), current.read_bytes())
    return comparison.with_severity("breaking")
