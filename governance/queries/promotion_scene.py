"""Read the rows that one decision of the gate is made from, in a fixed number of queries.

What is read grows with who uses the release and what it uses, and not with the landscape around them.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from catalog.models import ContractVersion, Dependency, Deployment, Environment, Provision, Release
from catalog.queries.consumption import Run, latest_releases
from catalog.queries.prepared import Prepared, any_given, given
from governance.models import Deprecation
from governance.queries.deprecated_uses import endings_of
from governance.queries.promotions import pending_allows
from governance.queries.waivers import Granted, granted_findings


class Consumer(NamedTuple):
    """A release that consumes something of what is looked at."""

    release_id: int
    release: str
    service: str
    owner: str


Consumption = tuple[Dependency, list[Consumer]]
"""A use, and all who use it so: the same contract, range and version, the same operations and fields."""


@dataclass(frozen=True)
class Scene:
    """Who runs where, what each provides, and which uses the release touches."""

    release: Release
    environment: Environment
    now: datetime
    runs: list[Run]  # of other services: the release takes the place of its own
    releases: dict[int, Release]
    provisions: dict[int, list[ContractVersion]]  # by release
    consumptions: list[Consumption]  # of what the release provides, or takes away
    uses: list[Dependency]  # what the release itself consumes
    endings: dict[int, list[Deprecation]]  # what ends of that beside versions, by the use
    waivers: Granted = field(default_factory=Granted)  # of findings in the contracts of everybody here

    @cached_property
    def runs_by_release(self) -> dict[int, list[Run]]:
        found = defaultdict(list)
        for run in self.runs:
            found[run.release_id].append(run)
        return dict(found)

    def offered_by(self, release: Release, dependency: Dependency) -> list[ContractVersion]:
        """The versions of the used contract that a release provides."""
        return [v for v in self.provisions.get(release.pk, ()) if v.contract_id == dependency.contract_id]

    def providers_of(self, dependency: Dependency) -> list[tuple[Release, bool]]:
        """The releases that provide the used contract in the environment, and whether each is only allowed yet.

        What is allowed counts as deployed, so a service that is allowed to stop providing it provides it no more.
        """
        here = [run for run in self.runs if run.environment == self.environment.slug]
        provides = {pk for pk, release in self.releases.items() if self.offered_by(release, dependency)}
        leaving = {run.service_id for run in here if run.pending and run.release_id not in provides}
        staying = {run.release_id: run.pending for run in here if run.service_id not in leaving}
        found = [(self.releases[pk], pending) for pk, pending in staying.items() if pk in provides]
        return [*found, (self.release, False)] if self.offered_by(self.release, dependency) else found

    def pairs(self) -> set[tuple[str, str]]:
        """The document digests that must be compared: what was built against, and what is offered."""
        rows = [(d, self.offered_by(self.release, d)) for d, _ in self.consumptions]
        rows += [(d, self.offered_by(r, d)) for d in self.uses for r, _ in self.providers_of(d)]
        return {(d.built_against.document_id, v.document_id) for d, vs in rows if d.built_against for v in vs}


@dataclass(frozen=True)
class Reach:
    """How far a decision looks: at who consumes what the service provides, and who provides what matters to it."""

    service_id: int
    provided: frozenset[int]  # the contracts that the service's releases provide, or ever provided
    contracts: frozenset[int]  # those, and the ones that the release consumes

    def given(self) -> dict[str, Any]:
        """Itself as values of a prepared statement."""
        return {
            "service": self.service_id,
            "provided": list(self.provided),
            "contracts": list(self.contracts),
        }


def look(release: Release, environment: Environment, now: datetime) -> Scene:
    """Read the scene of `release` entering `environment`."""
    uses = USES.instances(release=release.pk)
    reach = _reach(release, uses)
    # In this order, so that a release that is deployed between the two is seen twice and not overlooked.
    allowed = pending_runs(reach, environment, now)
    deployed = deployed_runs(reach, environment)
    here_now = {run.release_id for run in deployed if run.environment == environment.slug}
    every_run = deployed + [run for run in allowed if run.release_id not in here_now]
    runs = [run for run in every_run if run.service_id != release.service_id]
    here = [run for run in every_run if run.environment == environment.slug]
    provisions, releases = _provisions({run.release_id for run in here} | {release.pk}, reach)
    replaced = [run.release_id for run in here if run.service_id == release.service_id]
    touched = {v.contract_id for pk in (release.pk, *replaced) for v in provisions.get(pk, ())}
    consumptions = _consumptions(touched, {run.release_id for run in runs}, provisions)
    providers = {version.contract.service_id for offered in provisions.values() for version in offered}
    return Scene(
        release=release,
        environment=environment,
        now=now,
        runs=runs,
        releases=releases,
        provisions=provisions,
        consumptions=consumptions,
        uses=uses,
        endings=endings_of(uses),
        waivers=granted_findings(providers, now),
    )


def _reach(release: Release, uses: list[Dependency]) -> Reach:
    ever = frozenset(contract for (contract,) in EVER_PROVIDED.rows(service=release.service_id))
    used = frozenset(use.contract_id for use in uses if use.contract_id is not None)
    return Reach(release.service_id, ever, ever | used)


def pending_runs(reach: Reach, environment: Environment, now: datetime) -> list[Run]:
    """Releases within reach that are allowed in and do not run yet: they count as deployed."""
    rows = PENDING.rows(environment=environment.pk, now=now, **reach.given())
    return [Run(release, service, environment.slug, pending=True) for release, service in rows]


def deployed_runs(reach: Reach, environment: Environment) -> list[Run]:
    """What runs within reach: consumers everywhere, providers in the environment."""
    consuming = CONSUMING.rows(**reach.given())
    providing = PROVIDING.rows(environment=environment.pk, **reach.given())
    return [Run(*row) for row in dict.fromkeys(consuming + providing)]


def _provisions(
    release_ids: set[int], reach: Reach
) -> tuple[dict[int, list[ContractVersion]], dict[int, Release]]:
    provisions = defaultdict(list)
    releases = {}
    for row in PROVISIONS.instances(releases=list(release_ids), **reach.given()):
        provisions[row.release_id].append(row.contract_version)
        releases[row.release_id] = row.release
    return dict(provisions), releases


def _consumptions(
    contracts: set[int], release_ids: set[int], provisions: dict[int, list[ContractVersion]]
) -> list[Consumption]:
    """How the releases consume the contracts. They may be many, and most of them do it alike."""
    alike: dict[tuple[Hashable, ...], list[Consumer]] = defaultdict(list)
    rows = CONSUMPTIONS.rows(contracts=list(contracts), releases=list(release_ids)) if contracts else []
    for service, contract, operations, fields, *rest in rows:
        key = (service, contract, tuple(operations), tuple(fields), *rest[:3])
        alike[key].append(Consumer(*rest[3:]))
    uses = [Dependency(**dict(zip(USE, key, strict=True))) for key in alike]
    known = {v.contract_id: v.contract for provided in provisions.values() for v in provided}
    wanted = {use.built_against_id for use in uses if use.built_against_id}
    built = {version.pk: version for version in BUILT.instances(versions=list(wanted))} if wanted else {}
    for use in uses:
        use.contract = known.get(use.contract_id or 0)
        use.built_against = built.get(use.built_against_id or 0)
    return list(zip(uses, alike.values(), strict=True))


def _consuming() -> Q:
    """The releases that consume what the service provides, in whichever environment."""
    consuming = Dependency.objects.filter(contract=any_given("provided"))
    return Q(release__in=consuming.values("release"))


def _providing(prefix: str = "") -> Q:
    """The service itself, and those that provide, or ever provided, one of the contracts."""
    providing = Provision.objects.filter(contract_version__contract=any_given("contracts"))
    provider = Q((f"{prefix}service__in", providing.values("release__service")))
    return provider | Q((f"{prefix}service", given("service")))


# What the gate reads of a contract, of its versions, and of who consumes it; rows are no wider than they have to be.
CONTRACT = ("slug", "strictness", "version_scheme", "service_id", "service__slug", "service__owner_id")
VERSION = ("version", "document_id", "contract_id", "sunset_at")
USE = ("service_slug", "contract_slug", "operations", "fields", "contract_id", "range", "built_against_id")
RELEASE = ("version", "service_id", "service__slug", "service__owner_id", "service__owner__slug")
RUN = ("release_id", "service_id", "environment__slug")

USES = Prepared(
    lambda: Dependency.objects.filter(release=given("release")).order_by("id"),
    *("id", *USE, "release_id", "release__service_id", "contract__service__owner__slug"),
    *(f"contract__{name}" for name in CONTRACT),
    *(f"built_against__{name}" for name in (*VERSION, "major_line")),
)
EVER_PROVIDED = Prepared(
    lambda: Provision.objects.filter(release__service=given("service")).distinct(),
    "contract_version__contract_id",
)
PENDING = Prepared(
    lambda: (
        pending_allows(given("environment"), given("now"))
        .filter(_consuming() | _providing("release__"))
        .order_by("release_id")
        .distinct()
    ),
    *("release_id", "release__service_id"),
)
CONSUMING = Prepared(lambda: Deployment.objects.filter(_consuming(), ended_at=None).order_by("id"), *RUN)
PROVIDING = Prepared(
    lambda: Deployment.objects.filter(_providing(), environment=given("environment"), ended_at=None).order_by(
        "id"
    ),
    *RUN,
)
PROVISIONS = Prepared(
    lambda: Provision.objects.filter(
        release=any_given("releases"), contract_version__contract=any_given("contracts")
    ).order_by("id"),
    *("id", "release_id", "contract_version_id", "contract_version__contract__service__owner__slug"),
    *(f"release__{name}" for name in RELEASE),
    *(f"contract_version__{name}" for name in VERSION),
    *(f"contract_version__contract__{name}" for name in CONTRACT),
)
CONSUMPTIONS = Prepared(
    lambda: Dependency.objects.filter(
        contract=any_given("contracts"), release=any_given("releases")
    ).order_by("id"),
    *(*USE, "release_id", "release__version", "release__service__slug", "release__service__owner__slug"),
)
BUILT = Prepared(lambda: ContractVersion.objects.filter(pk=any_given("versions")), "id", *VERSION)


def next_releases(services: Iterable[str], environment: Environment) -> list[Release]:
    """The latest release of each of the services, where it does not run in the environment yet."""
    latest = latest_releases().filter(service__slug__in=services)
    runs = Deployment.objects.filter(release=OuterRef("pk"), environment=environment, ended_at=None)
    waiting = Release.objects.filter(~Exists(runs), pk__in=latest.values("pk"))
    return list(waiting.select_related("service__owner").order_by("service__slug"))
