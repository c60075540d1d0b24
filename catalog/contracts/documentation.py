"""What a contract document tells its readers, counted over its operations and types, whatever its format is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.contracts.reference import Entry

READER = 2
"""A new number has every document counted again."""

MOST_READ = 500_000
"""Of groups and fields: the largest description that is published has some 70,000. What operations share counts for
each, so that a small document may stand for a thousand million."""


class UncountableError(Exception):
    """A document stands for more than anybody reads; its text is a sentence."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """Counts over what a document offers to its readers (`reference.py`).

    `operations` are what a consumer can name, of which `described` have a summary or a description; `types` are what
    else has an entry. `fields` are the members of all of these that have a type: parameters, properties, arguments;
    what several operations share counts for each. The rest is counted by the formats that have such things: of the
    operations with `bodies`, `examples` have an example; `errors` describe an error response, and of those
    `problem_details` have all of them as `application/problem+json` (RFC 9457). `versioning` is every way in which the
    document carries the version: url, header, query, media-type. Of the `messages` of an event contract, `schemas` have
    a schema, and `idempotency_keys` something by which a repetition is recognised.
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
    types: int = 0
    described_types: int = 0
    fields: int = 0
    described_fields: int = 0


def measured(entries: Iterable[Entry], *, but: str = "") -> Documentation:
    """The counts that every format has, of what people read of a document.

    `but` is the title of groups whose fields are the operation itself, which cannot be described once more. Raises
    UncountableError.
    """
    listed = list(entries)
    operations = [entry for entry in listed if entry.key]
    types = [entry for entry in listed if not entry.key]
    fields = described_fields = read = 0
    for group in (group for entry in listed for group in entry.read() if group.title != but):
        typed = [field for field in group.fields if field.type]
        fields += len(typed)
        described_fields += sum(bool(field.description.strip()) for field in typed)
        read += 1 + len(group.fields)
        if read > MOST_READ:
            raise UncountableError(f"What it describes has more than {MOST_READ:,} parts.")
    return Documentation(
        operations=len(operations),
        described=sum(bool(entry.description.strip()) for entry in operations),
        types=len(types),
        described_types=sum(bool(entry.description.strip()) for entry in types),
        fields=fields,
        described_fields=described_fields,
    )
