"""What a comparison of JSON Schemas costs, beside merely parsing them and beside the peers.

The peers are named by the environment, each as a command that is given two files: `JSON_SCHEMA_DIFF` is
`json-schema-diff` (npm), `JSONSUBSCHEMA` is `jsonsubschema` (PyPI). Neither takes definitions that refer to each
other in a circle, so the schema that is measured beside them has none.
"""

import copy
import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS
from tests.benchmarks.bench_openapi_changes import best_of
from tests.benchmarks.processes import COMPARE, PARSE, Cost, cost, python

DEFINITIONS = 300
BESIDE_PEERS = 100
PEERS = {name: shlex.split(os.environ.get(name, "")) for name in ("JSON_SCHEMA_DIFF", "JSONSUBSCHEMA")}


def schema(size: int = DEFINITIONS) -> dict[str, Any]:
    """Many definitions in a circle, one beside it that none of them leads to, and a root that holds each once."""
    definitions = {f"Part{number}": definition(number) for number in range(size)}
    definitions["Beside"] = definition(0)
    properties = {name.lower(): {"$ref": f"#/definitions/{name}"} for name in definitions}
    root = {"title": "Whole", "type": "object", "properties": properties}
    return {"$schema": URIS["draft-07"], **root, "definitions": definitions}


def definition(number: int) -> dict[str, Any]:
    properties = {
        "id": {"type": "string", "format": "uuid", "description": "What it is known by."},
        "size": {"type": "integer", "minimum": 0},
        "status": {"enum": [f"s{index}" for index in range(12)]},
        "place": {"type": "array", "items": [{"type": "number"}] * 2, "additionalItems": False},
        "others": {"type": "array", "items": {"$ref": f"#/definitions/Part{(number + 1) % DEFINITIONS}"}},
        "note": {"oneOf": [{"type": "string"}, {"type": "null"}]},
    }
    return {"type": "object", "properties": properties, "required": ["id"], "additionalProperties": False}


CHANGES = ["nothing", "a definition beside", "a definition in the circle", "every definition", "the draft"]


@pytest.mark.parametrize("change", CHANGES)
def bench_a_comparison_of_json_schemas(change: str, report: Callable[..., None]) -> None:
    previous, current = schema(), copy.deepcopy(schema())
    definitions = list(current["definitions"].values())
    touched = {
        "a definition beside": definitions[-1:],
        "a definition in the circle": definitions[:1],
        "every definition": definitions,
    }.get(change, [])
    for found in touched:
        found["properties"]["size"]["minimum"] = 1
    if change == "the draft":
        current["$schema"] = URIS["draft-06"]
    if change == "nothing":
        current["description"] = "The same in other words."
    texts = [json.dumps(each, indent=1).encode() for each in (previous, current)]
    changes = len(compare_documents(*texts).changes)
    parsing = best_of(lambda: [json.loads(text) for text in texts])
    comparing = best_of(lambda: compare_documents(*texts))
    report(f"JSON Schema, {change} changed ({changes} changes)", comparing / parsing, "times parsing both")


def bench_a_comparison_beside_the_peers(report: Any, tmp_path: Path) -> None:
    """One of a hundred definitions without a circle; the peers answer whether one schema is within the other."""
    previous = schema(BESIDE_PEERS)
    for each in previous["definitions"].values():
        each["properties"]["others"]["items"] = {"type": "string"}
    current = copy.deepcopy(previous)
    current["definitions"]["Part0"]["properties"]["size"]["minimum"] = 1
    files = [tmp_path / "previous.json", tmp_path / "current.json"]
    for file, each in zip(files, (previous, current), strict=True):
        file.write_text(json.dumps(each))
    costs: dict[str, Cost | None] = {"parsing": python(PARSE, *files), "engine": python(COMPARE, *files)}
    for name, command in PEERS.items():
        costs[name.lower().replace("_", "-")] = cost((*command, *files), rounds=1) if command else None
    report.costs(f"JSON Schema, one of {BESIDE_PEERS} definitions changed", costs)
