"""Which services depend on each other in a circle."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from catalog.graph.circles import circles_of
from catalog.queries.statements import Statement

# What a service depends on, it depends on by its latest release. UNION ends the walk where it comes round.
_CURRENT = """
    WITH RECURSIVE reached (service_id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT contract.service_id FROM reached
        JOIN LATERAL (
            SELECT id FROM catalog_release WHERE service_id = reached.service_id
            ORDER BY sort_key DESC, id DESC LIMIT 1
        ) AS latest ON true
        JOIN catalog_dependency AS dependency ON dependency.release_id = latest.id
        JOIN catalog_contract AS contract ON contract.id = dependency.contract_id
    )
    SELECT reached.service_id, contract.service_id FROM reached
    JOIN LATERAL (
        SELECT id FROM catalog_release WHERE service_id = reached.service_id
        ORDER BY sort_key DESC, id DESC LIMIT 1
    ) AS latest ON true
    JOIN catalog_dependency AS dependency ON dependency.release_id = latest.id
    JOIN catalog_contract AS contract ON contract.id = dependency.contract_id
"""
_EDGES = Statement(_CURRENT)
# The same, where some services are looked at with all the releases that they ever had.
_EDGES_EVER = Statement(
    _CURRENT.replace(
        "LIMIT 1", "LIMIT CASE WHEN reached.service_id = ANY (%s::bigint[]) THEN NULL ELSE 1 END"
    )
)


def circles(service_ids: Collection[int]) -> dict[int, int]:
    """A number for each service in a circle of current dependencies, the same for all that are in one circle.

    Of the services, and of those that they depend on, directly or through others: no more of the landscape is read.
    """
    return circles_of(_by_consumer(_EDGES.rows([list(service_ids)])))


def in_a_circle_with(service_ids: Collection[int]) -> set[int]:
    """Who is in a circle with one of the services, or was before that one's latest release."""
    if not service_ids:
        return set()
    numbers = circles_of(_by_consumer(_EDGES_EVER.rows([list(service_ids)] * 3)))
    wanted = {numbers[service] for service in service_ids if service in numbers}
    return {service for service, number in numbers.items() if number in wanted}


def _by_consumer(edges: Iterable[tuple[int, ...]]) -> dict[int, set[int]]:
    """On whom each service depends."""
    found: dict[int, set[int]] = defaultdict(set)
    for consumer, provider in edges:
        found[consumer].add(provider)
    return found
