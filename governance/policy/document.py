"""The facts document that policies judge: one per service, or per service, release and environment.

Its parts are the variables of the expressions. **What is known to be none is `null`, what is not known is absent**: an
expression that reads an absent member cannot be decided, so its policy is unknown, while `null` can be compared with.
Members that may be absent are `NotRequired`. Instants are texts in RFC 3339 (UTC), read with `timestamp(...)`.

A change that a policy could notice is a new `VERSION`; a member that is added stands in `SINCE` (a test knows which
version had what), since documents are stored with promotions and judged again later. `schema.py` makes the JSON Schema
of it from these types and their meanings, so nothing is described twice.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired, TypedDict

from governance.policy.contract_parts import Contract, Deprecation
from governance.policy.words import (
    Classification,
    Exposure,
    Instant,
    Kind,
    Lifecycle,
    MemberRole,
    Slug,
    TeamKind,
    Versioning,
    VersionState,
)

VERSION = 2

SINCE = {
    **dict.fromkeys(("deprecations", "endings", "callers", "observed"), 2),
    **dict.fromkeys(("types", "described_types", "fields", "described_fields"), 2),
}
"""The version with which a member came that the first had not."""

PARTS = (
    "service",
    "owner",
    "contracts",
    "dependencies",
    "consumers",
    "callers",
    "releases",
    "deployments",
    "facts",
    "environment",
    "release",
)
"""The members of the document that expressions see, beside `now`."""


class Link(TypedDict):
    """Where to read more, as the service's owner gave it."""

    title: str
    url: str


class Contacts(TypedDict):
    """How a team is reached. Empty where it gave none."""

    email: str
    chat: str
    on_call: Annotated[str, "Who or what answers at night."]


class Member(TypedDict):
    """A person in a team."""

    person: Slug
    role: MemberRole
    active: Annotated[bool, "Whether the person can still sign in."]


class Team(TypedDict):
    """Who owns."""

    slug: Slug
    title: str
    kind: TeamKind
    contacts: Contacts
    members: list[Member]


class Service(TypedDict):
    """What was registered of the service itself."""

    slug: Slug
    title: str
    purpose: Annotated[str, "What it is for, in its owner's words. Empty where nobody wrote it."]
    kind: Kind
    lifecycle: Lifecycle
    tier: Annotated[int, "1 is the most critical, 4 the least."]
    platform: Annotated[str, "The low-code platform, or `code`."]
    exposure: Exposure
    data_classification: Classification
    versioning_strategy: Annotated[Versioning, "Where its APIs say they carry their version."]
    system: Annotated[Slug | None, "The system that it belongs to."]
    domain: Annotated[Slug | None, "The domain of that system."]
    technical_owner: Annotated[Team | None, "The professional team beside the owner, where one was named."]
    links: list[Link]
    labels: dict[str, str]
    deprecations: Annotated[list[Deprecation], "What ends: of its contracts, and the service itself."]
    created_at: Annotated[Instant, "When it was registered."]


class Provider(TypedDict):
    """Of the service that a dependency is on, what judging the dependency needs."""

    lifecycle: Lifecycle
    tier: int
    exposure: Exposure
    owner: Slug


class Dependency(TypedDict):
    """A contract that the release consumes."""

    service: Slug
    contract: Slug
    range: Annotated[str, "The versions that it accepts. Empty: any."]
    built_against: Annotated[str | None, "The exact version that it was built and tested with."]
    operations: Annotated[list[str], "Keys. None named means all."]
    registered: Annotated[bool, "Whether the provider and its contract are registered."]
    provider: NotRequired[Annotated[Provider, "Absent where the provider is not registered."]]
    version_state: NotRequired[
        Annotated[
            VersionState, "Of the version that it was built against; absent where that is not registered."
        ]
    ]
    sunset_at: NotRequired[Annotated[Instant | None, "Of the version that it was built against, likewise."]]
    endings: NotRequired[
        Annotated[
            list[Deprecation], "Operations that it uses, and the whole provider, where they end; likewise."
        ]
    ]
    cyclic: NotRequired[
        Annotated[bool, "Whether the provider depends on this service, directly or through others."]
    ]
    fallback: Annotated[
        str | None,
        "What happens while the provider is away: the service's label `fallback.PROVIDER`, until the catalog has more.",
    ]


class Consumer(TypedDict):
    """A dependency of another service on a contract of this one, by its latest or a deployed release."""

    service: Slug
    kind: Kind
    lifecycle: Lifecycle
    owner: Slug
    contract: Slug
    built_against: str | None
    in_production: bool
    observed: NotRequired[
        Annotated[
            Instant | None,
            "The day of its last call in production that was observed in the last 30 days; null where none was, absent"
            " where the service's traffic is not measured.",
        ]
    ]


class Caller(TypedDict):
    """Somebody who was observed to call a contract of the service in production, whether declared or not."""

    consumer: Annotated[str, "A service, or the name under which the mesh or gateway knows a caller."]
    registered: Annotated[bool, "Whether a service of that name is registered."]
    contract: Slug
    operations: Annotated[list[str], "Keys of what it called."]
    undeclared: Annotated[
        list[str], "Those that no release of it which ran then, or is the latest, declares."
    ]
    last_seen: Annotated[Instant, "The day of its last call."]


class Provision(TypedDict):
    """A contract version that a release provides; of its own contracts, or of a shared one."""

    service: Slug
    contract: Slug
    version: str


class Release(TypedDict):
    """A version of the service."""

    version: str
    commit: Annotated[str, "Empty where it was not told."]
    created_at: Instant
    provides: list[Provision]


class Deployment(TypedDict):
    """A release that runs now."""

    environment: Slug
    production: bool
    instance: Slug
    release: str
    since: Instant


class Environment(TypedDict):
    """Where a promotion leads to."""

    slug: Slug
    production: bool
    rank: int


class Source(TypedDict):
    """How fresh an attested fact is. Not seen by expressions: it is judged before them."""

    attested_at: Instant
    expires_at: Instant


class Document(TypedDict):
    """Everything that is known about one service, at one instant."""

    version: Literal[2]
    service: Service
    owner: Team
    contracts: list[Contract]
    dependencies: NotRequired[
        Annotated[
            list[Dependency],
            "Of `release`, where one is judged, else of the latest one. Absent while no release is registered.",
        ]
    ]
    consumers: list[Consumer]
    callers: NotRequired[
        Annotated[
            list[Caller],
            "Who called it in production in the last 30 days. Absent where that traffic is not measured.",
        ]
    ]
    releases: Annotated[list[Release], "In descending order, the latest ten."]
    deployments: list[Deployment]
    facts: Annotated[dict[str, Any], "What sources attested, by the source's name, fresh or not."]
    sources: Annotated[dict[str, Source], "How fresh those are."]
    environment: Annotated[Environment | None, "Of a promotion; null where the service itself is judged."]
    release: Annotated[Release | None, "Of a promotion; null where the service itself is judged."]


def instant(moment: datetime) -> Instant:
    """A moment as it stands in the document."""
    return moment.isoformat().replace("+00:00", "Z")
