"""What releases use, and what of that ends: read in one go for all that is judged by it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from catalog.models import Dependency
from catalog.queries.prepared import Prepared, any_given
from governance.models import Deprecation
from governance.queries.deprecated_uses import endings_of


@dataclass(frozen=True)
class Uses:
    """The contracts that releases consume, and the ends of operations and services that concern them."""

    by_release: dict[int, list[Dependency]]
    endings: dict[int, list[Deprecation]]  # by the use


def uses_of(releases: Collection[int]) -> Uses:
    """What the releases use, in the order in which each says so."""
    uses = USES.instances(releases=list(releases))
    by_release = defaultdict(list)
    for use in uses:
        by_release[use.release_id].append(use)
    return Uses(dict(by_release), endings_of(uses))


CONTRACT = ("slug", "strictness", "version_scheme", "service_id", "service__slug", "service__owner_id")
PROVIDER = ("lifecycle", "tier", "exposure", "owner__slug")
BUILT = ("version", "document_id", "contract_id", "major_line", "deprecated_at", "sunset_at")
USES = Prepared(
    lambda: Dependency.objects.filter(release=any_given("releases")).order_by("id"),
    *("id", "service_slug", "contract_slug", "operations", "fields", "range", "declared_built_against"),
    *("release_id", "release__service_id", "contract_id", "built_against_id"),
    *(f"contract__{name}" for name in CONTRACT),
    *(f"contract__service__{name}" for name in PROVIDER),
    *(f"built_against__{name}" for name in BUILT),
)
