"""Which callback of one side has become which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from catalog.contracts.openapi.model import OperationPlace

Key = tuple[str, str, str]
"""Name, method and expression; the name is never sent."""

Alike = Callable[[OperationPlace, OperationPlace], bool]


def renamed(
    previous: Mapping[Key, OperationPlace], current: Mapping[Key, OperationPlace], unchanged: Alike
) -> dict[Key, Key]:
    """The present keys of callbacks that have another key now, by the previous one.

    First those that are sent as before, of which some may be unchanged; then those of a name that are sent elsewhere.
    """
    before, after = sorted(previous.keys() - current.keys()), sorted(current.keys() - previous.keys())
    found: dict[Key, Key] = {}

    def match(part: Callable[[Key], Hashable], fits: Callable[[Key, Key], bool]) -> None:
        for key in [key for key in before if key not in found]:
            same = (one for one in after if part(one) == part(key) and fits(key, one))
            if (chosen := next(same, None)) is not None:
                after.remove(chosen)
                found[key] = chosen

    match(lambda key: key[1:], lambda one, other: unchanged(previous[one], current[other]))
    match(lambda key: key[1:], lambda _one, _other: True)
    match(lambda key: key[:2], lambda _one, _other: True)
    return found
