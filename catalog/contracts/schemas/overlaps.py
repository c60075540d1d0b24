"""`oneOf` refuses what fits several of its branches: a new branch can refuse what was accepted."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.projection import TYPES
from catalog.contracts.schemas.settling import fixed_values
from catalog.contracts.schemas.shapes import Shape, Term
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.speaking import TOGETHER, speakers

ShapesOf = Callable[[Term], list[Shape]]


def compare_overlaps(pair: Pair, previous: Term, current: Term) -> None:
    """Note that the receiver's branches may overlap where the sender's did not; only an instance can tell."""
    if previous and current and exclusives(current if pair.direction == "request" else previous):
        pair.note("overlap", "possible", previous=previous[0], current=current[0], speculative=True)


def exclusives(term: Term) -> list[list[Node]]:
    """The branches of every `oneOf` that is said about the value of a term itself, in other unions or not.

    Where a discriminator names the branch that is meant (OpenAPI 3.1, 4.8.25), fitting others too refuses nothing.
    """
    found: list[list[Node]] = []
    seen: set[str] = set()
    waiting = [node for one in term for node in speakers(one)]
    while waiting:
        node = waiting.pop()
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        for keyword in TOGETHER:
            branches = listed.items() if (listed := node.get(keyword)) is not None else []
            waiting += [node for branch in branches for node in speakers(branch)]
            if keyword == "oneOf" and len(branches) > 1 and "discriminator" not in node.value:
                found.append(branches)
    return found


def may_overlap(shapes_of: ShapesOf, branches: list[Node], *, stated: bool) -> bool:
    """Could a value fit two branches, as far as types and the values of members tell?

    Where the type is `stated` beside them, their keywords imply none.
    """
    shapes = [shapes_of((branch,)) for branch in branches]
    if any(not one or (stated and any(shape.about is not None for shape in one)) for one in shapes):
        return True
    for kind in TYPES:
        alike = [found for one in shapes if (found := [shape for shape in one if shape.type == kind])]
        if len(alike) > 1 and not _told_apart(shapes_of, alike):
            return True
    return False


def _told_apart(shapes_of: ShapesOf, branches: list[list[Shape]]) -> bool:
    """Do all branches need a member of which no two take the same value?"""
    needed = [shape.required.keys() for branch in branches for shape in branch]
    for name in sorted(set(needed[0]).intersection(*needed)):
        taken = [[_values(shapes_of, shape, name) for shape in branch] for branch in branches]
        each = [frozenset().union(*values) for values in taken]
        if all(map(all, taken)) and sum(map(len, each)) == len(frozenset().union(*each)):
            return True
    return False


def _values(shapes_of: ShapesOf, shape: Shape, name: str) -> frozenset[Hashable]:
    """The values that a member is limited to; none where it may have others."""
    return fixed_values(shapes_of(shape.properties[name])) if name in shape.properties else frozenset()
