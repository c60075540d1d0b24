"""`oneOf` refuses what fits several of its branches: a new branch can refuse what was accepted."""

from __future__ import annotations

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node, speakers

_IN_PLACE = ("allOf", "anyOf", "oneOf")


def compare_overlaps(pair: Pair, previous: Term, current: Term) -> None:
    """Note that the receiver's branches may overlap where the sender's did not; only an instance can tell."""
    request = pair.place is None or pair.place.direction == "request"
    if previous and current and exclusives(current if request else previous):
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
        for keyword in _IN_PLACE:
            branches = listed.items() if (listed := node.get(keyword)) is not None else []
            waiting += [node for branch in branches for node in speakers(branch)]
            if keyword == "oneOf" and len(branches) > 1 and "discriminator" not in node.value:
                found.append(branches)
    return found
