"""Who is hit by a change: changes joined with what consumers say they use.

The join is by operation key and, where a consumer declares them, by response fields. It errs on the
side of telling: a consumer that names nothing uses everything, and a change that names no field
concerns the whole message.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class ReachingChange(Protocol):
    """What the join needs of a change (`catalog.contracts.changes.Change`)."""

    @property
    def operations(self) -> Sequence[str]: ...

    @property
    def fields(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Usage:
    """What a consumer uses of a contract: operation keys and dotted response fields; empty means all."""

    operations: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()

    def reaches(self, operations: Iterable[str]) -> bool:
        """Whether one of the operations is used; a change of no particular operation reaches everybody."""
        named = set(operations)
        return not named or not self.operations or bool(named & self.operations)

    def hit_by(self, change: ReachingChange) -> bool:
        """Whether the change arises in something that is used."""
        if not self.reaches(change.operations):
            return False
        if not self.fields or not change.fields:
            return True
        return any(_overlap(used, changed) for used in self.fields for changed in change.fields)


def _overlap(used: str, changed: str) -> bool:
    """Whether one path leads to or through the other: `decision` is used with all that it holds."""
    shorter, longer = sorted((used.split("."), changed.split(".")), key=len)
    return longer[: len(shorter)] == shorter
