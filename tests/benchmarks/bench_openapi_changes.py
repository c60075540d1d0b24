"""What a comparison costs, as a multiple of merely parsing the two documents in the same run."""

import copy
import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from catalog.contracts.compare import compare_documents
from tests.benchmarks.documents import landscape

ROUNDS = 3


def best_of(work: Callable[[], Any]) -> float:
    """Seconds of the quickest round: the others measure the machine's other work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


@pytest.mark.parametrize("change", ["nothing", "one operation", "one shared schema", "every schema"])
def bench_a_comparison(change: str, report: Callable[..., None]) -> None:
    previous, current = landscape(), copy.deepcopy(landscape())
    schemas = current["components"]["schemas"]
    if change == "one operation":
        current["paths"]["/things-0/{id}"]["get"]["parameters"][0]["schema"]["maxLength"] = 10
    elif change == "one shared schema":
        schemas["Thing1"]["required"].remove("name")
    elif change == "every schema":
        for schema in schemas.values():
            schema["properties"]["size"]["minimum"] = 1
    texts = orjson.dumps(previous), orjson.dumps(current)
    parsing = best_of(lambda: [orjson.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    changes = len(compare_documents(*texts).changes)
    report(f"compare, {change} changed ({changes} changes)", comparing / parsing, "times parsing both")
