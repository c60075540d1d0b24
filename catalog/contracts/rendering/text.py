"""A comparison as text for people at a terminal or in a CI log."""

from collections.abc import Iterator

from catalog.contracts.changes import BREAKING, SEVERITIES, Change, Undecided
from catalog.contracts.rendering.outcome import Outcome, operations_named
from catalog.contracts.schemas.values import shown

_INDENT = "    "


def as_text(outcome: Outcome) -> str:
    """Changes by severity with their places in both files."""
    comparison = outcome.comparison
    lines = [f"{outcome.previous.name} → {outcome.current.name}: {outcome.summary}"]
    for severity in SEVERITIES:
        changes = comparison.with_severity(severity)
        if changes:
            lines += ["", f"{severity.upper()} ({len(changes)})"]
            for change in changes:
                lines += ["", *change_lines(outcome, change)]
    if comparison.undecided:
        lines += ["", f"UNDECIDED ({len(comparison.undecided)})"]
        for corner in comparison.undecided:
            lines += ["", *_corner(corner)]
    return "\n".join(lines)


def change_lines(outcome: Outcome, change: Change) -> Iterator[str]:
    """One change with its reach, its places and its proof."""
    before = outcome.previous.place(change.previous_position, change.previous_pointer)
    after = outcome.current.place(change.current_position, change.current_pointer)
    yield f"  {change.message} [{change.rule_id}]"
    if change.operations:
        yield f"{_INDENT}in {operations_named(change.operations)}"
    yield f"{_INDENT}before: {before}"
    yield f"{_INDENT}after:  {after}"
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
        yield f"{_INDENT}in {operations_named(corner.operations)}"
