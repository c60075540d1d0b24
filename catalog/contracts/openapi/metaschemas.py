"""The published JSON Schemas of OpenAPI and Swagger as validators.

Two are changed when they are read. Where the one for 3.0 says "either this object or a reference", at every
level, the presence of `$ref` decides instead of trying both: so errors name what is wrong, and a document
with many costs a fraction of the memory. The one for 3.1 leaves open what a schema object is, and is filled
with JSON Schema 2020-12.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import Registry, Validator

_FOLDER = Path(__file__).parent / "metaschemas"
_DRAFT_7 = "http://json-schema.org/draft-07/schema#"
_DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = {"$ref": "#/definitions/Reference"}


@cache
def metaschema_validator(version: str) -> Validator:
    """The validator for documents of a version of the format: "2.0", "3.0" or "3.1"."""
    if version == "2.0":
        return jsonschema_rs.validator_for(_read("swagger-2.0.json"))
    if version == "3.0":
        return jsonschema_rs.validator_for(_in_draft_7(_read("openapi-3.0.json")))
    return _with_schema_objects(_read("openapi-3.1.json"))


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_FOLDER / name).read_text())
    return schema


def _in_draft_7(published: dict[str, Any]) -> dict[str, Any]:
    without_id = {key: value for key, value in published.items() if key != "id"}
    return {**_decided(without_id), "$schema": _DRAFT_7}


def _decided(node: Any) -> Any:
    """A part of a draft 4 schema in draft 7, with the choice between an object and a reference decided."""
    if isinstance(node, list):
        return [_decided(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _decided(value) for key, value in node.items()}
    if copy.get("exclusiveMinimum") is True:
        copy["exclusiveMinimum"] = copy.pop("minimum")
    match copy.get("oneOf"):
        case [other, reference] | [reference, other] if reference == _REFERENCE:
            del copy["oneOf"]
            copy["if"] = {"type": "object", "required": ["$ref"]}
            copy |= {"then": reference, "else": other}
    return copy


def _with_schema_objects(published: dict[str, Any]) -> Validator:
    entry = {
        "$schema": _DRAFT_2020_12,
        "$id": f"{published['$id']}/with-schema-objects",
        "$ref": published["$id"],
        "$defs": {"schema": {"$dynamicAnchor": "meta", "$ref": _DRAFT_2020_12}},
    }
    return jsonschema_rs.validator_for(entry, registry=Registry([(published["$id"], published)]))
