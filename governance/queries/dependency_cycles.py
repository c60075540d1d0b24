"""Which services depend on each other in a circle."""

from collections import defaultdict
from collections.abc import Collection

from catalog.graph.circles import circles_of
from catalog.queries.statements import Statement

# What a service depends on, it depends on by its latest release. UNION ends the walk where it comes round.
_EDGES = Statement("""
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
""")


def circles(service_ids: Collection[int]) -> dict[int, int]:
    """A number for each service in a circle of current dependencies, the same for all that are in one circle.

    Of the services, and of those that they depend on, directly or through others: no more of the landscape is read.
    """
    edges: dict[int, set[int]] = defaultdict(set)
    for consumer, provider in _EDGES.rows([list(service_ids)]):
        edges[consumer].add(provider)
    return circles_of(edges)
