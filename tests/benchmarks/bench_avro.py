"""What a comparison of Avro schemas costs, beside parsing them and beside the checker of the `avro` package.

The peer is measured where it is installed; it is no requirement of this project. It answers yes or no for one mode,
the comparison tells what changed for both, with a datum that shows it.
"""

import copy
import importlib
import importlib.util
import json
from collections.abc import Callable
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from tests.benchmarks.bench_openapi_changes import best_of

RECORDS = 300
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
    for found in records if change == "every record" else records[:1] if change == "one record" else ():
        found["fields"][1]["type"] = "long"
    return current


def peer_compares(previous: bytes, current: bytes) -> Callable[[], Any]:
    """The peer's check of both modes, from the texts."""
    parse = importlib.import_module("avro.schema").parse
    checker = importlib.import_module("avro.compatibility").ReaderWriterCompatibilityChecker

    def check() -> None:
        before, after = parse(previous.decode()), parse(current.decode())
        checker().get_compatibility(after, before)
        checker().get_compatibility(before, after)

    return check


@pytest.mark.parametrize("change", ["nothing", "one record", "every record"])
def bench_a_comparison_of_avro(change: str, report: Callable[..., None]) -> None:
    texts = [json.dumps(each, indent=1).encode() for each in (schema(), changed(change))]
    changes = len(compare_documents(*texts).changes)
    parsing = best_of(lambda: [json.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    what = f"Avro, {change} changed ({changes} changes)"
    report(
        f"{what}: load",
        best_of(lambda: [load_document(text) for text in texts]) / parsing,
        "times parsing both",
    )
    report(f"{what}: compare", comparing / parsing, "times parsing both")
    if importlib.util.find_spec("avro"):
        report(f"{what}: the peer", best_of(peer_compares(*texts)) / comparing, "times the comparison")
