"""What a comparison of JSON Schemas costs, as a multiple of merely parsing them in the same run."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS
from tests.benchmarks.bench_openapi_changes import best_of

DEFINITIONS = 300


def schema() -> dict[str, Any]:
    """Many definitions that refer to each other, of which the root holds each once."""
    definitions = {f"Part{number}": definition(number) for number in range(DEFINITIONS)}
    properties = {f"part{number}": {"$ref": f"#/definitions/Part{number}"} for number in range(DEFINITIONS)}
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


@pytest.mark.parametrize("change", ["nothing", "one definition", "every definition", "the draft"])
def bench_a_comparison_of_json_schemas(change: str, report: Callable[..., None]) -> None:
    previous, current = schema(), copy.deepcopy(schema())
    definitions = list(current["definitions"].values())
    touched = {"one definition": definitions[:1], "every definition": definitions}.get(change, [])
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
