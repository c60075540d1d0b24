"""The published JSON Schemas of AsyncAPI, made ready for the validator once per process."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
from jsonschema_rs import Validator

_FOLDER = Path(__file__).parent / "metaschemas"


@cache
def metaschema_validator(version: str) -> Validator:
    """The validator for documents of a version of the format: "2.0" to "2.6", "3.0" or "3.1"."""
    schema: dict[str, Any] = orjson.loads(
        gzip.decompress((_FOLDER / f"asyncapi-{version}.json.gz").read_bytes())
    )
    return jsonschema_rs.validator_for(schema)
