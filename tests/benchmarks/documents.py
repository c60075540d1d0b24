"""The documents that are measured with: GitHub's where they are at hand, the corpus, and made ones."""

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from tests.published import CORPUS

GITHUB = Path(os.environ.get("PORTOLAN_GITHUB_DESCRIPTIONS") or "nowhere")
"""A folder with what `npm pack @octokit/openapi@12.0.0` and `@23.0.2` bring, as 12.0.0.json and 23.0.2.json."""


def github() -> list[Path]:
    """GitHub's description, older and newer; nothing where they are not at hand."""
    files = [GITHUB / "12.0.0.json", GITHUB / "23.0.2.json"]
    return files if all(file.is_file() for file in files) else []


def corpus() -> list[tuple[Path, Path]]:
    """Every consecutive pair of published descriptions."""
    histories = [folder for kind in ("openapi-*", "swagger-*") for folder in sorted(CORPUS.glob(f"{kind}/*"))]
    return [pair for history in histories for pair in pairwise(sorted(history.iterdir()))]


def with_one_operation_changed(document: dict[str, Any]) -> bytes:
    """The text of the document after one optional query parameter has become required."""
    parameters = (
        parameter
        for item in document["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", ())
    )
    found = next(each for each in parameters if each.get("in") == "query" and not each.get("required"))
    found["required"] = True
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def landscape(operations: int = 1500, schemas: int = 600) -> dict[str, Any]:
    """A document made of operations that answer with schemas that refer to each other."""
    return {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            f"/things-{number}/{{id}}": {"get": _operation(number, schemas)} for number in range(operations)
        },
        "components": {"schemas": {f"Thing{number}": _schema(number, schemas) for number in range(schemas)}},
    }


def _operation(number: int, schemas: int) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/Thing{number % schemas}"}
    return {
        "operationId": f"getThing{number}",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "as_of", "in": "query", "schema": {"type": "string", "format": "date"}},
        ],
        "responses": {"200": {"description": "It", "content": {"application/json": {"schema": schema}}}},
    }


def _schema(number: int, schemas: int) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": f"Which thing {number} it is"},
            "name": {"type": "string", "minLength": 1, "maxLength": 80},
            "size": {"type": "integer", "minimum": 0},
            "next": {"$ref": f"#/components/schemas/Thing{(number * 7 + 1) % schemas}"},
        },
    }
