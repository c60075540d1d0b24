"""Patterns are data: they are matched by a linear-time engine or not at all."""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs


@lru_cache(maxsize=512)
def _validator(pattern: str) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions(size_limit=1 << 20)
        )
    except ValueError:
        return None


def matches(pattern: str, text: str) -> bool | None:
    """Does the text match? None where the pattern is beyond a linear-time engine."""
    validator = _validator(pattern)
    return None if validator is None else validator.is_valid(text)
