"""What every form of a comparison is made from: what was found, what was compared, and what is too much."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from catalog.contracts.changes import SEVERITIES, Change, Comparison, Severity, Undecided
from catalog.contracts.compatibility import MODES
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.positions import Position

_MOST_OPERATIONS = 8


@dataclass(frozen=True)
class Side:
    """A document under the name of its file."""

    name: str
    document: Document

    def place(self, position: Position | None, pointer: str | None) -> str:
        """`orders.yaml:12:5 /paths/~1orders` for people, or that it is not there."""
        if pointer is None:
            return "not there"
        at = f"{position.file or self.name}:{position.line}:{position.column}" if position else self.name
        return f"{at} {pointer}" if pointer else at


@dataclass(frozen=True)
class Outcome:
    """A comparison; a change as severe as `fails_on`, or more, is a failure.

    Where a compatibility mode is asked for, what violates it is a failure instead.
    """

    found: Comparison
    previous: Side
    current: Side
    fails_on: Severity
    mode: str | None = None

    @cached_property
    def comparison(self) -> Comparison:
        """What was found, with what only the comparison from current to previous tells of the mode."""
        if self.mode is None:
            return self.found
        changes = self.found.changes + self.found.violations_in_reverse(self.mode)
        return replace(self.found, changes=changes, undecided=self.found.undecided_for(self.mode))

    def violated(self, change: Change) -> str:
        """What the change violates of the mode that is asked for, in words; empty where it keeps to it."""
        asked = MODES[self.mode] if self.mode is not None else ()
        return " and ".join(mode for mode in asked if mode in change.breaks)

    def fails(self, change: Change) -> bool:
        if self.mode is not None:
            return bool(self.violated(change))
        return SEVERITIES.index(change.severity) <= SEVERITIES.index(self.fails_on)

    @property
    def has_failed(self) -> bool:
        undecided = self.mode is not None and bool(self.comparison.undecided)
        return undecided or any(map(self.fails, self.comparison.changes))

    def places(self, found: Change | Undecided) -> tuple[tuple[str, str], ...]:
        """Where something stands in either document: `before` and `after` with the place in words."""
        if isinstance(found, Change):
            before, after = found.previous_pointer, found.current_pointer
        else:
            before = found.pointer if found.previous_position else None
            after = found.pointer if found.current_position else None
        return (
            ("before", self.previous.place(found.previous_position, before)),
            ("after", self.current.place(found.current_position, after)),
        )

    @property
    def summary(self) -> str:
        """How many changes there are of each severity, in words."""
        comparison = self.comparison
        counts = [f"{len(comparison.with_severity(severity))} {severity}" for severity in SEVERITIES]
        if comparison.undecided:
            counts.append(f"{len(comparison.undecided)} undecided")
        found = ", ".join(counts) if comparison.changes or comparison.undecided else "no changes"
        if self.mode is None:
            return found
        return f"{found}; {'not ' if self.has_failed else ''}{self.mode} compatible"


def operations_named(operations: Iterable[str]) -> str:
    """The first of the operations by name, and how many more there are."""
    named = list(operations)
    more = len(named) - _MOST_OPERATIONS
    listed = ", ".join(named[:_MOST_OPERATIONS])
    return f"{listed} and {more} more" if more > 0 else listed
