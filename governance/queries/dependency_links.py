"""What stands on the lines of a dependency map: which contracts are used, and what is wrong with that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from catalog.graph.circles import circles_of
from catalog.graph.neighbourhood import Edge
from catalog.models import ContractVersion, Dependency, Environment, Service, VersionState
from catalog.queries.consumption import among
from governance.models import Verdict
from governance.queries.reviews import latest_reviews
from observability.queries.usage import observed_dependencies


class Fault(StrEnum):
    """What may be wrong with a use, the worst first."""

    BREAKS = "breaks"
    SUNSET = "sunset"
    UNREGISTERED = "not registered"
    DEPRECATED = "deprecated"
    UNDECLARED = "not declared"
    CIRCLE = "circle"


@dataclass(frozen=True)
class Use:
    """A contract, and the version that its user was built against; empty where it is not known."""

    contract: str
    version: str


@dataclass(frozen=True)
class Link:
    """A service that uses another one; nothing is declared of what was only observed."""

    consumer: str
    provider: str
    uses: tuple[Use, ...]
    faults: tuple[Fault, ...]

    @property
    def worst(self) -> Fault | None:
        return self.faults[0] if self.faults else None


def links(edges: Mapping[Edge, Collection[int]], wanted: Collection[Edge], now: datetime) -> list[Link]:
    """Some of the edges with all that is told of them, in three queries; circles are looked for among all of them."""
    ids = [pk for edge in wanted for pk in edges[edge]]
    dependencies = Dependency.objects.filter(pk__in=among(ids)).select_related("built_against", "release")
    by_id = dependencies.in_bulk()
    breaking = _breaking({use.contract_id for use in by_id.values() if use.contract_id}, now)
    circles = _circles(edge for edge, behind in edges.items() if behind)
    found = []
    for consumer, provider in wanted:
        uses = sorted((by_id[pk] for pk in edges[consumer, provider]), key=lambda use: use.contract_slug)
        faults = {fault for use in uses for fault in _faults(use, now)}
        if any((use.contract_id, consumer, use.release.version) in breaking for use in uses):
            faults.add(Fault.BREAKS)
        if not uses:
            faults.add(Fault.UNDECLARED)
        elif consumer in circles and circles[consumer] == circles.get(provider):
            faults.add(Fault.CIRCLE)
        told = dict.fromkeys(_use(use) for use in uses)
        found.append(
            Link(consumer, provider, tuple(told), tuple(fault for fault in Fault if fault in faults))
        )
    return found


def observed_edges(service: Service, environment: Environment | None, now: datetime) -> set[Edge]:
    """Who was observed to call the service, or to be called by it, without having declared it."""
    place = environment.slug if environment else ""
    rows = observed_dependencies(now, declared=False, environment=place)
    rows = rows.filter(Q(contract__service=service) | Q(consumer=service.slug)).order_by()
    calls = rows.values_list("consumer", "contract__service__slug").distinct()
    return {(consumer, provider) for consumer, provider in calls if consumer != provider}


def _use(use: Dependency) -> Use:
    version = use.built_against.version if use.built_against else use.declared_built_against
    return Use(use.contract_slug, version)


def _faults(use: Dependency, now: datetime) -> Iterable[Fault]:
    if use.contract_id is None:
        yield Fault.UNREGISTERED
    if use.built_against:
        state = use.built_against.state(now.date())
        if state == VersionState.SUNSET:
            yield Fault.SUNSET
        elif state == VersionState.DEPRECATED:
            yield Fault.DEPRECATED


def _breaking(contracts: Collection[int], now: datetime) -> set[tuple[int, str, str]]:
    """Which consumers, by which release, the highest version of each contract breaks, as its review says."""
    highest = ContractVersion.objects.filter(contract__in=contracts).order_by(
        "contract_id", "-sort_key", "-id"
    )
    contract_of = dict(highest.distinct("contract_id").values_list("pk", "contract_id"))
    failed = {
        pk: review
        for pk, review in latest_reviews(list(contract_of)).items()
        if review.standing(now) == Verdict.FAIL
    }
    return {
        (contract_of[pk], hit["service"], hit["release"])
        for pk, review in failed.items()
        for hit in review.impacted
    }


def _circles(edges: Iterable[Edge]) -> dict[str, str]:
    by_consumer = defaultdict(set)
    for consumer, provider in edges:
        by_consumer[consumer].add(provider)
    return circles_of(by_consumer)
