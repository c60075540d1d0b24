"""Which services depend on each other in a circle."""

from collections import defaultdict

from catalog.graph.circles import circles_of
from catalog.models import Dependency
from catalog.queries.consumption import by_newest_releases


def circles() -> dict[int, int]:
    """A number for each service in a circle of current dependencies, the same for all that are in one circle."""
    rows = Dependency.objects.filter(by_newest_releases()).exclude(contract=None)
    edges: dict[int, set[int]] = defaultdict(set)
    for consumer, provider in rows.values_list("release__service", "contract__service").distinct():
        edges[consumer].add(provider)
    return circles_of(edges)
