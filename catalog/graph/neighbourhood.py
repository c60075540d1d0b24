"""The surroundings of one service in the graph of who uses whom.

An edge is (consumer, provider), by the names of services. What breaks with a service is found against the edges, and
what it relies on along them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Edge = tuple[str, str]


class Side(StrEnum):
    """Where a service stands, seen from the selected one."""

    SELECTED = "selected"
    CALLER = "caller"
    PROVIDER = "provider"
    BOTH = "both"


@dataclass(frozen=True)
class Neighbourhood:
    """How many hops away the callers and the providers of a service are; whoever is in a circle with it is in both."""

    selected: str
    callers: Mapping[str, int]
    providers: Mapping[str, int]

    def side(self, name: str) -> Side:
        if name == self.selected:
            return Side.SELECTED
        if name in self.callers and name in self.providers:
            return Side.BOTH
        return Side.CALLER if name in self.callers else Side.PROVIDER

    def hops(self, name: str) -> int:
        """Along the shorter way, where there are two; of the selected service none."""
        ways = (side[name] for side in (self.callers, self.providers) if name in side)
        return min(ways, default=0)

    @property
    def names(self) -> set[str]:
        return {self.selected, *self.callers, *self.providers}

    def edges(self, among: Iterable[Edge]) -> list[Edge]:
        """Those through which something breaks with the service, or it relies on something.

        That a caller also uses one of the providers says nothing about the service between them, so it is left out.
        """
        sides = [{self.selected, *side} for side in (self.callers, self.providers)]
        return [
            (consumer, provider)
            for consumer, provider in among
            if any(consumer in side and provider in side for side in sides)
        ]


def neighbourhood(edges: Collection[Edge], selected: str, hops: int | None = None) -> Neighbourhood:
    """Everybody within so many hops of the selected service, or however far away."""
    by_consumer, by_provider = defaultdict(set), defaultdict(set)
    for consumer, provider in edges:
        by_consumer[consumer].add(provider)
        by_provider[provider].add(consumer)
    return Neighbourhood(
        selected, _distances(by_provider, selected, hops), _distances(by_consumer, selected, hops)
    )


def _distances(following: Mapping[str, set[str]], start: str, most: int | None) -> dict[str, int]:
    found: dict[str, int] = {}
    reached, distance = {start}, 0
    while reached and (most is None or distance < most):
        distance += 1
        reached = {name for each in reached for name in following.get(each, ())} - found.keys() - {start}
        found |= dict.fromkeys(reached, distance)
    return found


def drawable(names: Sequence[str], edges: Iterable[Edge], most_names: int, most_edges: int) -> list[str]:
    """The first of the names, as many as have no more edges among them than can be drawn."""
    connected = defaultdict(set)
    for consumer, provider in edges:
        connected[consumer].add((consumer, provider))
        connected[provider].add((consumer, provider))
    kept: list[str] = []
    inside: set[str] = set()
    drawn = 0
    for name in names[:most_names]:
        inside.add(name)
        drawn += sum(consumer in inside and provider in inside for consumer, provider in connected[name])
        if drawn > most_edges:
            break
        kept.append(name)
    return kept
