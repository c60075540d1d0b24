"""What published contracts in protobuf cost, beside merely compiling them and beside the field's own tool."""

import os
import shlex
import time
from itertools import pairwise
from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from tests.benchmarks.processes import Cost, cost, python
from tests.published import CORPUS, MISSING

VERSIONS = sorted(
    CORPUS.glob("protobuf/*/v*"), key=lambda folder: [int(part) for part in folder.name[1:].split(".")]
)
PAIRS = list(pairwise(VERSIONS))
PEER = shlex.split(os.environ.get("BUF", ""))
"""The command `buf`, of `@bufbuild/buf`."""

COMPILE = """
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from importlib.resources import files
from grpc_tools import protoc
for folder in sys.argv[1:]:
    with NamedTemporaryFile() as output:
        found = sorted(map(str, Path(folder).rglob("*.proto")))
        assert not protoc.main(["protoc", f"-I{folder}", f"-I{files('grpc_tools') / '_proto'}",
            "--include_imports", "--include_source_info", f"--descriptor_set_out={output.name}", *found])
"""
COMPARE = """
import sys, orjson
from pathlib import Path
from catalog.contracts.compare import compare_documents
def bundle(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(Path(folder).rglob("*.proto"))}
folders = iter(sys.argv[1:])
for pair in zip(folders, folders):
    comparison = compare_documents(*map(bundle, pair), format="protobuf")
    sys.stdout.buffer.write(orjson.dumps(comparison.to_json()))
"""
ROUNDS = 3

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)


def bundle(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.proto"))
    }


def bench_one_pair(report) -> None:
    """The last pair as a whole process. The peer answers in one category; the engine in all four."""
    previous, current = PAIRS[-1]
    costs: dict[str, Cost | None] = {
        "parsing": python(COMPILE, previous, current),
        "engine": python(COMPARE, previous, current),
        "peer": cost((*PEER, "breaking", current, "--against", previous)) if PEER else None,
    }
    report.costs(f"OpenTelemetry, {previous.name} to {current.name}", costs)


def bench_phases(report) -> None:
    """Every pair: compiled once at registration, compared from the stored form ever after."""
    rounds = [phases() for _ in range(ROUNDS)]
    for name in rounds[0]:
        best = min(each[name] for each in rounds)
        report(f"{len(PAIRS)} pairs: {name} ({best * 1000:.0f} ms)", best / len(PAIRS) * 1000, "ms a pair")


def phases() -> dict[str, float]:
    clock = [time.perf_counter()]
    documents = {version: load_document(bundle(version), format="protobuf") for version in VERSIONS}
    clock.append(time.perf_counter())
    stored = {version: document.to_stored() for version, document in documents.items()}
    clock.append(time.perf_counter())
    for pair in PAIRS:
        compare_documents(*(Document.from_stored(stored[version]) for version in pair))
    clock.append(time.perf_counter())
    names = ("compile and read", "store", "compare from the stored form")
    return {name: end - start for name, start, end in zip(names, clock, clock[1:], strict=False)}
