"""What the facts document (`document.py`) says of contracts, and of what ends."""

from typing import Annotated, NotRequired, TypedDict

from governance.policy.words import (
    Compatibility,
    EndKind,
    EndState,
    Exposure,
    Format,
    Instant,
    JobState,
    ReviewVerdict,
    Slug,
    Stability,
    Strictness,
    Validation,
    Versioning,
    VersionScheme,
    VersionState,
)


class Deprecation(TypedDict):
    """An announced end: of a contract version, of an operation in a line of its contract, or of a whole service."""

    kind: EndKind
    contract: Annotated[Slug | None, "Null where the service ends."]
    version: Annotated[str | None, "The version that ends."]
    operation: Annotated[str | None, "The key of the operation that ends."]
    line: Annotated[str, "The major line in which the operation ends; empty: in every one."]
    state: Annotated[EndState, "As of `now`."]
    announced_at: Annotated[Instant, "The beginning of the day on which consumers were told."]
    deprecated_at: Annotated[Instant | None, "The beginning of its first deprecated day."]
    sunset_at: Annotated[Instant | None, "The end of its last day: the next midnight after it."]
    successor: Annotated[str | None, "The version, operation or service to move to."]


class Review(TypedDict):
    """The latest review of a contract version."""

    state: JobState
    verdict: NotRequired[Annotated[ReviewVerdict, "Absent until the review is done."]]
    breaking: NotRequired[Annotated[int, "Breaking changes found. Absent until the review is done."]]
    unknown: NotRequired[Annotated[int, "Changes left undecided. Absent until the review is done."]]


class Operation(TypedDict):
    """What a consumer can name."""

    key: Annotated[str, "For example `GET /orders/{}`."]
    deprecated: bool
    summary: Annotated[str, "Empty where the document gives none."]


class Documentation(TypedDict):
    """What the document tells its readers, counted. For events, operations carry `messages`."""

    operations: Annotated[int, "Operations in all; in Avro and JSON Schema, the schemas."]
    described: Annotated[int, "Operations with a summary or a description."]
    examples: Annotated[int, "Of those with a body, operations with an example of it."]
    bodies: Annotated[int, "Operations with a request, response or message body."]
    errors: Annotated[int, "Operations that describe an error response."]
    problem_details: Annotated[int, "Of those, the ones whose errors are all `application/problem+json`."]
    versioning: Annotated[list[Versioning], "Where the document carries the version: every way that it uses."]
    types: Annotated[int, "Types, schemas and definitions with a name, in whatever format."]
    described_types: Annotated[int, "Of those, the ones with a description."]
    fields: Annotated[int, "Parameters, properties and arguments of operations and types, where each stands."]
    described_fields: Annotated[int, "Of those, the ones with a description."]
    messages: Annotated[int, "Messages of an event contract."]
    schemas: Annotated[int, "Messages with a schema."]
    idempotency_keys: Annotated[int, "Messages with an idempotency key or a unique event id."]


class ContractVersion(TypedDict):
    """One version of a contract, with what became of it."""

    version: str
    major_line: Annotated[str, "The versions that are compatible with each other; empty: the whole contract."]
    state: Annotated[VersionState, "As of `now`."]
    deprecated_at: Annotated[Instant | None, "The beginning of its first deprecated day."]
    sunset_at: Annotated[Instant | None, "The end of its last day: the next midnight after it."]
    successor: Annotated[str | None, "The version to move to."]
    valid: NotRequired[
        Annotated[bool, "No error in the document. Absent where the contract ignores its mistakes."]
    ]
    problems: NotRequired[Annotated[int, "Mistakes in the document. Absent where the contract ignores them."]]
    review: NotRequired[Annotated[Review, "Absent where no review was asked for."]]
    operations: list[Operation]
    documentation: NotRequired[
        Annotated[Documentation, "Absent where the document could not be looked into."]
    ]
    environments: Annotated[list[Slug], "Where a release that provides it is deployed now."]
    in_production: Annotated[bool, "Whether one of those is a production environment."]
    consumers: Annotated[list[Slug], "Services whose latest or deployed release was built against it."]


class Contract(TypedDict):
    """What the service promises in one format. Versions stand in descending order."""

    slug: Slug
    title: str
    format: Format
    exposure: Exposure
    stability: Stability
    compatibility: Compatibility
    strictness: Strictness
    version_scheme: VersionScheme
    validation: Validation
    latest: Annotated[str | None, "The highest version, whatever its state."]
    versions: list[ContractVersion]
