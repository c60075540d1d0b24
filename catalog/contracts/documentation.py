"""What a contract document tells its readers, counted over its operations, whatever its format is."""

from __future__ import annotations

from dataclasses import dataclass

READER = 1
"""A new number has every document counted again."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """Counts over operations, except those of messages, which are over the messages of an event contract.

    `described` have a summary or a description; of those with `bodies`, `examples` have an example; `errors` describe
    an error response, and of those `problem_details` have all of them as `application/problem+json` (RFC 9457).
    `versioning` is every way in which the document carries the version: url, header, query, media-type. Of
    `messages`, `schemas` have a schema, and `idempotency_keys` something by which a repetition is recognised.
    """

    operations: int
    described: int
    bodies: int = 0
    examples: int = 0
    errors: int = 0
    problem_details: int = 0
    versioning: tuple[str, ...] = ()
    messages: int = 0
    schemas: int = 0
    idempotency_keys: int = 0
