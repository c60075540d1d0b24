"""The independent validator, jsonschema-rs, which is imported when there is something to validate."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

REGEX_SIZE = 1 << 20
"""The most memory that a compiled pattern may take, in bytes."""


def validator_of(schema: dict[str, Any], *, formats: bool = False) -> Draft202012Validator:
    """The validator of a schema in JSON Schema 2020-12; raises ValueError where there can be none."""
    library = import_module("jsonschema_rs")
    validator: Draft202012Validator = library.Draft202012Validator(
        schema,
        validate_formats=formats,
        offline=True,
        pattern_options=library.RegexOptions(size_limit=REGEX_SIZE),
    )
    return validator
