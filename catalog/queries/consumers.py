"""Who consumes contracts, by which release, and where that runs: read in one go for all that is judged by it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from catalog.models import Dependency, Deployment, Environment
from catalog.queries.consumption import BY_CONSUMER, live_consumption
from catalog.queries.prepared import Prepared, any_given


class Place(NamedTuple):
    """An environment that something runs in."""

    environment: str
    production: bool


class Consumer(NamedTuple):
    """A use of a contract by one release. Rows and not models, since a contract may have very many."""

    provider: str
    contract: str
    operations: list[str]
    fields: list[str]
    contract_id: int
    range: str
    built_against_id: int | None
    release_id: int
    release: str
    service_id: int
    service: str
    kind: str
    lifecycle: str
    owner: str
    places: tuple[Place, ...]  # where the release runs now


def consumers_of(contracts: Collection[int]) -> dict[int, list[Consumer]]:
    """The uses of each contract by releases that run anywhere, or are the latest of their service; by consumer."""
    found = defaultdict(list)
    for consumer in _placed(LIVE.rows(contracts=list(contracts))) if contracts else []:
        found[consumer.contract_id].append(consumer)
    return found


def consumption_by(releases: Collection[int], contracts: Collection[int]) -> list[Consumer]:
    """The uses of the contracts by these releases, wherever they run."""
    return _placed(BY_RELEASES.rows(releases=list(releases), contracts=list(contracts)))


def _placed(rows: list[tuple[Any, ...]]) -> list[Consumer]:
    """Name the environments of rows that end with the ids of theirs."""
    known = {pk: Place(slug, production) for pk, slug, production in ENVIRONMENTS.rows()} if rows else {}
    places: dict[tuple[int, ...], tuple[Place, ...]] = {}
    consumers = []
    for *row, environments in rows:
        ids = tuple(environments)
        if ids not in places:
            places[ids] = tuple(known[pk] for pk in sorted(set(ids)))
        consumers.append(Consumer(*(*row, places[ids])))
    return consumers


def _with_environments(uses: QuerySet[Dependency, Any]) -> QuerySet[Dependency, Any]:
    """Each with the ids of the environments that its release runs in, once for each instance there."""
    runs = Deployment.objects.filter(release=OuterRef("release"), ended_at=None).order_by()
    return uses.annotate(environments=ArraySubquery(runs.values("environment_id"))).order_by(*BY_CONSUMER)


COLUMNS = (
    *("service_slug", "contract_slug", "operations", "fields", "contract_id", "range", "built_against_id"),
    *("release_id", "release__version", "release__service_id", "release__service__slug"),
    *(
        "release__service__kind",
        "release__service__lifecycle",
        "release__service__owner__slug",
        "environments",
    ),
)
LIVE = Prepared(lambda: _with_environments(live_consumption(contract=any_given("contracts"))), *COLUMNS)
BY_RELEASES = Prepared(
    lambda: _with_environments(
        Dependency.objects.filter(release=any_given("releases"), contract=any_given("contracts"))
    ),
    *COLUMNS,
)
ENVIRONMENTS = Prepared(Environment.objects.order_by, "id", "slug", "production")
