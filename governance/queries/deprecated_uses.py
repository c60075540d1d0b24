"""Which uses rest on what is deprecated."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from catalog.models import Contract, Dependency, Deployment, Operation, Release, Service
from catalog.queries.consumption import live_consumers
from catalog.queries.prepared import Prepared, any_given
from governance.models import Deprecation, DeprecationKind

Present = frozenset[tuple[int, str]]


def uses_by_deprecation(
    deprecations: Iterable[Deprecation], dependencies: Iterable[Dependency]
) -> list[tuple[Deprecation, list[Dependency]]]:
    """Each deprecation with those of the dependencies that rest on what ends, in at most one query."""
    ending, uses = list(deprecations), list(dependencies)
    present = _present(ending, uses)
    return [(one, [use for use in uses if _rests_on(use, one, present)]) for one in ending]


def live_uses(deprecation: Deprecation) -> list[Dependency]:
    """The uses of what ends by releases that run anywhere, or are the latest of their service."""
    if deprecation.contract_id:
        contracts = [deprecation.contract_id]
    else:
        contracts = list(Contract.objects.filter(service=deprecation.service).values_list("pk", flat=True))
    [(_, uses)] = uses_by_deprecation([deprecation], live_consumers(contracts))
    return uses


def live_uses_by(consumer: Service) -> list[Dependency]:
    """What the latest release of the consumer, and its releases that run, consume."""
    releases = set(
        Deployment.objects.filter(service=consumer, ended_at=None).values_list("release", flat=True)
    )
    latest = Release.objects.filter(service=consumer).order_by("-sort_key", "-id").first()
    if latest:
        releases.add(latest.pk)
    return list(
        Dependency.objects.filter(release__in=releases)
        .select_related("release__service", "contract", "built_against")
        .order_by("release_id", "id")
    )


def deprecations_touching(dependencies: Iterable[Dependency]) -> list[Deprecation]:
    """What is announced to end of the contracts, and of the services, that the dependencies are on."""
    contracts, services = _providing(dependencies)
    touching = Q(contract__in=contracts) | Q(kind=DeprecationKind.SERVICE, service__in=services)
    return list(
        Deprecation.objects.filter(touching, cancelled_at=None)
        .select_related("service__owner", "contract__service", "contract_version__contract__service")
        .select_related("contract_version__successor", "successor_service")
        .order_by("id")
    )


def endings_of(dependencies: Iterable[Dependency]) -> dict[int, list[Deprecation]]:
    """The operations and services that end and that uses rest on, by the use; the end of a version stands on it."""
    uses, found = list(dependencies), defaultdict(list)
    contracts, services = _providing(uses)
    ends = _ends(ENDING, contracts=contracts, services=services) if contracts else []
    for deprecation, resting in uses_by_deprecation(ends, uses):
        for use in resting:
            found[use.pk].append(deprecation)
    return dict(found)


def announced_by(services: Collection[int]) -> list[Deprecation]:
    """All that is announced to end of the services, and of what they provide."""
    return _ends(ANNOUNCED, services=services)


def _ends(which: Prepared[Deprecation], **of: Collection[int]) -> list[Deprecation]:
    """Mostly none, so whether there are any is asked first: to plan reading all that is told of an end takes longer."""
    found = [pk for (pk,) in which.rows(**{name: list(ids) for name, ids in of.items()})]
    return ENDS.instances(deprecations=found) if found else []


def _providing(uses: Iterable[Dependency]) -> tuple[set[int], set[int]]:
    """The contracts that are used, and the services that they are of, as far as they are registered."""
    contracts = {use.contract for use in uses if use.contract}
    return {contract.pk for contract in contracts}, {contract.service_id for contract in contracts}


ANNOUNCED = Prepared(
    lambda: Deprecation.objects.filter(service=any_given("services"), cancelled_at=None).order_by(), "id"
)
ENDING = Prepared(
    lambda: Deprecation.objects.filter(
        Q(contract=any_given("contracts")) | Q(kind=DeprecationKind.SERVICE, service=any_given("services")),
        cancelled_at=None,
        contract_version=None,
    ).order_by(),
    "id",
)
# What `Deprecation` needs to say what ends, and when.
ENDS = Prepared(
    lambda: Deprecation.objects.filter(pk=any_given("deprecations")).order_by("id"),
    *("id", "kind", "operation", "line", "announced_at", "deprecated_at", "sunset_at", "retired_at"),
    *("cancelled_at", "service_id", "service__slug", "contract_id", "contract__slug", "contract__service_id"),
    *("contract__service__slug", "contract_version_id", "successor_operation"),
    *("successor_service_id", "successor_service__slug"),
    *("contract_version__version", "contract_version__deprecated_at", "contract_version__sunset_at"),
    *("contract_version__successor_id", "contract_version__successor__version"),
)


def _present(deprecations: list[Deprecation], dependencies: list[Dependency]) -> Present:
    """Which versions have the operations that end, asked for those whose consumers name no operation."""
    keys = {one.operation for one in deprecations if one.operation}
    versions = {use.built_against_id for use in dependencies if use.built_against_id and not use.operations}
    if not keys or not versions:
        return frozenset()
    found = Operation.objects.filter(contract_version__in=versions, key__in=keys)
    return frozenset(found.values_list("contract_version_id", "key"))


def _rests_on(use: Dependency, deprecation: Deprecation, present: Present) -> bool:
    if deprecation.kind == DeprecationKind.VERSION:
        return use.built_against_id == deprecation.contract_version_id
    if use.contract is None:
        return False
    if deprecation.kind == DeprecationKind.SERVICE:
        own = use.release.service_id == deprecation.service_id
        return use.contract.service_id == deprecation.service_id and not own
    return use.contract_id == deprecation.contract_id and _uses_operation(use, deprecation, present)


def _uses_operation(use: Dependency, deprecation: Deprecation, present: Present) -> bool:
    """A use of a version that is not registered may be in any line, so it counts."""
    built = use.built_against
    if built and deprecation.line and built.major_line != deprecation.line:
        return False
    if use.operations:
        return deprecation.operation in use.operations
    return built is None or (built.pk, deprecation.operation) in present
