"""Patterns are data: they are matched by a linear-time engine or not at all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from catalog.contracts.validators import validator_of

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

ANYTHING = frozenset({"", ".*", "^.*$", "^.*", ".*$", "^", "$"})
"""The patterns that every text matches, as people write them."""


@lru_cache(maxsize=512)
def _validator(pattern: str) -> Draft202012Validator | None:
    try:
        return validator_of({"pattern": pattern})
    except ValueError:
        return None


def matches(pattern: str, text: str) -> bool | None:
    """Does the text match? None where the pattern is beyond a linear-time engine."""
    validator = _validator(pattern)
    return None if validator is None else validator.is_valid(text)
