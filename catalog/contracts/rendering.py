"""A comparison as text for people at a terminal or in a CI log."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.contracts.changes import BREAKING, SEVERITIES, Change, Comparison, Undecided
from catalog.contracts.documents.positions import Position
from catalog.contracts.schemas.values import shown

_MOST_OPERATIONS = 8
_INDENT = "    "


def as_text(comparison: Comparison, previous: str, current: str) -> str:
    """Changes by severity with their places in both files; `previous` and `current` are the files' names."""
    lines = [f"{previous} → {current}: {_summary(comparison)}"]
    for severity in SEVERITIES:
        changes = comparison.with_severity(severity)
        if changes:
            lines += ["", f"{severity.upper()} ({len(changes)})"]
            for change in changes:
                lines += ["", *_change(change, previous, current)]
    if comparison.undecided:
        lines += ["", f"UNDECIDED ({len(comparison.undecided)})"]
        for corner in comparison.undecided:
            lines += ["", *_corner(corner)]
    return "\n".join(lines)


def _summary(comparison: Comparison) -> str:
    counts = [f"{len(comparison.with_severity(severity))} {severity}" for severity in SEVERITIES]
    if comparison.undecided:
        counts.append(f"{len(comparison.undecided)} undecided")
    return ", ".join(counts) if comparison.changes or comparison.undecided else "no changes"


def _change(change: Change, previous: str, current: str) -> Iterator[str]:
    yield f"  {change.message} [{change.rule_id}]"
    if change.operations:
        yield f"{_INDENT}in {_operations(change.operations)}"
    yield f"{_INDENT}before: {_place(previous, change.previous_position, change.previous_pointer)}"
    yield f"{_INDENT}after:  {_place(current, change.current_position, change.current_pointer)}"
    if change.witness is not None:
        witness = change.witness
        yield (
            f"{_INDENT}proof:  {witness['operation']}, {witness['part']} {shown(witness['instance'], 400)} "
            f"is accepted by the {witness['accepted_by']} and refused by the {witness['rejected_by']} contract"
        )
    elif change.severity == BREAKING and change.about_values:
        yield f"{_INDENT}unproven: no instance that shows it was found"


def _corner(corner: Undecided) -> Iterator[str]:
    yield f"  {corner.reason}"
    yield f"{_INDENT}at {corner.pointer or 'the document'}"
    if corner.operations:
        yield f"{_INDENT}in {_operations(corner.operations)}"


def _operations(operations: tuple[str, ...]) -> str:
    named = ", ".join(operations[:_MOST_OPERATIONS])
    more = len(operations) - _MOST_OPERATIONS
    return f"{named} and {more} more" if more > 0 else named


def _place(name: str, position: Position | None, pointer: str | None) -> str:
    if pointer is None:
        return "not there"
    if position is None:
        return f"{name} {pointer}"
    return f"{position.file or name}:{position.line}:{position.column} {pointer}"
