"""What a comparison of Avro schemas costs, beside parsing them and beside the checker of the `avro` package.

The peer is no requirement of this project: `AVRO_PEER` names a Python that has it (`pip install avro` in an environment
of its own). It answers yes or no for one mode; the comparison tells what changed for both, with a datum that shows it.
"""

import copy
import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from tests.benchmarks.bench_openapi_changes import best_of

RECORDS = 300
PEER = shlex.split(os.environ.get("AVRO_PEER", ""))
CHECK = """
import sys, time
from avro.compatibility import ReaderWriterCompatibilityChecker
from avro.schema import parse
texts = [open(file).read() for file in sys.argv[1:]]
times = []
for _ in range(3):
    started = time.perf_counter()
    before, after = map(parse, texts)
    ReaderWriterCompatibilityChecker().get_compatibility(after, before)
    ReaderWriterCompatibilityChecker().get_compatibility(before, after)
    times.append(time.perf_counter() - started)
print(min(times))
"""
PRIMITIVES = ("string", "int", "long", "double", "boolean", "bytes")


def schema() -> dict[str, Any]:
    """A record of many records, each with fields of most kinds and a reference to the one before it."""
    fields = [{"name": f"part{number}", "type": record(number)} for number in range(RECORDS)]
    return {"type": "record", "name": "Whole", "namespace": "com.acme", "fields": fields}


def record(number: int) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": f"f{index}", "type": kind} for index, kind in enumerate(PRIMITIVES)
    ]
    symbols = [f"S{index}" for index in range(12)]
    fields += [
        {"name": "status", "type": {"type": "enum", "name": f"Status{number}", "symbols": symbols}},
        {"name": "labels", "type": {"type": "map", "values": ["null", "string", "long"]}},
        {"name": "others", "type": {"type": "array", "items": f"Part{max(number - 1, 0)}"}},
        {"name": "note", "type": ["null", "string"], "default": None},
    ]
    return {"type": "record", "name": f"Part{number}", "fields": fields}


def changed(change: str) -> dict[str, Any]:
    current = copy.deepcopy(schema())
    records = [field["type"] for field in current["fields"]]
    touched = {"the last record": records[-1:], "the first record": records[:1], "every record": records}
    for found in touched.get(change, ()):
        found["fields"][1]["type"] = "long"
    if change == "nothing":
        current["doc"] = "The same in other words."
    return current


@pytest.mark.parametrize("change", ["nothing", "the last record", "the first record", "every record"])
def bench_a_comparison_of_avro(change: str, report: Any, tmp_path: Path) -> None:
    """Each record leads to the one before it, and so to the first."""
    texts = [json.dumps(each, indent=1).encode() for each in (schema(), changed(change))]
    changes = len(compare_documents(*texts).changes)
    parsing = best_of(lambda: [json.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    what = f"Avro, {change} changed ({changes} changes)"
    report(f"{what}: compare", comparing / parsing, "times parsing both")
    if PEER:
        files = [tmp_path / "previous.avsc", tmp_path / "current.avsc"]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)
        answer = subprocess.run(
            (*PEER, "-c", CHECK, *files), check=True, capture_output=True, text=True
        ).stdout
        report(f"{what}: the peer", float(answer) / comparing, "times the comparison")
    else:
        report.line(f"  {what}: the peer is not installed (AVRO_PEER)")
