"""The words of the facts document: what the catalog calls things, and the forms of identities and instants."""

from typing import Annotated, Literal

Slug = Annotated[str, "An identity: a DNS label."]
Instant = Annotated[str, "An instant in UTC (RFC 3339)."]
Lifecycle = Literal["experimental", "production", "deprecated", "retired"]
Exposure = Literal["internal", "partner", "public"]
Classification = Literal["public", "internal", "confidential", "restricted"]
Versioning = Literal["url", "header", "query", "media-type"]
Kind = Literal["service", "bff", "gateway", "event-processor", "workflow", "integration", "frontend"]
TeamKind = Literal["stream-aligned", "platform", "enabling", "complicated-subsystem", "fusion"]
MemberRole = Literal["lead", "maintainer", "member", "citizen-developer"]
Format = Literal["openapi", "asyncapi", "graphql", "protobuf", "avro", "jsonschema"]
Stability = Literal["draft", "alpha", "beta", "stable"]
Compatibility = Literal[
    "none",
    "backward",
    "backward_transitive",
    "forward",
    "forward_transitive",
    "full",
    "full_transitive",
]
Strictness = Literal["FILE", "PACKAGE", "WIRE_JSON", "WIRE"]
Validation = Literal["refuse", "warn", "ignore"]
VersionScheme = Literal["semver", "calendar", "integer", "opaque"]
VersionState = Literal["active", "deprecated", "sunset"]
EndKind = Literal["version", "operation", "service"]
EndState = Literal["announced", "deprecated", "sunset", "retired"]
JobState = Literal["pending", "running", "done", "failed"]
ReviewVerdict = Literal["pass", "fail", "unknown", "not_applicable"]
