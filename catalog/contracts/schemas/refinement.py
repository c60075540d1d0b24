"""Which nodes of a graph mean the same: the coarsest partition in which equal nodes refer to equal ones, in order.

This is the algorithm for minimising automata by refining a partition (J. Hopcroft, "An n log n algorithm for minimizing
states in a finite automaton", 1971): only what refers to something that was told apart is looked at again, and where a
whole class was looked at, its largest part keeps the class. So the work grows with what is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

_Node = TypeVar("_Node", bound=Hashable)


def refined(
    classes: Mapping[_Node, int],
    below: Mapping[_Node, Sequence[_Node]],
    new_class: Callable[[], int],
    check: Callable[[], None],
) -> dict[_Node, int]:
    """The classes of all nodes, begun with `classes`, by which nodes of different ones are told apart already.

    `below` is what each node refers to, all of it nodes with a class. `check` is called in every round and may raise.
    """
    found = dict(classes)
    sizes = Counter(found.values())
    above: dict[_Node, list[_Node]] = {}
    for node, listed in below.items():
        for one in listed:
            above.setdefault(one, []).append(node)
    unsure = list(found)
    while unsure:
        check()
        leaving = list(_leaving(_parted(unsure, below, found), sizes))
        for part in leaving:
            sizes[found[part[0]]] -= len(part)
            number = new_class()
            sizes[number] = len(part)
            found.update(dict.fromkeys(part, number))
        moved = (node for part in leaving for node in part)
        unsure = list(dict.fromkeys(one for node in moved for one in above.get(node, ())))
    return found


def _parted(
    nodes: Sequence[_Node], below: Mapping[_Node, Sequence[_Node]], classes: Mapping[_Node, int]
) -> dict[int, list[list[_Node]]]:
    """Some nodes by their class, and in that by the classes of what they refer to."""
    parts: dict[int, dict[tuple[int, ...], list[_Node]]] = {}
    for node in nodes:
        meant = tuple(classes[one] for one in below[node])
        parts.setdefault(classes[node], {}).setdefault(meant, []).append(node)
    return {number: list(ways.values()) for number, ways in parts.items()}


def _leaving(parts: Mapping[int, list[list[_Node]]], sizes: Mapping[int, int]) -> Iterator[list[_Node]]:
    """The parts that leave their class: all but what was not looked at, or else the largest one."""
    for number, listed in parts.items():
        by_size = sorted(listed, key=len)
        if sum(map(len, by_size)) == sizes[number]:
            by_size.pop()
        yield from by_size
