"""`oneOf` refuses what fits several of its branches: a new branch can refuse what was accepted."""

from __future__ import annotations

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.shapes import Term
from catalog.contracts.schemas.source import Node, Unresolved


def compare_overlaps(pair: Pair, previous: Term, current: Term) -> None:
    """Note that the receiver's branches may overlap where the sender's did not; only an instance can tell."""
    request = pair.place is None or pair.place.direction == "request"
    branches = exclusive_branches(current if request else previous)
    if len(branches) > 1 and previous and current:
        pair.note("overlap", "possible", previous=previous[0], current=current[0], speculative=True)


def exclusive_branches(term: Term) -> list[Node]:
    """The branches of the first `oneOf` in a term."""
    for node in term:
        try:
            listed = node.resolved().get("oneOf")
        except Unresolved:
            continue
        if listed is not None:
            return listed.items()
    return []
