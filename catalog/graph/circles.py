"""Circles in a graph: its strongly connected components (Tarjan 1972), without recursion."""

from collections.abc import Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def circles_of(edges: Mapping[N, AbstractSet[N]]) -> dict[N, N]:
    """A node for every node that is in a circle (or leads to itself); equal for those of one component."""
    found: dict[N, N] = {}
    for component in _components(edges):
        (first, *others) = component
        if others or first in edges.get(first, ()):
            found |= dict.fromkeys(component, first)
    return found


def _components(edges: Mapping[N, AbstractSet[N]]) -> Iterator[list[N]]:
    order: dict[N, int] = {}  # when each node was first seen
    lowest: dict[N, int] = {}  # the earliest node that each leads back to
    waiting: list[N] = []
    open_nodes: set[N] = set()
    for root in edges:
        if root in order:
            continue
        path = [(root, iter(edges.get(root, ())))]
        _enter(root, order, lowest, waiting, open_nodes)
        while path:
            node, successors = path[-1]
            following = next(successors, None)
            if following is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    yield _close(node, waiting, open_nodes)
            elif following not in order:
                _enter(following, order, lowest, waiting, open_nodes)
                path.append((following, iter(edges.get(following, ()))))
            elif following in open_nodes:
                lowest[node] = min(lowest[node], order[following])


def _enter(node: N, order: dict[N, int], lowest: dict[N, int], waiting: list[N], open_nodes: set[N]) -> None:
    order[node] = lowest[node] = len(order)
    waiting.append(node)
    open_nodes.add(node)


def _close(node: N, waiting: list[N], open_nodes: set[N]) -> list[N]:
    component = [waiting.pop()]
    while component[-1] != node:
        component.append(waiting.pop())
    open_nodes.difference_update(component)
    return component
