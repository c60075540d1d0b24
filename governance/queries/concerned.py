"""Whose facts document a change concerns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Q

from catalog.models import Dependency, Provision, Service
from governance.queries.dependency_cycles import in_a_circle_with

# What stands in a stream's identity before the first of these is the service.
_OF_A_SERVICE = ("service", "contract", "contractversion", "release", "deployment")
# Of these, what may change who depends on whom.
_OF_THE_GRAPH = ("contractversion", "release")
_ENDS_OF_A_SLUG = ("/", " ")

Slugs = set[str]
_WHERE: dict[str, Callable[[Slugs], Q]] = {
    "team": lambda slugs: Q(owner__slug__in=slugs) | Q(technical_owner__slug__in=slugs),
    "person": lambda slugs: (
        Q(owner__members__username__in=slugs) | Q(technical_owner__members__username__in=slugs)
    ),
    "system": lambda slugs: Q(system__slug__in=slugs),
    "domain": lambda slugs: Q(system__domain__slug__in=slugs),
    "factsource": lambda slugs: Q(attested_facts__source__slug__in=slugs),
    "policy": lambda _: Q(),
}


def concerned_by(streams: Iterable[str]) -> set[int]:
    """The services whose document what was written in the streams may have changed.

    A service stands in the documents of those that consume from it and of those that it consumes from, or calls, or
    whose contracts it provides; and a circle of dependencies in those of all who are in it.
    """
    by_kind: dict[str, Slugs] = defaultdict(set)
    for stream in set(streams):
        kind, _, identity = stream.partition(":")
        by_kind[kind].add(identity)
    themselves = _services_in(by_kind, _OF_A_SERVICE)
    running = Q(deployments__environment__slug__in=by_kind["environment"], deployments__ended_at=None)
    found = _services(Q(slug__in=themselves)) | _services(running)
    found |= neighbours_of(found)
    found |= in_a_circle_with(_services(Q(slug__in=_services_in(by_kind, _OF_THE_GRAPH))))
    found |= _services(Q(contracts__observed__consumer__in=themselves))
    found |= _services(Q(measurements__environment__slug__in=by_kind["environment"]))
    for kind, where in _WHERE.items():
        if by_kind[kind]:
            found |= _services(where(by_kind[kind]))
    return found


def _services(where: Q) -> set[int]:
    return set(Service.objects.filter(where).values_list("pk", flat=True))


def neighbours_of(service_ids: set[int]) -> set[int]:
    """Those that the services depend on by any release, or the other way round, or whose contracts they provide."""
    if not service_ids:
        return set()
    edges = Dependency.objects.filter(
        Q(contract__service__in=service_ids) | Q(release__service__in=service_ids)
    )
    pairs = edges.values_list("release__service", "contract__service").distinct()
    shared = Provision.objects.filter(release__service__in=service_ids)
    owners = shared.values_list("contract_version__contract__service", flat=True).distinct()
    return {end for pair in pairs for end in pair if end is not None} | set(owners)


def _services_in(by_kind: Mapping[str, Slugs], kinds: Iterable[str]) -> Slugs:
    return {_service_in(identity) for kind in kinds for identity in by_kind[kind]}


def _service_in(identity: str) -> str:
    for end in _ENDS_OF_A_SLUG:
        identity = identity.partition(end)[0]
    return identity
