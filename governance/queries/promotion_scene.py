"""Read the rows that one decision of the gate is made from, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from catalog.models import ContractVersion, Dependency, Environment, Provision, Release
from catalog.queries.consumption import Run, current_runs
from governance.queries.promotions import pending_allows
from governance.queries.waivers import Granted, granted_findings


@dataclass(frozen=True)
class Scene:
    """Who runs where, what each provides, and which uses the release touches."""

    release: Release
    environment: Environment
    now: datetime
    runs: list[Run]  # of other services: the release takes the place of its own
    releases: dict[int, Release]
    provisions: dict[int, list[ContractVersion]]  # by release
    consumers: list[Dependency]  # uses of what the release provides, or takes away
    uses: list[Dependency]  # what the release itself consumes
    waivers: Granted = field(default_factory=Granted)  # of findings in the contracts of everybody here

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
        rows = [(d, self.offered_by(self.release, d)) for d in self.consumers]
        rows += [(d, self.offered_by(r, d)) for d in self.uses for r, _ in self.providers_of(d)]
        return {(d.built_against.document_id, v.document_id) for d, vs in rows if d.built_against for v in vs}


def look(release: Release, environment: Environment, now: datetime) -> Scene:
    """Read the scene of `release` entering `environment`."""
    # In this order, so that a release that is deployed between the two is seen twice and not overlooked.
    allowed = pending_runs(environment, now)
    deployed = current_runs()
    here_now = {run.release_id for run in deployed if run.environment == environment.slug}
    every_run = deployed + [run for run in allowed if run.release_id not in here_now]
    runs = [run for run in every_run if run.service_id != release.service_id]
    here = [run for run in every_run if run.environment == environment.slug]
    provisions, releases = _provisions({run.release_id for run in here} | {release.pk})
    replaced = [run.release_id for run in here if run.service_id == release.service_id]
    touched = {v.contract_id for pk in (release.pk, *replaced) for v in provisions.get(pk, ())}
    uses = Q(release=release)
    consumes = Q(contract__in=touched, release__in={run.release_id for run in runs})
    dependencies = (
        Dependency.objects.filter(uses | consumes)
        .select_related("release__service__owner", "contract__service__owner", "built_against")
        .order_by("release__service__slug", "release_id", "id")
    )
    return Scene(
        release=release,
        environment=environment,
        now=now,
        runs=runs,
        releases=releases,
        provisions=provisions,
        consumers=[d for d in dependencies if d.release_id != release.pk],
        uses=[d for d in dependencies if d.release_id == release.pk],
        waivers=granted_findings((d.contract.service_id for d in dependencies if d.contract), now),
    )


def pending_runs(environment: Environment, now: datetime) -> list[Run]:
    """Releases that are allowed in and do not run yet: they count as deployed."""
    pending = pending_allows(environment, now).order_by("release_id")
    rows = pending.values_list("release_id", "release__service_id").distinct()
    return [Run(release_id, service_id, environment.slug, pending=True) for release_id, service_id in rows]


def _provisions(release_ids: set[int]) -> tuple[dict[int, list[ContractVersion]], dict[int, Release]]:
    provisions = defaultdict(list)
    releases = {}
    rows = Provision.objects.filter(release__in=release_ids).select_related(
        "contract_version__contract__service__owner", "release__service__owner"
    )
    for row in rows.order_by("id"):
        provisions[row.release_id].append(row.contract_version)
        releases[row.release_id] = row.release
    return dict(provisions), releases
