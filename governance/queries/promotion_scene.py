"""Read the rows that one decision of the gate is made from, in a fixed number of queries.

What is read grows with who uses the release and what it uses, and not with the landscape around them.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.models import Contract, ContractVersion, Dependency, Deployment, Environment, Provision, Release
from catalog.queries.consumers import Consumer, consumers_of, consumption_by
from catalog.queries.consumption import Run, latest_releases
from catalog.queries.prepared import Prepared, any_given, given
from governance.queries.facts_scene import Around
from governance.queries.promotions import pending_allows
from governance.queries.uses import uses_of
from governance.queries.waivers import Granted, granted_findings

Consumption = tuple[Dependency, list[Consumer]]
"""A use, and all who use it so: the same contract, range and version, the same operations and fields."""


@dataclass(frozen=True)
class Scene:
    """Who runs where, what each provides, and which uses the release touches."""

    release: Release
    environment: Environment
    now: datetime
    around: Around
    pending: set[int]  # releases that are allowed in and may not run there yet: they count as deployed
    runs: list[Run]  # of other services that may provide something: the release takes the place of its own
    releases: dict[int, Release]
    provisions: dict[int, list[ContractVersion]]  # by release
    consumptions: list[Consumption]  # of what the release provides, or takes away
    waivers: Granted = field(default_factory=Granted)  # of findings in the contracts of everybody here

    @property
    def uses(self) -> list[Dependency]:
        """What the release itself consumes."""
        return self.around.uses.by_release.get(self.release.pk, [])

    def places_of(self, consumer: Consumer) -> Iterator[tuple[str, bool]]:
        """The environments that it runs in, or is allowed in, and whether it is only allowed yet."""
        here, runs_in = self.environment.slug, [place.environment for place in consumer.places]
        for environment in runs_in:
            yield environment, False
        if consumer.release_id in self.pending and here not in runs_in:
            yield here, True

    def offered_by(self, release: Release, dependency: Dependency) -> list[ContractVersion]:
        """The versions of the used contract that a release provides."""
        return [v for v in self.provisions.get(release.pk, ()) if v.contract_id == dependency.contract_id]

    def providers_of(self, dependency: Dependency) -> list[tuple[Release, bool]]:
        """The releases that provide the used contract in the environment, and whether each is only allowed yet.

        What is allowed counts as deployed, so a service that is allowed to stop providing it provides it no more.
        """
        provides = {pk for pk, release in self.releases.items() if self.offered_by(release, dependency)}
        leaving = {run.service_id for run in self.runs if run.pending and run.release_id not in provides}
        staying = {run.release_id: run.pending for run in self.runs if run.service_id not in leaving}
        found = [(self.releases[pk], pending) for pk, pending in staying.items() if pk in provides]
        return [*found, (self.release, False)] if self.offered_by(self.release, dependency) else found

    def pairs(self) -> set[tuple[str, str]]:
        """The document digests that must be compared: what was built against, and what is offered."""
        rows = [(d, self.offered_by(self.release, d)) for d, _ in self.consumptions]
        rows += [(d, self.offered_by(r, d)) for d in self.uses for r, _ in self.providers_of(d)]
        return {(d.built_against.document_id, v.document_id) for d, vs in rows if d.built_against for v in vs}


@dataclass(frozen=True)
class Reach:
    """How far a decision looks: at who consumes what the service promises, and who provides what matters to it."""

    promised: frozenset[int]  # the service's contracts, and what its releases provide, or ever provided
    contracts: frozenset[int]  # those, and the ones that the release consumes

    def given(self) -> dict[str, Any]:
        """Itself as values of a prepared statement."""
        return {"promised": list(self.promised), "contracts": list(self.contracts)}


def look(release: Release, environment: Environment, now: datetime) -> Scene:
    """Read the scene of `release` entering `environment`."""
    uses = uses_of([release.pk])
    reach = _reach(release, uses.by_release.get(release.pk, []))
    # In this order, so that a release that is deployed between the two is seen twice and not overlooked.
    allowed = pending_runs(reach, environment, now)
    around = Around(uses, consumers_of(reach.promised))
    providing = providing_runs(reach, environment)
    running = {run.release_id for run in providing}
    here = providing + [run for run in allowed if run.release_id not in running]
    provisions, releases = _provisions({run.release_id for run in here} | {release.pk}, reach)
    replaced = [run.release_id for run in here if run.service_id == release.service_id]
    touched = {v.contract_id for pk in (release.pk, *replaced) for v in provisions.get(pk, ())}
    pending = {run.release_id for run in allowed if run.service_id != release.service_id}
    consumers = _consumers(around, touched, pending)
    providers = {version.contract.service_id for offered in provisions.values() for version in offered}
    return Scene(
        release=release,
        environment=environment,
        now=now,
        around=around,
        pending=pending,
        runs=[run for run in here if run.service_id != release.service_id],
        releases=releases,
        provisions=provisions,
        consumptions=_consumptions((c for c in consumers if c.service_id != release.service_id), provisions),
        waivers=granted_findings(providers, now),
    )


def _reach(release: Release, uses: list[Dependency]) -> Reach:
    rows = (*OWN.rows(service=release.service_id), *EVER_PROVIDED.rows(service=release.service_id))
    promised = frozenset(contract for (contract,) in rows)
    used = frozenset(use.contract_id for use in uses if use.contract_id is not None)
    return Reach(promised, promised | used)


def pending_runs(reach: Reach, environment: Environment, now: datetime) -> list[Run]:
    """Releases within reach that are allowed in and do not run yet: they count as deployed."""
    rows = PENDING.rows(environment=environment.pk, now=now, **reach.given())
    return [Run(release, service, environment.slug, pending=True) for release, service in rows]


def providing_runs(reach: Reach, environment: Environment) -> list[Run]:
    """What runs in the environment of the services that provide, or ever provided, a contract within reach."""
    rows = PROVIDING.rows(environment=environment.pk, contracts=list(reach.contracts))
    return [Run(release, service, environment.slug) for release, service in dict.fromkeys(rows)]


def _consumers(around: Around, contracts: set[int], pending: set[int]) -> Iterator[Consumer]:
    """Who consumes the contracts and runs, or is allowed to: also what is not the latest of its service any more."""
    found = [consumer for contract in contracts for consumer in around.consumers.get(contract, ())]
    yield from (consumer for consumer in found if consumer.places or consumer.release_id in pending)
    if unseen := pending - {consumer.release_id for consumer in found}:
        yield from consumption_by(unseen, contracts)


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
    consumers: Iterable[Consumer], provisions: dict[int, list[ContractVersion]]
) -> list[Consumption]:
    """How the contracts are consumed. Consumers may be many, and most of them do it alike."""
    alike: dict[tuple[Hashable, ...], list[Consumer]] = defaultdict(list)
    for one in consumers:
        used = tuple(one.operations), tuple(one.fields)
        key = (one.provider, one.contract, *used, one.contract_id, one.range, one.built_against_id)
        alike[key].append(one)
    uses = [Dependency(**dict(zip(USE, key, strict=True))) for key in alike]
    known = {v.contract_id: v.contract for provided in provisions.values() for v in provided}
    wanted = {use.built_against_id for use in uses if use.built_against_id}
    built = {version.pk: version for version in BUILT.instances(versions=list(wanted))} if wanted else {}
    for use in uses:
        use.contract = known.get(use.contract_id or 0)
        use.built_against = built.get(use.built_against_id or 0)
    return list(zip(uses, alike.values(), strict=True))


def _consuming() -> QuerySet[Dependency, Any]:
    """By releases that consume what the service promises."""
    return Dependency.objects.filter(contract=any_given("promised")).values("release")


def _providing() -> QuerySet[Provision, Any]:
    """By services that provide, or ever provided, one of the contracts."""
    return Provision.objects.filter(contract_version__contract=any_given("contracts")).values(
        "release__service"
    )


# What the gate reads of a contract, of its versions, and of who consumes it; rows are no wider than they have to be.
CONTRACT = ("slug", "strictness", "version_scheme", "service_id", "service__slug", "service__owner_id")
VERSION = ("version", "document_id", "contract_id", "sunset_at")
USE = ("service_slug", "contract_slug", "operations", "fields", "contract_id", "range", "built_against_id")
RELEASE = ("version", "service_id", "service__slug", "service__owner_id", "service__owner__slug")

OWN = Prepared(lambda: Contract.objects.filter(service=given("service")).order_by(), "id")
EVER_PROVIDED = Prepared(
    lambda: Provision.objects.filter(release__service=given("service")).distinct(),
    "contract_version__contract_id",
)
PENDING = Prepared(
    lambda: (
        pending_allows(given("environment"), given("now"))
        .filter(Q(release__in=_consuming()) | Q(release__service__in=_providing()))
        .order_by("release_id")
        .distinct()
    ),
    *("release_id", "release__service_id"),
)
PROVIDING = Prepared(
    lambda: Deployment.objects.filter(
        service__in=_providing(), environment=given("environment"), ended_at=None
    ).order_by("id"),
    *("release_id", "service_id"),
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
BUILT = Prepared(lambda: ContractVersion.objects.filter(pk=any_given("versions")), "id", *VERSION)


def next_releases(services: Iterable[str], environment: Environment) -> list[Release]:
    """The latest release of each of the services, where it does not run in the environment yet."""
    latest = latest_releases().filter(service__slug__in=services)
    runs = Deployment.objects.filter(release=OuterRef("pk"), environment=environment, ended_at=None)
    waiting = Release.objects.filter(~Exists(runs), pk__in=latest.values("pk"))
    return list(waiting.select_related("service__owner").order_by("service__slug"))
