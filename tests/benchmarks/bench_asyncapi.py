"""What a comparison of a thousand channels costs, as a multiple of parsing both documents, and beside the peer.

The peer is `@asyncapi/diff`, where `PORTOLAN_ASYNCAPI_DIFF` names the folder that it is installed in (`npm install
@asyncapi/diff`).
"""

import copy
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from catalog.contracts.compare import compare_documents

ROUNDS = 3
CHANNELS, SCHEMAS = 1_000, 300
PEER = os.environ.get("PORTOLAN_ASYNCAPI_DIFF")
SCRIPT = """
const { diff } = require('@asyncapi/diff');
const [before, after] = process.argv.slice(1).map((file) => JSON.parse(require('fs').readFileSync(file)));
const started = process.hrtime.bigint();
diff(before, after);
console.log(Number(process.hrtime.bigint() - started) / 1e9);
"""


def landscape() -> dict[str, Any]:
    """Channels whose messages have payloads that refer to each other."""
    return {
        "asyncapi": "2.6.0",
        "info": {"title": "Things", "version": "1"},
        "channels": {f"things.{number}.{{id}}": _channel(number) for number in range(CHANNELS)},
        "components": {"schemas": {f"Thing{number}": _schema(number) for number in range(SCHEMAS)}},
    }


def _channel(number: int) -> dict[str, Any]:
    message = {
        "name": f"Thing{number}Changed",
        "contentType": "application/json",
        "headers": {"type": "object", "properties": {"trace": {"type": "string", "format": "uuid"}}},
        "payload": {"$ref": f"#/components/schemas/Thing{number % SCHEMAS}"},
    }
    return {
        "parameters": {"id": {"schema": {"type": "string"}}},
        "subscribe": {"operationId": f"changed{number}", "message": message},
        "bindings": {"kafka": {"partitions": 12}},
    }


def _schema(number: int) -> dict[str, Any]:
    following = {"$ref": f"#/components/schemas/Thing{(number * 7 + 1) % SCHEMAS}"}
    properties = {"id": {"type": "string"}, "size": {"type": "integer", "minimum": 0}, "next": following}
    return {"type": "object", "required": ["id"], "properties": properties}


def changed(change: str) -> dict[str, Any]:
    document = copy.deepcopy(landscape())
    message = document["channels"]["things.7.{id}"]["subscribe"]["message"]
    if change == "one operation":
        message["headers"]["properties"]["trace"]["type"] = "integer"
    elif change == "one shared schema":
        document["components"]["schemas"]["Thing1"]["required"] = []
    return document


def best_of(work: Callable[[], Any]) -> float:
    """Seconds of the quickest round: the others measure the machine's other work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


@pytest.mark.parametrize("change", ["nothing", "one operation", "one shared schema"])
def bench_a_comparison_of_events(change: str, report: Callable[..., None]) -> None:
    texts = orjson.dumps(landscape()), orjson.dumps(changed(change), option=orjson.OPT_INDENT_2)
    parsing = best_of(lambda: [orjson.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    changes = len(compare_documents(*texts).changes)
    report(f"events, {change} changed ({changes} changes)", comparing / parsing, "times parsing both")


@pytest.mark.skipif(not PEER, reason="PORTOLAN_ASYNCAPI_DIFF does not name a folder with @asyncapi/diff")
def bench_a_comparison_of_events_beside_the_peer(tmp_path: Path, report: Callable[..., None]) -> None:
    texts = orjson.dumps(landscape()), orjson.dumps(changed("one operation"))
    files = [tmp_path / "previous.json", tmp_path / "current.json"]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text)
    command = [shutil.which("node") or "node", "-e", SCRIPT, *map(str, files)]
    peer = min(
        float(subprocess.run(command, cwd=PEER, check=True, capture_output=True, text=True).stdout)
        for _ in range(ROUNDS)
    )
    report(
        "events, one operation changed",
        best_of(lambda: compare_documents(*texts)) / peer,
        "times @asyncapi/diff",
    )
