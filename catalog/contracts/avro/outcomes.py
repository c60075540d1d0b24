"""What a difference does, by the modes that it violates."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.contracts.compatibility import BACKWARD, Mode
from catalog.contracts.pairs import Effect


def effect_of(broken: Sequence[Mode]) -> Effect:
    """The current schema no longer reads what was written: narrows. The previous one does not read what is: widens."""
    if len(broken) > 1:
        return "replaces"
    if not broken:
        return "none"
    return "narrows" if broken[0] == BACKWARD else "widens"
