"""Mistakes that the published JSON Schemas of OpenAPI and Swagger find."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import Registry, ValidationError, ValidationErrorKind, Validator

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.openapi.problems import Finding

_FOLDER = Path(__file__).parent / "metaschemas"
_DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
_ANOTHER_BRANCH = 100
_SHOWN = 80


def structural_findings(document: Document) -> Iterator[Finding]:
    """One finding per mistake: where alternatives were possible, that of the alternative which was meant."""
    for error in _validator(document.format_version[:3]).iter_errors(document.tree):
        cause = _cause(error)
        yield Finding(_message(cause, error), join("", *cause.instance_path))


@cache
def _validator(version: str) -> Validator:
    if version == "2.0":
        return jsonschema_rs.validator_for(_read("swagger-2.0.json"))
    if version == "3.0":
        return jsonschema_rs.validator_for(_read("openapi-3.0.json"))
    return _with_schema_dialect(_read("openapi-3.1.json"))


def _with_schema_dialect(published: dict[str, Any]) -> Validator:
    """The schema for 3.1, which leaves open what a schema object is, filled with JSON Schema 2020-12."""
    dialect = {"$dynamicAnchor": "meta", "$ref": _DRAFT_2020_12}
    entry = {
        "$schema": _DRAFT_2020_12,
        "$id": f"{published['$id']}/with-schemas",
        "$ref": published["$id"],
        "$defs": {"schema": dialect},
    }
    return jsonschema_rs.validator_for(entry, registry=Registry([(published["$id"], published)]))


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_FOLDER / name).read_text())
    return schema


def _cause(error: ValidationError) -> ValidationError:
    """The error itself, or for alternatives the first error of the one that comes closest."""
    branches = _branches(error)
    if not branches:
        return error
    return _cause(min(min(branches, key=_distance), key=_weight))


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    return [branch for branch in getattr(error.kind, "context", []) if branch]


def _distance(branch: Iterable[ValidationError]) -> int:
    return sum(map(_weight, branch))


def _weight(error: ValidationError) -> int:
    """How far an error is from being a slip: a missing `$ref` or a wrong tag means another alternative."""
    branches = _branches(error)
    if branches:
        return min(map(_distance, branches))
    match error.kind:
        case ValidationErrorKind.Required(property="$ref"):
            return _ANOTHER_BRANCH * _ANOTHER_BRANCH
        case ValidationErrorKind.Enum(options=[_]) | ValidationErrorKind.Constant():
            return _ANOTHER_BRANCH
        case _:
            return 1


def _message(cause: ValidationError, error: ValidationError) -> str:
    shown = _shown(cause.instance)
    match cause.kind:
        case ValidationErrorKind.Required(property=name):
            message = f"`{name}` is missing"
        case (
            ValidationErrorKind.AdditionalProperties(unexpected=names)
            | ValidationErrorKind.UnevaluatedProperties(unexpected=names)
        ):
            message = f"{_listed(names)} {'has' if len(names) == 1 else 'have'} no meaning here"
        case ValidationErrorKind.Type(types=types):
            message = f"{shown} must be of type {' or '.join(types)}"
        case ValidationErrorKind.Enum():
            message = f"{shown} must be one of {_listed(_options(error, cause.instance_path))}"
        case ValidationErrorKind.Constant(expected_value=value):
            message = f"{shown} must be {_shown(value)}"
        case ValidationErrorKind.Format(format=name):
            message = f"{shown} is not a valid {name}"
        case ValidationErrorKind.Pattern(pattern=pattern):
            message = f"{shown} does not match {pattern}"
        case ValidationErrorKind.MinItems(limit=limit) | ValidationErrorKind.MinProperties(limit=limit):
            message = f"{shown} must not hold fewer than {limit}"
        case _:
            message = f"{shown} breaks the rule `{cause.kind.name}` of the format"
    return message


def _options(error: ValidationError, path: list[str | int]) -> list[Any]:
    """All that would have been allowed at a path, whichever alternative was meant."""
    if isinstance(error.kind, ValidationErrorKind.Enum) and error.instance_path == path:
        return list(error.kind.options)
    options = [option for branch in _branches(error) for inner in branch for option in _options(inner, path)]
    return list(dict.fromkeys(options))


def _listed(names: Iterable[Any]) -> str:
    return _cut(", ".join(f"`{name}`" for name in names))


def _shown(value: Any) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} ..."
