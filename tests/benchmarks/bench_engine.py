"""What a comparison costs, as a multiple of merely parsing the two documents in the same run."""

import copy
import time
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from catalog.contracts.compare import compare_documents

OPERATIONS, SCHEMAS, ROUNDS = 1500, 600, 3


def landscape() -> dict[str, Any]:
    """A document of some megabytes: operations that answer with schemas that refer to each other."""
    schemas = {
        f"Thing{number}": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "string", "format": "uuid", "description": f"Which thing {number} it is"},
                "name": {"type": "string", "minLength": 1, "maxLength": 80},
                "size": {"type": "integer", "minimum": 0},
                "next": {"$ref": f"#/components/schemas/Thing{(number * 7 + 1) % SCHEMAS}"},
            },
        }
        for number in range(SCHEMAS)
    }
    paths = {f"/things-{number}/{{id}}": {"get": operation(number)} for number in range(OPERATIONS)}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def operation(number: int) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/Thing{number % SCHEMAS}"}
    return {
        "operationId": f"getThing{number}",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "It", "content": {"application/json": {"schema": schema}}}},
    }


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
